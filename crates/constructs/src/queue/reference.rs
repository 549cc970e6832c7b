//! What others may know of a queue, and do with it.

use std::marker::PhantomData;

use aws::sqs;
use cfn::{Arn, Handle, IntoProperty, Pseudo, Value, sub};

use crate::{EncryptionKeyRef, Fifo, Grant, Standard, action, arn, place::Place};

/// A queue, of the stack or [imported](QueueRef::imported).
#[derive(Clone, Debug)]
pub struct QueueRef<K = Standard> {
    place: Place<sqs::Queue>,
    dead_letters: Option<Handle<sqs::Queue>>,
    visibility_seconds: Option<u32>,
    kind: PhantomData<K>,
}

impl QueueRef {
    /// A queue that stands already, in any stack or account. Logical ids in this stack begin with `name`.
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let jobs = QueueRef::imported("Jobs", Arn::of("arn:aws:sqs:eu-central-1:111122223333:jobs"));
    /// let sender = Function::rust("lambdas", "sender").env("JOBS_URL", &jobs).allow(jobs.send());
    /// ```
    pub fn imported(name: impl Into<String>, arn: impl IntoProperty<Value<Arn<sqs::Queue>>>) -> Self {
        Self::standing(name, arn)
    }
}

impl QueueRef<Fifo> {
    /// A FIFO queue that stands already, in any stack or account.
    pub fn imported_fifo(name: impl Into<String>, arn: impl IntoProperty<Value<Arn<sqs::Queue>>>) -> Self {
        Self::standing(name, arn)
    }
}

impl<K> QueueRef<K> {
    pub(super) fn made(
        place: Place<sqs::Queue>,
        dead_letters: Option<Handle<sqs::Queue>>,
        visibility_seconds: u32,
    ) -> Self {
        Self {
            place,
            dead_letters,
            visibility_seconds: Some(visibility_seconds),
            kind: PhantomData,
        }
    }

    fn standing(name: impl Into<String>, arn: impl IntoProperty<Value<Arn<sqs::Queue>>>) -> Self {
        Self {
            place: Place::imported(name, arn, url_of),
            dead_letters: None,
            visibility_seconds: None,
            kind: PhantomData,
        }
    }

    /// The same, of which is known that it is encrypted with this key: grants let use it.
    pub fn encrypted_by(mut self, key: &EncryptionKeyRef) -> Self {
        self.place = self.place.encrypted_by(Some(key.clone()));
        self
    }

    /// The resource, where this stack makes it.
    pub fn handle(&self) -> Option<&Handle<sqs::Queue>> {
        self.place.handle()
    }

    /// The queue of what could not be handled, if this stack makes one; a queue [for failures](crate::Queue::for_failures)
    /// is its own.
    pub fn dead_letters(&self) -> Option<&Handle<sqs::Queue>> {
        self.dead_letters.as_ref()
    }

    /// Its URL, which senders need.
    pub fn url(&self) -> Value<String> {
        self.place.id_text()
    }

    /// Its name.
    pub fn name(&self) -> Value<String> {
        let outside = |queue: &Value<String>| arn::part(queue, arn::RESOURCE);
        self.place.get(sqs::Queue::QUEUE_NAME, outside)
    }

    /// Its ARN.
    pub fn arn(&self) -> Value<Arn<sqs::Queue>> {
        self.place.arn()
    }

    /// Sending.
    pub fn send(&self) -> Grant {
        let send = Grant::new([action!("sqs:SendMessage")], [self.place.arn_text()]);
        self.place.with_key(send, EncryptionKeyRef::write)
    }

    /// Receiving, keeping hidden for longer, and deleting: what a consumer needs.
    pub fn consume(&self) -> Grant {
        let actions = [
            action!("sqs:ChangeMessageVisibility"),
            action!("sqs:DeleteMessage"),
            action!("sqs:GetQueueAttributes"),
            action!("sqs:ReceiveMessage"),
        ];
        let consume = Grant::new(actions, [self.place.arn_text()]);
        self.place.with_key(consume, EncryptionKeyRef::decrypt)
    }

    /// The key that it is encrypted with, if it has one of its own.
    pub(crate) fn key(&self) -> Option<&EncryptionKeyRef> {
        self.place.key()
    }

    /// Its logical id, which names what reads it.
    pub(crate) fn label(&self) -> &str {
        self.place.label()
    }

    /// How long a received message stays hidden; not known of an imported queue.
    pub(crate) fn visibility_seconds(&self) -> Option<u32> {
        self.visibility_seconds
    }
}

impl<K> From<&QueueRef<K>> for Value<String> {
    fn from(queue: &QueueRef<K>) -> Self {
        queue.url()
    }
}

fn url_of(queue: &Value<String>) -> Value<String> {
    sub!(
        "https://sqs.{}.{}/{}/{}",
        arn::part(queue, arn::REGION),
        Pseudo::UrlSuffix,
        arn::part(queue, arn::ACCOUNT),
        arn::part(queue, arn::RESOURCE)
    )
}
