//! What feeds a function.

use std::fmt::Debug;

use cfn::Scope;

use crate::{FunctionRef, Grant};

mod change_filter;
mod queue;
mod schedule;
mod stream;

pub use change_filter::ChangeFilter;
pub use queue::QueueSource;
pub use schedule::Schedule;
pub use stream::{Changes, Records, StreamSource};

/// A source of events, with how it is read.
pub(crate) trait Source: Debug {
    /// What the function needs for this.
    fn grants(&self) -> Vec<Grant>;

    /// Adds what leads from the source to the function.
    fn attach(&self, scope: &mut Scope<'_>, function: &FunctionRef);
}
