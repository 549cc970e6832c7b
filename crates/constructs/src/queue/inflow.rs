//! Who sends to a queue without a role of its own: services, by the queue's policy.

use aws::{
    iam::{PolicyDocument, Principal, Statement},
    sns::Protocol,
    sqs::{self, QueuePolicy},
};
use cfn::{Handle, Scope, Value};

use crate::topic::{Subscribed, subscribe};

/// Subscribes to all topics, and adds the one policy that admits them: a queue has no second one.
pub(super) fn admit(scope: &mut Scope<'_>, queue: &Handle<sqs::Queue>, topics: &[Subscribed]) {
    if topics.is_empty() {
        return;
    }
    let id = queue.logical_id().as_str();
    let statements = topics
        .iter()
        .map(|wanted| admission(queue, "sns.amazonaws.com", wanted.topic.clone().into()));
    let policy = QueuePolicy::new(PolicyDocument::new(statements), [queue.id()]);
    scope.add(&format!("{id}Policy"), policy);
    for wanted in topics {
        subscribe(scope, id, wanted, Protocol::Sqs, queue.arn().into());
    }
}

fn admission(queue: &Handle<sqs::Queue>, service: &str, source: Value<String>) -> Statement {
    Statement::allow(["sqs:SendMessage"])
        .principal(Principal::service(service))
        .resources([queue.arn()])
        .condition("ArnEquals", "aws:SourceArn", [source])
}
