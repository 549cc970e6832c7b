//! How services are told what to use.

use aws::{dynamodb, sqs};
use cfn::{Arn, Handle, Value};

use crate::{QueueRef, TableRef};

/// A resource by ARN and by name: permissions take the one, requests the other.
///
/// A construct's reference is one by itself, of the stack or imported, and so is the handle of a table. Both parts can be
/// given as well:
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

impl From<&Handle<sqs::Queue>> for Address<sqs::Queue> {
    fn from(queue: &Handle<sqs::Queue>) -> Self {
        Self::of(queue.arn(), queue.get(sqs::Queue::QUEUE_NAME))
    }
}

impl From<&QueueRef> for Address<sqs::Queue> {
    fn from(queue: &QueueRef) -> Self {
        Self::of(queue.arn(), queue.name())
    }
}

impl From<&Handle<dynamodb::Table>> for Address<dynamodb::Table> {
    fn from(table: &Handle<dynamodb::Table>) -> Self {
        Self::of(table.arn(), table.id_text())
    }
}

impl<const INDEXES: usize, S> From<&TableRef<INDEXES, S>> for Address<dynamodb::Table> {
    fn from(table: &TableRef<INDEXES, S>) -> Self {
        Self::of(table.arn(), table.name())
    }
}
