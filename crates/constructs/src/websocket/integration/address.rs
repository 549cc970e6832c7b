//! How services are told what to use.

use aws::{dynamodb, events, firehose, kinesis, s3, sns, sqs, stepfunctions};
use cfn::{Arn, Handle, Value};

use crate::{
    Action, BucketRef, DataStreamRef, DeliveryStreamRef, EncryptionKeyRef, EventBusRef, Grant, QueueRef,
    StateMachineRef, TableRef, TopicRef,
};

/// A resource by ARN and by name: permissions take the one, requests the other.
///
/// A construct's reference is one by itself, of the stack or imported, and so is a handle. A reference brings the key that
/// its resource is encrypted with. All parts can be given as well:
///
/// ```
/// use constructs::{prelude::*, websocket::Address};
/// let jobs = Address::of(Arn::of("arn:aws:sqs:eu-central-1:111122223333:jobs"), "jobs");
/// let send = SendMessage::to(jobs);
/// ```
#[derive(Debug)]
pub struct Address<R> {
    arn: Value<Arn<R>>,
    name: Value<String>,
    key: Option<EncryptionKeyRef>,
}

impl<R> Address<R> {
    /// A resource outside of the stack.
    pub fn of(arn: impl Into<Value<Arn<R>>>, name: impl Into<Value<String>>) -> Self {
        Self {
            arn: arn.into(),
            name: name.into(),
            key: None,
        }
    }

    /// The same, of which is known that it is encrypted with this key: roles may use it.
    pub fn encrypted_by(mut self, key: &EncryptionKeyRef) -> Self {
        self.key = Some(key.clone());
        self
    }

    pub(super) fn with(mut self, key: Option<&EncryptionKeyRef>) -> Self {
        self.key = key.cloned();
        self
    }

    /// Its ARN.
    pub fn arn(&self) -> Value<String> {
        self.arn.clone().into()
    }

    /// Its name.
    pub fn name(&self) -> Value<String> {
        self.name.clone()
    }

    /// An action on it, and with it what its key has to allow.
    pub(super) fn grant(&self, action: Action, of_key: fn(&EncryptionKeyRef) -> Grant) -> Grant {
        self.grant_on(self.arn(), action, of_key)
    }

    /// The same for a part of it.
    pub(super) fn grant_on(
        &self,
        part: Value<String>,
        action: Action,
        of_key: fn(&EncryptionKeyRef) -> Grant,
    ) -> Grant {
        Grant::new([action], [part]).and(self.key.as_ref().map(of_key))
    }
}

impl<R> Clone for Address<R> {
    fn clone(&self) -> Self {
        Self {
            arn: self.arn.clone(),
            name: self.name.clone(),
            key: self.key.clone(),
        }
    }
}

/// A handle of a resource whose `Ref` or attribute is its name.
macro_rules! handles {
    ($($resource:ty: $name:expr),+ $(,)?) => {
        $(impl From<&Handle<$resource>> for Address<$resource> {
            fn from(handle: &Handle<$resource>) -> Self {
                let name: fn(&Handle<$resource>) -> Value<String> = $name;
                Self::of(handle.arn(), name(handle))
            }
        })+
    };
}

handles! {
    dynamodb::Table: Handle::id_text,
    events::EventBus: Handle::id_text,
    firehose::DeliveryStream: Handle::id_text,
    kinesis::Stream: Handle::id_text,
    s3::Bucket: Handle::id_text,
    sns::Topic: |topic| topic.get(sns::Topic::TOPIC_NAME),
    sqs::Queue: |queue| queue.get(sqs::Queue::QUEUE_NAME),
    stepfunctions::StateMachine: |machine| machine.get(stepfunctions::StateMachine::NAME),
}

/// A construct's reference, with its key where it has one.
macro_rules! references {
    ($([$($generics:tt)*] $reference:ty: $resource:ty $(, $key:ident)?);+ $(;)?) => {
        $(impl<$($generics)*> From<&$reference> for Address<$resource> {
            fn from(reference: &$reference) -> Self {
                Self::of(reference.arn(), reference.name())$(.with(reference.$key()))?
            }
        })+
    };
}

references! {
    [] BucketRef: s3::Bucket, key;
    [] DataStreamRef: kinesis::Stream, key;
    [] DeliveryStreamRef: firehose::DeliveryStream;
    [] EventBusRef: events::EventBus;
    [] QueueRef: sqs::Queue, key;
    [K] StateMachineRef<K>: stepfunctions::StateMachine;
    [const INDEXES: usize, S] TableRef<INDEXES, S>: dynamodb::Table, key;
    [] TopicRef: sns::Topic, key;
}
