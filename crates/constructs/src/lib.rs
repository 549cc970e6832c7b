//! Constructs: what a stack is meant to do, in types.
//!
//! A construct knows what a production system needs and emits the resources for it. Defaults are right where real people
//! depend on them, and are relaxed where they do not. What cannot work does not construct; what only the whole stack
//! shows is a finding of [`App::synth`], with the line that led to it.
//!
//! | room | holds |
//! |---|---|
//! | [`websocket`] | APIs, routes, authorizers, keys, stages, domains |
//! | [`Function`], [`Timeout`], [`Memory`], [`Network`] | Lambda functions, each with a role and a log group of its own |
//! | [`StreamSource`], [`ChangeFilter`], [`QueueSource`], [`TopicSource`], [`Schedule`], [`EventPattern`], [`Pattern`] | what feeds a function |
//! | [`Table`], [`Key`], [`Index`], [`Billing`] | DynamoDB tables |
//! | [`Bucket`], [`Lifecycle`] | S3 buckets |
//! | [`Topic`], [`DataStream`], [`DeliveryStream`], [`EventBus`] | SNS topics, Kinesis streams, Firehose, event buses |
//! | [`StateMachine`], [`Definition`] | state machines of Step Functions |
//! | [`EncryptionKey`] | keys of KMS, for all that keeps data |
//! | [`Queue`], [`LogGroup`], [`Durability`] | what keeps things, and for how long |
//! | [`Grant`], [`Action`], [`Operation`] | permissions as values |
//! | [`UserPool`] | who may sign in |
//! | [`Monitoring`], [`Alarm`], [`Metric`], [`Dashboard`] | who is woken, and what they see |
//! | [`aspects`] | one change, or one demand, for all resources of a stack |
//! | [`App`], [`AppStage`] | all stacks, the stages that they belong to, and the assembly that they are written to |
//!
//! What stands already comes into a stack by its ARN, such as [`TableRef::imported`]: the same `…Ref` as of a table that the
//! stack makes, with the same grants.
//!
//! There is always a way around: [`cfn::RawResource`] and the tables of [`aws`] go into the same stack, and the `…Ref` that
//! `add` returns has the resource's `handle()`, which is missing only where the resource is imported.

mod app;
mod arn;
pub mod aspects;
#[cfg(doctest)]
mod book;
mod bucket;
mod data_stream;
mod delivery_stream;
mod durability;
mod encryption_key;
mod event_bus;
mod function;
mod grant;
mod hosted_zone;
mod kind;
mod log_group;
mod monitoring;
mod pattern;
mod place;
pub mod prelude;
mod queue;
mod range;
mod raw;
mod role;
mod source;
mod state_machine;
mod table;
#[cfg(test)]
mod testing;
mod text;
mod topic;
mod user_pool;
pub mod websocket;

pub use aws;
pub use cfn;

pub use app::{App, AppError, AppStage};
pub use bucket::{Bucket, BucketRef, Lifecycle};
pub use data_stream::{DataStream, DataStreamRef};
pub use delivery_stream::{DeliveryStream, DeliveryStreamRef};
pub use durability::Durability;
pub use encryption_key::{EncryptionKey, EncryptionKeyRef};
pub use event_bus::{EventBus, EventBusRef, EventPattern};
pub use function::{Destination, Function, FunctionRef, InlineRuntime, LogLevel, Memory, Network, Timeout};
pub use grant::{Action, Grant};
pub use hosted_zone::HostedZone;
pub use kind::{Express, Fifo, Standard};
pub use log_group::{LogGroup, LogGroupRef};
pub use monitoring::{
    Alarm, AlarmRef, AlarmTopic, Dashboard, DashboardRef, Metric, Monitoring, MonitoringRef,
};
pub use pattern::Pattern;
pub use queue::{Queue, QueueRef};
pub use range::OutOfRange;
pub use source::{ChangeFilter, Changes, QueueSource, Records, Schedule, StreamSource};
pub use state_machine::{Definition, StateMachine, StateMachineRef};
pub use table::{
    Billing, Capacity, Index, IndexRef, Key, NoStream, Operation, Scaling, StreamRef, StreamView, Streaming,
    Table, TableRef, Throughput,
};
pub use topic::{Topic, TopicRef, TopicSource};
pub use user_pool::{UserPool, UserPoolRef};
