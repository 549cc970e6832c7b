//! What starts a state machine besides those who are granted it: rules, by roles of their own.

use aws::stepfunctions::StateMachine;
use cfn::{Handle, Scope};

use crate::{
    Grant, action,
    event_bus::{Ruled, target},
    role::granted_role,
};

/// Adds the rules, and one role for all of them.
pub(super) fn start(scope: &mut Scope<'_>, machine: &Handle<StateMachine>, events: &[Ruled]) {
    if events.is_empty() {
        return;
    }
    let id = machine.logical_id().as_str();
    let grant = Grant::new([action!("states:StartExecution")], [machine.arn()]);
    let role = granted_role("events.amazonaws.com", &[grant]);
    let role = scope.add(&format!("{id}EventsRole"), role);
    for wanted in events {
        wanted.add(scope, id, target(machine.arn()).role_arn(&role));
    }
}
