//! How services are told what to use.

use aws::{dynamodb, events, firehose, kinesis, s3, sns, sqs, stepfunctions};
use cfn::{Arn, Handle, Value};

use crate::{
    BucketRef, DataStreamRef, DeliveryStreamRef, EventBusRef, QueueRef, StateMachineRef, TableRef, TopicRef,
};

/// A resource by ARN and by name: permissions take the one, requests the other.
///
/// A construct's reference is one by itself, of the stack or imported, and so is a handle. Both parts can be given as
/// well:
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
}

impl<R> Address<R> {
    /// A resource outside of the stack.
    pub fn of(arn: impl Into<Value<Arn<R>>>, name: impl Into<Value<String>>) -> Self {
        Self {
            arn: arn.into(),
            name: name.into(),
        }
    }

    /// Its ARN.
    pub fn arn(&self) -> Value<String> {
        self.arn.clone().into()
    }

    /// Its name.
    pub fn name(&self) -> Value<String> {
        self.name.clone()
    }
}

impl<R> Clone for Address<R> {
    fn clone(&self) -> Self {
        Self {
            arn: self.arn.clone(),
            name: self.name.clone(),
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

/// A construct's reference.
macro_rules! references {
    ($($reference:ty: $resource:ty),+ $(,)?) => {
        $(impl From<&$reference> for Address<$resource> {
            fn from(reference: &$reference) -> Self {
                Self::of(reference.arn(), reference.name())
            }
        })+
    };
}

references! {
    BucketRef: s3::Bucket,
    DataStreamRef: kinesis::Stream,
    DeliveryStreamRef: firehose::DeliveryStream,
    EventBusRef: events::EventBus,
    QueueRef: sqs::Queue,
    TopicRef: sns::Topic,
}

impl<K> From<&StateMachineRef<K>> for Address<stepfunctions::StateMachine> {
    fn from(machine: &StateMachineRef<K>) -> Self {
        Self::of(machine.arn(), machine.name())
    }
}

impl<const INDEXES: usize, S> From<&TableRef<INDEXES, S>> for Address<dynamodb::Table> {
    fn from(table: &TableRef<INDEXES, S>) -> Self {
        Self::of(table.arn(), table.name())
    }
}
