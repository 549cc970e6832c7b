use cfn::{Arn, Emit, Stack, Value};
use serde_json::json;

use super::*;
use crate::{
    Grant, action,
    testing::{ids, properties, resource, synth},
};

#[test]
fn what_cannot_be_handled_is_kept() {
    let mut stack = Stack::new("demo");
    stack.add(
        "Jobs",
        Queue::new()
            .consumed_within(Timeout::secs::<20>())
            .receives::<3>(),
    );
    let template = synth(stack);
    assert_eq!(
        properties(&template, "Jobs"),
        json!({
            "MessageRetentionPeriod": 345_600,
            "RedrivePolicy": {
                "deadLetterTargetArn": { "Fn::GetAtt": ["JobsDeadLetters", "Arn"] },
                "maxReceiveCount": 3,
            },
            "SqsManagedSseEnabled": true,
            "VisibilityTimeout": 120,
        })
    );
    assert_eq!(
        resource(&template, "JobsDeadLetters"),
        json!({
            "Type": "AWS::SQS::Queue",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": { "MessageRetentionPeriod": 1_209_600, "SqsManagedSseEnabled": true },
        })
    );
}

#[test]
fn who_wants_no_dead_letters_says_why() {
    let mut stack = Stack::new("demo");
    stack.add(
        "Ticks",
        Queue::new().without_dead_letters("a lost tick is followed by the next"),
    );
    let template = synth(stack);
    assert_eq!(ids(&template), ["Ticks"]);
    assert_eq!(
        resource(&template, "Ticks")["Metadata"],
        json!({ "Gatewright": { "NoDeadLetters": "a lost tick is followed by the next" } })
    );
}

#[test]
fn a_queue_for_failures_is_its_own_dead_letter_queue() {
    let mut stack = Stack::new("demo");
    let failed = stack.add("Failed", Queue::for_failures());
    assert_eq!(failed.dead_letters().unwrap().logical_id().as_str(), "Failed");
    let template = synth(stack);
    assert_eq!(ids(&template), ["Failed"]);
    let properties = properties(&template, "Failed");
    assert_eq!(properties["MessageRetentionPeriod"], 1_209_600);
    assert!(properties.get("RedrivePolicy").is_none());
}

#[test]
fn senders_send_and_consumers_consume() {
    let mut stack = Stack::new("demo");
    let jobs = stack.add("Jobs", Queue::new());
    let actions = |grant| {
        let document = Emit::emit(&crate::grant::policy_document(&[grant]));
        serde_json::to_value(document).unwrap()["Statement"][0]["Action"].clone()
    };
    assert_eq!(actions(jobs.send()), json!(["sqs:SendMessage"]));
    assert_eq!(
        actions(jobs.consume()),
        json!([
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:ReceiveMessage"
        ])
    );
}

#[test]
fn order_is_kept_to_the_end() {
    let mut stack = Stack::new("demo");
    stack.add(
        "Commands",
        Queue::fifo()
            .deduplicate_by_content()
            .delay_secs::<5>()
            .keep_days::<1>(),
    );
    let template = synth(stack);
    assert_eq!(
        properties(&template, "Commands"),
        json!({
            "ContentBasedDeduplication": true,
            "DeduplicationScope": "messageGroup",
            "DelaySeconds": 5,
            "FifoQueue": true,
            "FifoThroughputLimit": "perMessageGroupId",
            "MessageRetentionPeriod": 86_400,
            "RedrivePolicy": {
                "deadLetterTargetArn": { "Fn::GetAtt": ["CommandsDeadLetters", "Arn"] },
                "maxReceiveCount": 5,
            },
            "SqsManagedSseEnabled": true,
            "VisibilityTimeout": 60,
        })
    );
    assert_eq!(properties(&template, "CommandsDeadLetters")["FifoQueue"], true);
}

#[test]
fn an_imported_queue_has_a_url_and_the_same_grants() {
    let arn = "arn:aws:sqs:eu-central-1:111122223333:jobs";
    let jobs = QueueRef::imported("Jobs", Arn::of(arn));
    assert!(jobs.handle().is_none());
    assert_eq!(jobs.name(), Value::from("jobs"));
    assert_eq!(
        jobs.url().emit(),
        Tree::single(
            "Fn::Sub",
            "https://sqs.eu-central-1.${AWS::URLSuffix}/111122223333/jobs"
        )
    );
    assert_eq!(jobs.send(), Grant::new([action!("sqs:SendMessage")], [arn]));
}
