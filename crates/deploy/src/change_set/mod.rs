//! Change sets: what CloudFormation would do, asked before it does it.
//!
//! Every change of a stack goes through one. A change set that has nothing to do is a value, [`Made::Empty`], and
//! leaves nothing behind; the service tells it as a failure.
//!
//! | room | holds |
//! |---|---|
//! | [`request`] | what is to be deployed, and how |
//! | [`change`] | what the service says that happens to each resource |
//! | `make` | creates one and waits until it is there |
//! | `read` | reads one, page by page, and those of nested stacks |
//! | `end` | executes one, or takes it away again |

pub mod change;
mod end;
mod make;
mod read;
pub mod request;

pub use change::{Action, Cause, Fate, Replacement, ResourceChange};
pub use make::Made;
pub use request::{Body, Given, Import, Kind, Request};

/// A change set that can be executed.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeSet {
    /// Its ARN.
    pub id: String,
    /// Its name, which is the token of the operation, too: the events of its execution carry it.
    pub name: String,
    /// The stack's name.
    pub stack: String,
    /// The stack's ARN.
    pub stack_id: String,
    /// Whether it makes the stack, updates it, or takes resources into it.
    pub makes_the_stack: bool,
    /// What happens to each resource, in the order of the service.
    pub changes: Vec<ResourceChange>,
}

#[cfg(test)]
mod tests;
