use cfn::{Arn, Stack, Value};
use serde_json::json;

use super::*;
use crate::{
    Function, Grant, Pattern, Queue, action,
    testing::{ids, properties, synth},
};

#[test]
fn people_and_services_are_named() {
    let mut stack = Stack::new("demo");
    let topic = Topic::new()
        .display_name("News")
        .email("ops@example.com")
        .published_by("budgets.amazonaws.com");
    stack.add("News", topic);
    let template = synth(stack);
    assert_eq!(ids(&template), ["News", "NewsPolicy", "NewsEmail1"]);
    assert_eq!(properties(&template, "News"), json!({ "DisplayName": "News" }));
    assert_eq!(
        properties(&template, "NewsPolicy"),
        json!({
            "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Effect": "Allow",
                    "Principal": { "Service": "budgets.amazonaws.com" },
                    "Action": ["sns:Publish"],
                    "Resource": [{ "Ref": "News" }],
                    "Condition": { "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } } },
                }],
            },
            "Topics": [{ "Ref": "News" }],
        })
    );
    assert_eq!(
        properties(&template, "NewsEmail1"),
        json!({ "Protocol": "email", "TopicArn": { "Ref": "News" }, "Endpoint": "ops@example.com" })
    );
}

#[test]
fn a_function_listens_with_a_permission() {
    let mut stack = Stack::new("demo");
    let news = stack.add("News", Topic::new());
    let urgent = TopicSource::attributes(Pattern::new().field("severity", ["high"]));
    stack.add(
        "Pager",
        Function::rust("lambdas", "pager").on_topic(&news, urgent),
    );
    let template = synth(stack);
    assert_eq!(
        properties(&template, "PagerNewsPermission"),
        json!({
            "Action": "lambda:InvokeFunction",
            "FunctionName": { "Ref": "Pager" },
            "Principal": "sns.amazonaws.com",
            "SourceArn": { "Ref": "News" },
        })
    );
    assert_eq!(
        properties(&template, "PagerNewsSubscription"),
        json!({
            "Protocol": "lambda",
            "TopicArn": { "Ref": "News" },
            "Endpoint": { "Fn::GetAtt": ["Pager", "Arn"] },
            "FilterPolicy": { "severity": ["high"] },
            "FilterPolicyScope": "MessageAttributes",
        })
    );
}

#[test]
fn a_queue_has_one_policy_for_all_topics_that_it_listens_to() {
    let mut stack = Stack::new("demo");
    let news = stack.add("News", Topic::fifo().deduplicate_by_content());
    let old = TopicRef::imported("Old", Arn::of("arn:aws:sns:eu-central-1:111122223333:old"));
    let jobs = Queue::new()
        .on_topic(&news, TopicSource::all())
        .on_topic(&old, TopicSource::all());
    stack.add("Jobs", jobs);
    let template = synth(stack);
    let from = |topic: serde_json::Value| {
        json!({
            "Effect": "Allow",
            "Principal": { "Service": "sns.amazonaws.com" },
            "Action": ["sqs:SendMessage"],
            "Resource": [{ "Fn::GetAtt": ["Jobs", "Arn"] }],
            "Condition": { "ArnEquals": { "aws:SourceArn": topic } },
        })
    };
    assert_eq!(
        properties(&template, "JobsPolicy"),
        json!({
            "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    from(json!({ "Ref": "News" })),
                    from(json!("arn:aws:sns:eu-central-1:111122223333:old")),
                ],
            },
            "Queues": [{ "Ref": "Jobs" }],
        })
    );
    assert_eq!(
        properties(&template, "JobsNewsSubscription"),
        json!({
            "Protocol": "sqs",
            "TopicArn": { "Ref": "News" },
            "Endpoint": { "Fn::GetAtt": ["Jobs", "Arn"] },
            "RawMessageDelivery": true,
        })
    );
    assert_eq!(
        properties(&template, "News"),
        json!({ "ContentBasedDeduplication": true, "FifoThroughputScope": "MessageGroup", "FifoTopic": true })
    );
}

#[test]
fn publishers_publish() {
    let arn = "arn:aws:sns:eu-central-1:111122223333:old.fifo";
    let old = TopicRef::imported_fifo("Old", Arn::of(arn));
    assert_eq!(old.name(), Value::from("old.fifo"));
    assert_eq!(old.publish(), Grant::new([action!("sns:Publish")], [arn]));
}
