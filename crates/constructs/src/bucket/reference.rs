//! What others may know of a bucket, and do with it.

use aws::s3;
use cfn::{Arn, Handle, IntoProperty, Value, sub};

use crate::{EncryptionKeyRef, Grant, action, arn, place::Place};

/// A bucket, of the stack or [imported](BucketRef::imported).
#[derive(Clone, Debug)]
pub struct BucketRef {
    place: Place<s3::Bucket>,
}

impl BucketRef {
    /// A bucket that stands already. Logical ids in this stack begin with `name`.
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let avatars = BucketRef::imported("Avatars", Arn::of("arn:aws:s3:::example-avatars"));
    /// let profile = Function::rust("lambdas", "profile").env("AVATARS", &avatars).allow(avatars.read());
    /// ```
    pub fn imported(name: impl Into<String>, arn: impl IntoProperty<Value<Arn<s3::Bucket>>>) -> Self {
        let name_of = |bucket: &Value<String>| arn::part(bucket, arn::RESOURCE);
        Self::new(Place::imported(name, arn, name_of))
    }

    pub(super) fn new(place: Place<s3::Bucket>) -> Self {
        Self { place }
    }

    /// The same, of which is known that it is encrypted with this key: grants let use it.
    pub fn encrypted_by(mut self, key: &EncryptionKeyRef) -> Self {
        self.place = self.place.encrypted_by(Some(key.clone()));
        self
    }

    /// The resource, where this stack makes it.
    pub fn handle(&self) -> Option<&Handle<s3::Bucket>> {
        self.place.handle()
    }

    /// Its name.
    pub fn name(&self) -> Value<String> {
        self.place.id_text()
    }

    /// Its ARN.
    pub fn arn(&self) -> Value<Arn<s3::Bucket>> {
        self.place.arn()
    }

    /// Reading and listing all objects. Without the right to list, an object that is not there is a 403 and no 404.
    pub fn read(&self) -> Grant {
        let list = Grant::new([action!("s3:ListBucket")], [self.place.arn_text()]);
        self.read_under("").and([list])
    }

    /// Reading objects whose keys begin so.
    pub fn read_under(&self, prefix: &str) -> Grant {
        let read = Grant::new([action!("s3:GetObject")], [self.objects(prefix)]);
        self.place.with_key(read, EncryptionKeyRef::decrypt)
    }

    /// Writing objects, large ones in parts.
    pub fn write(&self) -> Grant {
        self.write_under("")
    }

    /// Writing objects whose keys begin so.
    pub fn write_under(&self, prefix: &str) -> Grant {
        let actions = [action!("s3:AbortMultipartUpload"), action!("s3:PutObject")];
        let write = Grant::new(actions, [self.objects(prefix)]);
        self.place.with_key(write, EncryptionKeyRef::write)
    }

    /// Deleting objects, which reading and writing do not include.
    pub fn delete(&self) -> Grant {
        Grant::new([action!("s3:DeleteObject")], [self.objects("")])
    }

    /// The key that it is encrypted with, if it has one of its own.
    pub(crate) fn key(&self) -> Option<&EncryptionKeyRef> {
        self.place.key()
    }

    fn objects(&self, prefix: &str) -> Value<String> {
        sub!("{}/{}*", self.place.arn(), prefix)
    }
}

impl From<&BucketRef> for Value<String> {
    fn from(bucket: &BucketRef) -> Self {
        bucket.name()
    }
}
