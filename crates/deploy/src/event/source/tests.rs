//! The follower before a whole service: the SDK, its retries and its paginator's tokens between them.

use aws_sdk_cloudformation::types::{Capability, ChangeSetType};
use double::Double;

use super::*;
use crate::{
    answers::clients_of,
    cause::{Known, causes},
    event::{Follower, Status},
};

const TEMPLATE: &str = r#"{"Resources": {
    "Topic": {"Type": "AWS::SNS::Topic"},
    "Queue": {"Type": "AWS::SQS::Queue", "DependsOn": "Topic"},
    "Inner": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "https://b.s3.amazonaws.com/t"}}
}}"#;

/// Begins to make a stack, and follows that.
async fn follow(double: &Double) -> Follower {
    let clients = clients_of(double);
    let service = &clients.cloudformation;
    let made = service
        .create_change_set()
        .stack_name("chat")
        .change_set_name("one")
        .change_set_type(ChangeSetType::Create)
        .capabilities(Capability::CapabilityAutoExpand)
        .template_body(TEMPLATE)
        .send()
        .await
        .unwrap();
    let described = || {
        service
            .describe_change_set()
            .stack_name("chat")
            .change_set_name("one")
            .send()
    };
    while described()
        .await
        .unwrap()
        .status
        .is_some_and(|status| status.as_str().ends_with("_IN_PROGRESS"))
    {}
    let before = clients.newest_event("chat").await.unwrap();
    let executed = service
        .execute_change_set()
        .stack_name("chat")
        .change_set_name("one");
    executed.send().await.unwrap();
    let start = Start::After(before.map(|event| event.id));
    Follower::new(clients, made.stack_id.unwrap(), start)
}

async fn told(mut follower: Follower) -> (Vec<Event>, Status) {
    let mut told = Vec::new();
    while let Some(events) = follower.next().await.unwrap() {
        told.extend(events);
    }
    let end = follower.end().unwrap().status.clone();
    (told, end)
}

#[tokio::test(start_paused = true)]
async fn an_operation_is_followed_over_small_pages_and_throttling() {
    let double = Double::new();
    double.page(2);
    let follower = follow(&double).await;
    // One more than the SDK's own attempts.
    double.throttle("cloudformation:DescribeStackEvents", 7);
    let (told, end) = told(follower).await;
    assert_eq!(end.word(), "CREATE_COMPLETE");
    assert_eq!(told[0].status.word(), "CREATE_IN_PROGRESS");
    assert_eq!(told.last().unwrap().status, end);
    let mut ids: Vec<&str> = told.iter().map(|event| event.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), told.len());
    assert_eq!(causes(&told), []);
}

#[tokio::test(start_paused = true)]
async fn the_root_of_a_failure_is_found_in_the_nested_stack() {
    let double = Double::new();
    double.fail_within("Inner", "Jobs", "jobs already exists");
    let (told, end) = told(follow(&double).await).await;
    assert_eq!(end.word(), "ROLLBACK_COMPLETE");
    let causes = causes(&told);
    let name = Some("jobs".to_owned());
    assert_eq!(causes[0].logical_id, "Jobs");
    assert_eq!(causes[0].known, Some(Known::Taken { name }));
    assert_eq!(causes.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_is_not_there_has_no_events() {
    let clients = clients_of(&Double::new());
    assert_eq!(clients.newest_event("chat").await.unwrap(), None);
}
