//! What others may know of a topic, and do with it.

use std::marker::PhantomData;

use aws::sns;
use cfn::{Arn, Handle, IntoProperty, Value};

use crate::{EncryptionKeyRef, Fifo, Grant, Standard, action, arn, place::Place};

/// A topic, of the stack or [imported](TopicRef::imported).
#[derive(Clone, Debug)]
pub struct TopicRef<K = Standard> {
    place: Place<sns::Topic>,
    kind: PhantomData<K>,
}

impl TopicRef {
    /// A topic that stands already. Logical ids in this stack begin with `name`.
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let alerts = TopicRef::imported("Alerts", Arn::of("arn:aws:sns:eu-central-1:111122223333:alerts"));
    /// let watcher = Function::rust("lambdas", "watcher").env("ALERTS", &alerts).allow(alerts.publish());
    /// ```
    pub fn imported(name: impl Into<String>, arn: impl IntoProperty<Value<Arn<sns::Topic>>>) -> Self {
        Self::of(Place::imported(name, arn, Value::clone))
    }
}

impl TopicRef<Fifo> {
    /// A FIFO topic that stands already.
    pub fn imported_fifo(name: impl Into<String>, arn: impl IntoProperty<Value<Arn<sns::Topic>>>) -> Self {
        Self::of(Place::imported(name, arn, Value::clone))
    }
}

impl<K> TopicRef<K> {
    pub(super) fn of(place: Place<sns::Topic>) -> Self {
        Self {
            place,
            kind: PhantomData,
        }
    }

    /// The same, of which is known that it is encrypted with this key: grants let use it.
    pub fn encrypted_by(mut self, key: &EncryptionKeyRef) -> Self {
        self.place = self.place.encrypted_by(Some(key.clone()));
        self
    }

    /// The resource, where this stack makes it.
    pub fn handle(&self) -> Option<&Handle<sns::Topic>> {
        self.place.handle()
    }

    /// Its name, which metrics go by.
    pub fn name(&self) -> Value<String> {
        let outside = |topic: &Value<String>| arn::part(topic, arn::RESOURCE);
        self.place.get(sns::Topic::TOPIC_NAME, outside)
    }

    /// Its ARN, which publishers need.
    pub fn arn(&self) -> Value<Arn<sns::Topic>> {
        self.place.arn()
    }

    /// Publishing.
    pub fn publish(&self) -> Grant {
        let publish = Grant::new([action!("sns:Publish")], [self.place.arn_text()]);
        self.place.with_key(publish, EncryptionKeyRef::write)
    }

    /// The key that it is encrypted with, if it has one of its own.
    pub(crate) fn key(&self) -> Option<&EncryptionKeyRef> {
        self.place.key()
    }

    pub(crate) fn label(&self) -> &str {
        self.place.label()
    }
}

impl<K> From<&TopicRef<K>> for Value<String> {
    fn from(topic: &TopicRef<K>) -> Self {
        topic.place.arn_text()
    }
}
