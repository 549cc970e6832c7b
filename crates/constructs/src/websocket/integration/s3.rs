//! Objects of a bucket.

use aws::s3::Bucket;
use cfn::sub;

use super::{Address, MappedIntegration, ServiceCall};
use crate::{
    EncryptionKeyRef, action,
    websocket::{Payload, Source},
};

/// Puts what the client says into a bucket, one object per message.
///
/// ```
/// use constructs::{prelude::*, websocket::PutObject};
/// let mut stack = Stack::new("demo");
/// let notes = stack.add("Notes", Bucket::new());
/// let route = Route::to(PutObject::under(&notes, "inbox"));
/// ```
///
/// The key is the prefix and the id of the request, so that no message overwrites another. The role may put objects
/// under this prefix and nothing else. Clients send binary data as base64:
/// [`content_handling`](MappedIntegration::content_handling) makes bytes of it.
#[derive(Clone, Debug)]
#[must_use]
pub struct PutObject {
    bucket: Address<Bucket>,
    prefix: String,
    name: Source,
    payload: Payload,
    content_type: Option<Source>,
}

impl PutObject {
    /// Puts objects under this prefix, without a slash at its ends.
    pub fn under(bucket: impl Into<Address<Bucket>>, prefix: impl Into<String>) -> Self {
        Self {
            bucket: bucket.into(),
            prefix: prefix.into().trim_matches('/').to_owned(),
            name: Source::REQUEST_ID,
            payload: Payload::Message,
            content_type: None,
        }
    }

    /// What the key ends in (default: the id of the request). What clients choose overwrites what others chose.
    pub fn name(mut self, name: Source) -> Self {
        self.name = name;
        self
    }

    /// What an object holds (default: the message as it is).
    pub fn payload(mut self, payload: impl Into<Payload>) -> Self {
        self.payload = payload.into();
        self
    }

    /// The media type of the objects.
    pub fn content_type(mut self, media: Source) -> Self {
        self.content_type = Some(media);
        self
    }
}

impl From<PutObject> for MappedIntegration {
    fn from(put: PutObject) -> Self {
        let folder = if put.prefix.is_empty() {
            String::new()
        } else {
            format!("{}/", put.prefix)
        };
        let path = sub!("{}/{}{name}", put.bucket.name(), &folder);
        let objects = sub!("{}/{}*", put.bucket.arn(), &folder);
        let grant = put
            .bucket
            .grant_on(objects, action!("s3:PutObject"), EncryptionKeyRef::write);
        let call = ServiceCall::path("s3", path, grant, &put.payload).put();
        let call = match put.content_type {
            Some(media) => call.header("Content-Type", media),
            None => call,
        };
        call.path_part("name", put.name).into()
    }
}
