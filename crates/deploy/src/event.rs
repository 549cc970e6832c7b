//! What CloudFormation tells of its work on a stack, and how to follow it.
//!
//! | room | holds |
//! |---|---|
//! | [`status`] | the words for states, taken apart |
//! | [`source`] | where events come from, a page at a time |
//! | [`follower`] | one operation's events as they happen, its nested stacks' among them |

pub mod follower;
pub mod source;
pub mod status;
mod thread;

#[cfg(test)]
pub(crate) mod script;

use aws_sdk_cloudformation::types::StackEvent;

pub use crate::rhythm::Limiter;

pub use self::{
    follower::{Follower, Start},
    source::{Page, Source},
    status::{Outcome, Status},
};

/// The type of a stack, as resources and events name it.
pub const STACK: &str = "AWS::CloudFormation::Stack";

/// Something that happened to a resource, or to the stack itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its own name: no other event has it.
    pub id: String,
    /// The ARN of the stack that it belongs to.
    pub stack_id: String,
    /// The stack's name.
    pub stack: String,
    /// The resource's name in the template; the stack's name where the stack itself is meant.
    pub logical_id: String,
    /// The resource's name in the account; empty before there is one.
    pub physical_id: String,
    /// The resource's type.
    pub kind: String,
    /// The state that the resource is in since then.
    pub status: Status,
    /// Why, in the service's words.
    pub reason: Option<String>,
    /// When, in milliseconds since 1970, by the service's clock.
    pub time: i64,
    /// The client request token of the operation; none where who began it gave none.
    pub token: Option<String>,
}

impl Event {
    /// Whether the stack itself is meant, and not one of its resources.
    pub fn of_stack(&self) -> bool {
        self.kind == STACK && self.physical_id == self.stack_id
    }

    /// Whether it ends an operation: the stack itself is done, one way or the other.
    pub fn ends_operation(&self) -> bool {
        self.of_stack() && !self.status.in_progress()
    }

    /// Whether nothing works on the stack since then: what comes later is another operation.
    ///
    /// A stack that waits for its first change set to be executed rests, too.
    pub fn rests(&self) -> bool {
        self.ends_operation() || (self.of_stack() && self.status.word() == "REVIEW_IN_PROGRESS")
    }

    /// The ARN of the stack that this resource is; none for everything but nested stacks.
    pub fn nested(&self) -> Option<&str> {
        let nested = self.kind == STACK && !self.of_stack() && self.physical_id.starts_with("arn:");
        nested.then_some(self.physical_id.as_str())
    }
}

impl From<StackEvent> for Event {
    fn from(event: StackEvent) -> Self {
        let time = event.timestamp.and_then(|time| time.to_millis().ok());
        let status = event
            .resource_status
            .as_ref()
            .map_or("", |status| status.as_str());
        Self {
            status: Status::of(status),
            id: event.event_id.unwrap_or_default(),
            stack_id: event.stack_id.unwrap_or_default(),
            stack: event.stack_name.unwrap_or_default(),
            logical_id: event.logical_resource_id.unwrap_or_default(),
            physical_id: event.physical_resource_id.unwrap_or_default(),
            kind: event.resource_type.unwrap_or_default(),
            reason: event
                .resource_status_reason
                .or(event.hook_status_reason)
                .filter(|reason| !reason.is_empty()),
            time: time.unwrap_or_default(),
            token: event.client_request_token,
        }
    }
}
