//! Queues: where messages go that fail, and FIFO from end to end.

use std::collections::HashSet;

use cfn::Tree;

use super::consumers;
use crate::{Finding, Found, Model, Resource, Rule, is_known, rule};

pub(super) const RULES: &[Rule] = &[
    rule!("GW362", Info, "A queue gives up on no message", no_end),
    rule!("GW363", Error, "Dead letters that SQS refuses", dead_letters),
    rule!("GW364", Error, "A queue or topic that is half FIFO", half),
];

pub(super) const QUEUE: &str = "AWS::SQS::Queue";

/// Whether the queue with this ARN is first in, first out, if that is known.
pub(super) fn is_fifo(model: &Model<'_>, arn: &str) -> Option<bool> {
    match model.named(QUEUE, arn) {
        Some(queue) => Some(queue.flag("FifoQueue") == Some(true)),
        None => is_known(arn).then(|| is_fifo_name(arn)),
    }
}

fn is_fifo_name(name: &str) -> bool {
    name.strip_suffix(".fifo").is_some()
}

fn no_end(model: &Model<'_>, found: &mut Found) {
    let mut seen = HashSet::new();
    for (queue, function) in consumers::feeding(model) {
        if queue.get("RedrivePolicy").is_none() && seen.insert(queue.id) {
            let message = format!(
                "a message that `{}` fails on comes back until its retention ends: the queue has no dead letters",
                function.id
            );
            let finding = Finding::new(queue, message);
            found
                .add(finding.hint("set `RedrivePolicy` with `deadLetterTargetArn` and `maxReceiveCount: 5`"));
        }
    }
}

fn dead_letters(model: &Model<'_>, found: &mut Found) {
    for queue in model.of_type(QUEUE) {
        let target = queue
            .at(&["RedrivePolicy", "deadLetterTargetArn"])
            .and_then(Tree::as_str);
        let Some(target) = target else { continue };
        let own = queue.flag("FifoQueue") == Some(true);
        let problem = if queue.arn.as_deref() == Some(target) {
            "a queue is not its own dead letter queue"
        } else if is_fifo(model, target).is_some_and(|other| other != own) {
            if own {
                "the dead letters of a FIFO queue go to a FIFO queue"
            } else {
                "the dead letters of a standard queue go to a standard queue"
            }
        } else {
            continue;
        };
        let message = format!("SQS refuses the queue: {problem}");
        let finding = Finding::new(queue, message).property("RedrivePolicy.deadLetterTargetArn");
        found.add(finding.hint("name another queue of the same kind"));
    }
}

/// The types that may be FIFO: the property that says so, the one with the name, and those that need it.
const ORDERED: [(&str, &str, &str, &[&str]); 2] = [
    (
        "AWS::SQS::Queue",
        "FifoQueue",
        "QueueName",
        &[
            "ContentBasedDeduplication",
            "DeduplicationScope",
            "FifoThroughputLimit",
        ],
    ),
    (
        "AWS::SNS::Topic",
        "FifoTopic",
        "TopicName",
        &[
            "ContentBasedDeduplication",
            "FifoThroughputScope",
            "ArchivePolicy",
        ],
    ),
];

fn half(model: &Model<'_>, found: &mut Found) {
    for (kind, flag, name, needing) in ORDERED {
        for resource in model.of_type(kind) {
            let is_fifo = match resource.get(flag) {
                None => Some(false),
                Some(_) => resource.flag(flag),
            };
            let Some(is_fifo) = is_fifo else { continue };
            if let Some((property, problem)) = unfit(resource, is_fifo, name, needing) {
                let message = format!("the deployment fails: {problem}");
                let finding = Finding::new(resource, message).property(property);
                found.add(finding.hint(format!(
                    "`{flag}: true` and a name that ends in `.fifo` belong together"
                )));
            }
        }
    }
}

/// The property that does not fit, and why.
fn unfit<'a>(
    resource: &Resource<'_>,
    is_fifo: bool,
    name: &'a str,
    needing: &[&'a str],
) -> Option<(&'a str, String)> {
    if let Some(text) = resource.known(name).filter(|text| is_fifo_name(text) != is_fifo) {
        let problem = if is_fifo {
            format!("the name of what is FIFO ends in `.fifo`, `{text}` does not")
        } else {
            format!("`{text}` is a name for what is FIFO, and this is not")
        };
        return Some((name, problem));
    }
    let set = |property: &&&str| {
        let value = resource.get(property);
        value.is_some_and(|value| crate::flag(value) != Some(false))
    };
    let needing = needing.iter().find(|property| !is_fifo && set(property))?;
    Some((needing, format!("only what is FIFO has `{needing}`")))
}
