//! Who sends to a queue without a role of its own: services, by the queue's policy.

use aws::{
    iam::{PolicyDocument, Principal, Statement},
    sns::Protocol,
    sqs::{self, QueuePolicy},
};
use cfn::{Handle, Scope, Value};

use crate::{
    event_bus::{Ruled, target},
    topic::{Subscribed, subscribe},
};

/// Adds subscriptions and rules, and the one policy that admits them: a queue has no second one.
pub(super) fn admit(
    scope: &mut Scope<'_>,
    queue: &Handle<sqs::Queue>,
    topics: &[Subscribed],
    events: &[Ruled],
) {
    let id = queue.logical_id().as_str();
    let mut statements = Vec::new();
    for wanted in topics {
        subscribe(scope, id, wanted, Protocol::Sqs, queue.arn().into());
        statements.push(admission(queue, "sns.amazonaws.com", wanted.topic.clone().into()));
    }
    for wanted in events {
        let rule = wanted.add(scope, id, target(queue.arn()));
        statements.push(admission(queue, "events.amazonaws.com", rule.arn().into()));
    }
    if !statements.is_empty() {
        let policy = QueuePolicy::new(PolicyDocument::new(statements), [queue.id()]);
        scope.add(&format!("{id}Policy"), policy);
    }
}

fn admission(queue: &Handle<sqs::Queue>, service: &str, source: Value<String>) -> Statement {
    Statement::allow(["sqs:SendMessage"])
        .principal(Principal::service(service))
        .resources([queue.arn()])
        .condition("ArnEquals", "aws:SourceArn", [source])
}
