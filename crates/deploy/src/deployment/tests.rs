use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::{
    change_set::{ChangeSet, Kind},
    error,
    event::{Event, Limiter, Status},
    scripted::{Answer, clients, refusal},
    stack::{Situation, tests::stack},
};

fn described(status: &str, updated: &str) -> Answer {
    let inside = format!(
        "<StackName>chat-dev</StackName><StackId>arn:stack</StackId><StackStatus>{status}</StackStatus>\
         <CreationTime>2026-01-01T00:00:00Z</CreationTime><LastUpdatedTime>{updated}</LastUpdatedTime>"
    );
    (200, format!("<Stacks><member>{inside}</member></Stacks>"))
}

const MORNING: &str = "2026-01-02T08:00:00Z";
const NOON: &str = "2026-01-02T12:00:00Z";

#[test]
fn every_situation_says_what_comes_next() {
    let standing = |status: &str| Standing {
        stack: Some(stack(status)),
        template: None,
    };
    let absent = Standing {
        stack: None,
        template: None,
    };
    assert_eq!(absent.next(), Next::ChangeSet(Kind::Create));
    for (status, next) in [
        ("REVIEW_IN_PROGRESS", Next::ChangeSet(Kind::Create)),
        ("UPDATE_COMPLETE", Next::ChangeSet(Kind::Update)),
        ("UPDATE_ROLLBACK_COMPLETE", Next::ChangeSet(Kind::Update)),
        ("UPDATE_IN_PROGRESS", Next::Attach),
        ("DELETE_IN_PROGRESS", Next::Attach),
        ("ROLLBACK_COMPLETE", Next::Delete),
        ("UPDATE_ROLLBACK_FAILED", Next::Help(Situation::RollbackFailed)),
        ("DELETE_FAILED", Next::Help(Situation::DeleteFailed)),
    ] {
        assert_eq!(standing(status).next(), next, "{status}");
    }
}

#[tokio::test]
async fn a_stack_that_is_not_there_stands_nowhere() {
    let (clients, calls) = clients(|call| {
        let name = &call["StackName"];
        refusal("ValidationError", &format!("Stack with id {name} does not exist"))
    });
    let standing = clients.standing("chat-dev").await.unwrap();
    assert_eq!(
        (standing.situation(), standing.template),
        (Situation::Absent, None)
    );
    assert_eq!(calls.actions().len(), 2);
}

fn change_set() -> ChangeSet {
    ChangeSet {
        id: "arn:set".to_owned(),
        name: "first".to_owned(),
        stack: "chat-dev".to_owned(),
        stack_id: "arn:stack".to_owned(),
        makes_the_stack: false,
        changes: Vec::new(),
    }
}

/// Begins an update of a stack that stood complete since the morning, and is found like this.
async fn started(found: Answer) -> (Result<(), error::Error>, Vec<String>) {
    let questions = AtomicUsize::new(0);
    let (clients, calls) = clients(move |call| match call["Action"].as_str() {
        "DescribeStacks" if questions.fetch_add(1, Ordering::Relaxed) == 0 => {
            described("UPDATE_COMPLETE", MORNING)
        }
        "DescribeStacks" => found.clone(),
        "DescribeStackEvents" => (200, "<StackEvents></StackEvents>".to_owned()),
        _ => (200, String::new()),
    });
    let standing = clients.standing("chat-dev").await.unwrap();
    let started = clients.start(&change_set(), &standing, &Limiter::new()).await;
    (started.map(|_| ()), calls.actions())
}

#[tokio::test]
async fn a_change_set_is_executed_on_the_stack_that_it_was_made_for() {
    let (started, actions) = started(described("UPDATE_COMPLETE", MORNING)).await;
    started.unwrap();
    assert_eq!(actions.last().unwrap(), "ExecuteChangeSet");
}

#[tokio::test]
async fn a_stack_that_changed_underneath_is_left_alone() {
    let gone = refusal("ValidationError", "Stack with id arn:stack does not exist");
    for found in [
        described("UPDATE_COMPLETE", NOON),
        described("UPDATE_IN_PROGRESS", NOON),
        gone,
    ] {
        let (started, actions) = started(found).await;
        assert_eq!(*started.unwrap_err().kind(), error::Kind::Changed);
        assert!(!actions.contains(&"ExecuteChangeSet".to_owned()));
    }
}

#[tokio::test]
async fn what_a_stack_that_must_go_leaves_behind_is_named() {
    let member = |id: &str, status: &str| {
        format!(
            "<member><LogicalResourceId>{id}</LogicalResourceId><ResourceStatus>{status}</ResourceStatus></member>"
        )
    };
    let members = [
        member("Kept", "CREATE_COMPLETE"),
        member("Gone", "DELETE_COMPLETE"),
        member("Plain", "CREATE_COMPLETE"),
    ];
    let (clients, _) = clients(move |_| {
        let list = members.concat();
        (
            200,
            format!("<StackResourceSummaries>{list}</StackResourceSummaries>"),
        )
    });
    let template = r#"{"Resources": {"Kept": {"DeletionPolicy": "Retain"}, "Gone": {"DeletionPolicy": "Retain"},
        "Plain": {"DeletionPolicy": "Delete"}}}"#;
    let template = cfn::Template::from_json("demo", template).unwrap();
    let stack = stack("ROLLBACK_COMPLETE");
    let kept = clients.retained(&stack, &template).await.unwrap();
    let ids: Vec<&str> = kept.iter().map(|one| one.logical_id.as_str()).collect();
    assert_eq!(ids, ["Kept"]);
}

#[test]
fn every_last_event_is_an_ending() {
    let end = |word: &str| {
        let event = Event {
            status: Status::of(word),
            ..crate::event::script::own("chat", word)
        };
        Ending::of(&event)
    };
    for (word, ending) in [
        ("CREATE_COMPLETE", Ending::Done),
        ("UPDATE_COMPLETE", Ending::Done),
        ("IMPORT_COMPLETE", Ending::Done),
        ("UPDATE_ROLLBACK_COMPLETE", Ending::RolledBack),
        ("IMPORT_ROLLBACK_COMPLETE", Ending::RolledBack),
        ("ROLLBACK_COMPLETE", Ending::NeverMade),
        ("ROLLBACK_FAILED", Ending::NeverMade),
        ("UPDATE_ROLLBACK_FAILED", Ending::Stuck),
        ("DELETE_FAILED", Ending::Stuck),
        ("DELETE_COMPLETE", Ending::Gone),
    ] {
        assert_eq!(end(word), ending, "{word}");
    }
}
