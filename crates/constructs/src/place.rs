//! Where a resource is: in the stack, or outside of it.

use cfn::{Arn, Attribute, Handle, HasArn, Id, IntoProperty, Value};

use crate::{EncryptionKeyRef, Grant};

/// What constructs know of a resource, whether the stack makes it or it stands already.
///
/// Everything that a construct tells about a resource comes from here, so that an imported one is no special case.
#[derive(Clone, Debug)]
pub(crate) struct Place<R> {
    label: String,
    handle: Option<Handle<R>>,
    id: Value<Id<R>>,
    arn: Value<Arn<R>>,
    /// In a box, because a key has a place, too.
    key: Option<Box<EncryptionKeyRef>>,
}

impl<R: HasArn> Place<R> {
    /// A resource of the stack.
    pub(crate) fn made(handle: Handle<R>) -> Self {
        Self {
            label: handle.logical_id().as_str().to_owned(),
            id: handle.id(),
            arn: handle.arn(),
            handle: Some(handle),
            key: None,
        }
    }
}

impl<R> Place<R> {
    /// A resource that stands already. `id` makes of its ARN what `Ref` would yield.
    pub(crate) fn imported(
        label: impl Into<String>,
        arn: impl IntoProperty<Value<Arn<R>>>,
        id: impl FnOnce(&Value<String>) -> Value<String>,
    ) -> Self {
        let arn = arn.into_property();
        Self {
            label: label.into(),
            handle: None,
            id: tagged(id(&arn.clone().into())),
            arn,
            key: None,
        }
    }

    /// The same resource, reached by another name and ARN.
    pub(crate) fn through(mut self, id: Value<String>, arn: Value<Arn<R>>) -> Self {
        self.id = tagged(id);
        self.arn = arn;
        self
    }

    /// The same resource, encrypted with a key of its owner's.
    pub(crate) fn encrypted_by(mut self, key: Option<EncryptionKeyRef>) -> Self {
        self.key = key.map(Box::new);
        self
    }

    /// The key that it is encrypted with, if it has one of its own.
    pub(crate) fn key(&self) -> Option<&EncryptionKeyRef> {
        self.key.as_deref()
    }

    /// A grant, and with it what the key has to allow.
    pub(crate) fn with_key(&self, grant: Grant, of_key: fn(&EncryptionKeyRef) -> Grant) -> Grant {
        grant.and(self.key().map(of_key))
    }

    /// The logical id, or the name that was given at the import: what other logical ids begin with.
    pub(crate) fn label(&self) -> &str {
        &self.label
    }

    pub(crate) fn handle(&self) -> Option<&Handle<R>> {
        self.handle.as_ref()
    }

    /// An attribute; of an imported resource, what its ARN says of it.
    pub(crate) fn get<T>(
        &self,
        attribute: Attribute<R, T>,
        outside: impl FnOnce(&Value<String>) -> Value<T>,
    ) -> Value<T> {
        match &self.handle {
            Some(handle) => handle.get(attribute),
            None => outside(&self.arn_text()),
        }
    }

    pub(crate) fn id(&self) -> Value<Id<R>> {
        self.id.clone()
    }

    pub(crate) fn id_text(&self) -> Value<String> {
        self.id.clone().into()
    }

    pub(crate) fn arn(&self) -> Value<Arn<R>> {
        self.arn.clone()
    }

    pub(crate) fn arn_text(&self) -> Value<String> {
        self.arn.clone().into()
    }
}

fn tagged<R>(id: Value<String>) -> Value<Id<R>> {
    match id {
        Value::Literal(text) => Value::Literal(Id::of(text)),
        Value::Expr(expr) => Value::Expr(expr),
    }
}
