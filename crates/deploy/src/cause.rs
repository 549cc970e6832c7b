//! Why an operation failed: the resource that failed first, what the service said, and what is known to help.
//!
//! | room | holds |
//! |---|---|
//! | [`reason`] | what a service said, without its wrapping |
//! | [`known`] | failures with a known way out |

pub mod known;
pub mod reason;

use std::collections::HashSet;

pub use self::{known::Known, reason::Reason};
use crate::event::{Event, Status};

/// A resource that failed by itself, not because another one did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The ARN of the stack that the resource belongs to: a nested one, where it failed there.
    pub stack_id: String,
    /// The resource's name in the template; the stack's name where no resource failed.
    pub logical_id: String,
    /// The resource's name in the account; empty before there was one.
    pub physical_id: String,
    /// Its type.
    pub kind: String,
    /// How it failed, such as `CREATE_FAILED`.
    pub status: Status,
    /// What the service said.
    pub reason: Reason,
    /// What it means and what to do, where that is known.
    pub known: Option<Known>,
    /// Whether it failed on the way back: then it keeps the stack from being whole again.
    pub rolling_back: bool,
}

impl Cause {
    fn of(event: &Event, rolling_back: bool) -> Self {
        let reason = Reason::of(event.reason.as_deref().unwrap_or_default());
        Self {
            known: Known::of(&reason, &event.kind),
            reason,
            stack_id: event.stack_id.clone(),
            logical_id: event.logical_id.clone(),
            physical_id: event.physical_id.clone(),
            kind: event.kind.clone(),
            status: event.status.clone(),
            rolling_back,
        }
    }
}

/// What failed by itself in an operation, in the order in which it happened: the first is the root of all.
///
/// Takes the events of the whole operation with those of its nested stacks, as a [`Follower`](crate::Follower) tells
/// them. What was cancelled because something else failed is left out, and so is a stack whose own resource says why.
/// Where no resource failed, the stack itself may have been refused, such as one whose export is in use.
pub fn causes(events: &[Event]) -> Vec<Cause> {
    let explained: HashSet<&str> = events
        .iter()
        .filter(|event| event.status.failed() && !event.of_stack() && !follows(event))
        .map(|event| event.stack_id.as_str())
        .collect();
    let mut going_back = HashSet::new();
    let mut causes = Vec::new();
    for event in events {
        if event.of_stack() && event.status.rolls_back() {
            going_back.insert(event.stack_id.as_str());
        }
        let explains_itself = event.nested().is_some_and(|nested| explained.contains(nested));
        if event.status.failed() && !event.of_stack() && !follows(event) && !explains_itself {
            causes.push(Cause::of(event, going_back.contains(event.stack_id.as_str())));
        }
    }
    if causes.is_empty() {
        causes.extend(
            events
                .iter()
                .find(|event| refuses(event))
                .map(|event| Cause::of(event, false)),
        );
    }
    causes
}

/// Whether a resource failed only because another one did.
fn follows(event: &Event) -> bool {
    let reason = event.reason.as_deref().unwrap_or_default().to_ascii_lowercase();
    reason.starts_with("resource ") && (reason.contains("cancelled") || reason.contains("canceled"))
}

/// Whether a stack says by itself why it does not go on. A deletion that an import forbids puts the stack back where it
/// was without a failure: <https://github.com/rlister/stax/issues/40>.
fn refuses(event: &Event) -> bool {
    let Some(reason) = event.reason.as_deref().filter(|_| event.of_stack()) else {
        return false;
    };
    let of_others =
        reason.starts_with("The following resource(s) failed") || reason.contains("User Initiated");
    let stops = event.status.failed() || event.status.rolls_back();
    !of_others && (stops || Known::of(&Reason::of(reason), &event.kind).is_some())
}

#[cfg(test)]
mod tests;
