use std::sync::atomic::{AtomicBool, Ordering};

use http::Response;

use super::*;
use crate::answers::{Call, Log, answer, recorded, refusal};

const BUCKET: &str = "gatewright-111122223333-eu-west-1";

fn described(status: &str, version: &str) -> Response<String> {
    let pair = |kind: &str, name: &str, value: &str| {
        format!("<member><{kind}Key>{name}</{kind}Key><{kind}Value>{value}</{kind}Value></member>")
    };
    let outputs = pair("Output", "Version", version) + &pair("Output", "Bucket", BUCKET);
    let parameters = pair("Parameter", "BucketName", "") + &pair("Parameter", "KeyArn", "");
    answer(
        200,
        format!(
            "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>{STACK}</StackName>\
             <StackId>arn:stack</StackId><StackStatus>{status}</StackStatus>\
             <CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs>{outputs}</Outputs>\
             <Parameters>{parameters}</Parameters></member></Stacks></DescribeStacksResult></DescribeStacksResponse>"
        ),
    )
}

fn nothing() -> Response<String> {
    refusal(
        400,
        "ValidationError",
        "Stack with id gatewright-bootstrap does not exist",
    )
}

/// What CloudFormation answers to all but questions about stacks.
fn change_set(call: &Call, reason: &str) -> Response<String> {
    if call.has("Action=CreateChangeSet") {
        return answer(
            200,
            "<CreateChangeSetResponse><CreateChangeSetResult><Id>arn:set</Id></CreateChangeSetResult></CreateChangeSetResponse>",
        );
    }
    let status = if reason.is_empty() {
        "CREATE_COMPLETE"
    } else {
        "FAILED"
    };
    answer(
        200,
        format!(
            "<DescribeChangeSetResponse><DescribeChangeSetResult><Status>{status}</Status>\
             <StatusReason>{reason}</StatusReason></DescribeChangeSetResult></DescribeChangeSetResponse>"
        ),
    )
}

/// An account with this stack.
fn account(stack: fn() -> Response<String>, reason: &'static str, bucket: u16) -> (Clients, Log) {
    recorded(move |call| {
        if call.has("Action=DescribeStacks") {
            stack()
        } else if call.line.starts_with("HEAD") {
            answer(bucket, "")
        } else {
            change_set(call, reason)
        }
    })
}

async fn plan(clients: &Clients, wanted: &Wanted) -> Result<Made, BootstrapError> {
    clients.plan_bootstrap("111122223333", wanted).await
}

fn created(log: &Log) -> Call {
    let mut calls = log.all().into_iter();
    calls.find(|call| call.has("Action=CreateChangeSet")).unwrap()
}

#[tokio::test(start_paused = true)]
async fn the_first_time_makes_the_stack_and_takes_what_is_wanted() {
    let (clients, log) = account(nothing, "", 200);
    let wanted = Wanted {
        bucket_name: Some("assets-of-acme".to_owned()),
        key_arn: None,
    };
    let made = plan(&clients, &wanted).await.unwrap();
    assert!(matches!(made, Made::Ready(set) if set.makes_the_stack));
    let call = created(&log);
    assert!(call.has("ChangeSetType=CREATE") && call.has("ParameterValue=assets-of-acme"));
    assert!(!call.has("KeyArn&") && !call.has("UsePreviousValue"));
}

#[tokio::test(start_paused = true)]
async fn an_older_stack_is_updated_and_keeps_what_is_not_said() {
    let (clients, log) = account(|| described("CREATE_COMPLETE", "0"), "", 200);
    let wanted = Wanted {
        key_arn: Some("arn:key".to_owned()),
        ..Wanted::default()
    };
    assert!(matches!(plan(&clients, &wanted).await.unwrap(), Made::Ready(_)));
    let call = created(&log);
    assert!(call.has("ChangeSetType=UPDATE") && call.has("UsePreviousValue=true") && call.has("arn%3Akey"));
}

#[tokio::test(start_paused = true)]
async fn where_nothing_changes_the_bucket_is_looked_for() {
    let same = "The submitted information didn't contain changes.";
    let stack = || described("UPDATE_COMPLETE", "1");
    let (clients, _) = account(stack, same, 200);
    assert_eq!(plan(&clients, &Wanted::default()).await.unwrap(), Made::Empty);
    let (clients, _) = account(stack, same, 404);
    let error = plan(&clients, &Wanted::default()).await.unwrap_err();
    assert!(
        matches!(&error, BootstrapError::BucketGone { bucket } if bucket == BUCKET),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_cannot_become_what_is_wanted_is_left_alone() {
    type Case = (fn() -> Response<String>, Option<&'static str>, &'static str);
    let cases: [Case; 4] = [
        (
            || described("CREATE_COMPLETE", "2"),
            None,
            "has version 2, and this program knows 1",
        ),
        (
            || described("CREATE_COMPLETE", "none"),
            None,
            "Gatewright did not make it",
        ),
        (
            || described("CREATE_COMPLETE", "1"),
            Some("other"),
            "the bucket is called gatewright-111122223333",
        ),
        (
            || described("UPDATE_IN_PROGRESS", "1"),
            None,
            "is UPDATE_IN_PROGRESS",
        ),
    ];
    for (stack, name, said) in cases {
        let (clients, log) = account(stack, "", 200);
        let wanted = Wanted {
            bucket_name: name.map(str::to_owned),
            key_arn: None,
        };
        let error = plan(&clients, &wanted).await.unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
        assert!(error.hint().is_some(), "{error}");
        assert_eq!(log.all().len(), 1, "{error}");
    }
}

fn happened(words: &[&str]) -> Response<String> {
    let event = |word: &&str| {
        format!(
            "<member><StackId>arn:stack</StackId><EventId>{word}</EventId><StackName>{STACK}</StackName>\
             <LogicalResourceId>{STACK}</LogicalResourceId><PhysicalResourceId>arn:stack</PhysicalResourceId>\
             <ResourceType>AWS::CloudFormation::Stack</ResourceType><Timestamp>2026-01-01T00:00:00Z</Timestamp>\
             <ResourceStatus>{word}</ResourceStatus></member>"
        )
    };
    let events: String = words.iter().map(event).collect();
    answer(
        200,
        format!(
            "<DescribeStackEventsResponse><DescribeStackEventsResult><StackEvents>{events}</StackEvents>\
             </DescribeStackEventsResult></DescribeStackEventsResponse>"
        ),
    )
}

/// A stack that was never whole, and goes like this.
fn unfinished(end: &'static str) -> (Clients, Log) {
    let deleted = AtomicBool::new(false);
    recorded(move |call| {
        let is_deleted = deleted.load(Ordering::Relaxed);
        if call.has("Action=DescribeStacks") {
            described("ROLLBACK_COMPLETE", "1")
        } else if call.has("Action=DescribeStackEvents") && is_deleted {
            happened(&[end, "ROLLBACK_COMPLETE"])
        } else if call.has("Action=DescribeStackEvents") {
            happened(&["ROLLBACK_COMPLETE"])
        } else if call.has("Action=DeleteStack") {
            deleted.store(true, Ordering::Relaxed);
            answer(200, "<DeleteStackResponse/>")
        } else {
            change_set(call, "")
        }
    })
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_was_never_whole_is_deleted_and_made_again() {
    let (clients, log) = unfinished("DELETE_COMPLETE");
    assert!(matches!(
        plan(&clients, &Wanted::default()).await.unwrap(),
        Made::Ready(_)
    ));
    assert!(created(&log).has("ChangeSetType=CREATE"));
    let (clients, _) = unfinished("DELETE_FAILED");
    let error = plan(&clients, &Wanted::default()).await.unwrap_err();
    assert!(error.to_string().contains("DELETE_FAILED"), "{error}");
}

#[tokio::test]
async fn a_denied_call_names_the_action() {
    let said = "User: x is not authorized to perform: cloudformation:DescribeStacks on resource: y";
    let (clients, _) = recorded(move |_| refusal(403, "AccessDenied", said));
    let error = plan(&clients, &Wanted::default()).await.unwrap_err();
    assert!(
        error.to_string().contains("cloudformation:DescribeStacks"),
        "{error}"
    );
    assert!(error.hint().unwrap().contains("--print-policy"));
}
