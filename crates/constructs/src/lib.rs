//! Constructs: what a stack is meant to do, in types.
//!
//! A construct knows what a production system needs and emits the resources for it. Defaults are right where real people
//! depend on them, and are relaxed where they do not. What cannot work does not construct; what only the whole stack
//! shows is a finding of [`App::synth`], with the line that led to it.
//!
//! | room | holds |
//! |---|---|
//! | [`websocket`] | APIs, routes, authorizers, stages |
//! | [`Function`], [`Timeout`], [`Memory`] | Lambda functions, each with a role and a log group of its own |
//! | [`Table`], [`Key`], [`Index`], [`Billing`], [`StreamSource`], [`ChangeFilter`] | DynamoDB tables and their streams |
//! | [`Queue`], [`LogGroup`], [`Durability`] | what keeps things, and for how long |
//! | [`Grant`], [`Action`], [`Operation`] | permissions as values |
//! | [`App`], [`AppStage`] | all stacks, the stages that they belong to, and the assembly that they are written to |
//!
//! There is always a way around: [`cfn::RawResource`] and the tables of [`aws`] go into the same stack, and the `…Ref` that
//! `add` returns has the resource's `handle()`.

mod app;
mod billing;
mod change_filter;
mod code;
mod durability;
mod environment;
mod function;
mod grant;
mod index;
mod key;
mod log_group;
mod memory;
mod operation;
pub mod prelude;
mod queue;
mod range;
mod raw;
mod role;
mod stream;
mod table;
#[cfg(test)]
mod testing;
mod text;
mod timeout;
pub mod websocket;

pub use aws;
pub use cfn;

pub use app::{App, AppError, AppStage};
pub use billing::{Billing, Throughput};
pub use change_filter::ChangeFilter;
pub use durability::Durability;
pub use function::{Function, FunctionRef};
pub use grant::{Action, Grant};
pub use index::{Index, IndexRef};
pub use key::Key;
pub use log_group::{LogGroup, LogGroupRef};
pub use memory::Memory;
pub use operation::Operation;
pub use queue::{Queue, QueueRef};
pub use range::OutOfRange;
pub use stream::{StreamRef, StreamSource};
pub use table::{NoStream, StreamView, Streaming, Table, TableRef};
pub use timeout::Timeout;
