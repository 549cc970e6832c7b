use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::*;
use crate::{
    capability::Capability,
    deployment::Trigger,
    error,
    scripted::{Answer, Call, clients, refusal},
};

fn request(kind: Kind) -> Request {
    Request {
        stack: "chat-dev".to_owned(),
        kind,
        name: "first".to_owned(),
        template: Body::Text("{}".to_owned()),
        parameters: BTreeMap::new(),
        tags: BTreeMap::new(),
        capabilities: vec![Capability::NamedIam],
        role: None,
        rollback_triggers: None,
        nested: false,
    }
}

fn created() -> Answer {
    (200, "<Id>arn:set</Id><StackId>arn:stack</StackId>".to_owned())
}

fn described(status: &str, rest: &str) -> Answer {
    (200, format!("<Status>{status}</Status>{rest}"))
}

fn review() -> Answer {
    let stack = "<StackName>chat-dev</StackName><StackStatus>REVIEW_IN_PROGRESS</StackStatus>\
                 <CreationTime>2026-01-01T00:00:00Z</CreationTime>";
    (200, format!("<Stacks><member>{stack}</member></Stacks>"))
}

fn change(inside: &str) -> String {
    format!("<member><Type>Resource</Type><ResourceChange>{inside}</ResourceChange></member>")
}

#[tokio::test(start_paused = true)]
async fn it_is_asked_for_by_name_and_waited_for() {
    let questions = AtomicUsize::new(0);
    let (clients, calls) = clients(move |call| match call["Action"].as_str() {
        "CreateChangeSet" => created(),
        _ if questions.fetch_add(1, Ordering::Relaxed) < 3 => described("CREATE_IN_PROGRESS", ""),
        _ => described("CREATE_COMPLETE", ""),
    });
    let request = Request {
        parameters: BTreeMap::from([
            ("Code".to_owned(), Given::Value("key".to_owned())),
            ("Kept".to_owned(), Given::Previous),
        ]),
        tags: BTreeMap::from([("team".to_owned(), "chat".to_owned())]),
        rollback_triggers: Some(vec![Trigger {
            arn: "arn:alarm".to_owned(),
            kind: "AWS::CloudWatch::Alarm".to_owned(),
        }]),
        nested: true,
        ..request(Kind::Update)
    };
    let Made::Ready(made) = clients.make_change_set(&request).await.unwrap() else {
        panic!("it has changes");
    };
    assert_eq!((made.id.as_str(), made.makes_the_stack), ("arn:set", false));
    assert_eq!(calls.actions().len(), 5);
    let call = calls.first("CreateChangeSet");
    let said: Vec<&str> = [
        "ChangeSetType",
        "ClientToken",
        "Capabilities.member.1",
        "Parameters.member.1.ParameterValue",
        "Parameters.member.2.UsePreviousValue",
        "Tags.member.1.Value",
        "RollbackConfiguration.RollbackTriggers.member.1.Arn",
        "IncludeNestedStacks",
    ]
    .map(|name| call[name].as_str())
    .into();
    let expected = [
        "UPDATE",
        "first",
        "CAPABILITY_NAMED_IAM",
        "key",
        "true",
        "chat",
        "arn:alarm",
        "true",
    ];
    assert_eq!(said, expected);
}

#[tokio::test(start_paused = true)]
async fn nothing_to_do_is_a_value_and_leaves_nothing() {
    for words in [
        "The submitted information didn't contain changes. Submit different information to create a change set.",
        "No updates are to be performed.",
    ] {
        let (clients, calls) = clients(move |call| match call["Action"].as_str() {
            "CreateChangeSet" => created(),
            "DescribeChangeSet" => described("FAILED", &format!("<StatusReason>{words}</StatusReason>")),
            _ => (200, String::new()),
        });
        let made = clients.make_change_set(&request(Kind::Update)).await.unwrap();
        assert_eq!(made, Made::Empty);
        assert_eq!(calls.actions().last().unwrap(), "DeleteChangeSet");
    }
}

async fn first_one_fails(others: &'static str) -> (error::Error, Vec<String>) {
    let (clients, calls) = clients(move |call| match call["Action"].as_str() {
        "CreateChangeSet" => created(),
        "DescribeChangeSet" => described("FAILED", "<StatusReason>Transform X failed</StatusReason>"),
        "DescribeStacks" => review(),
        "ListChangeSets" => (200, format!("<Summaries>{others}</Summaries>")),
        _ => (200, String::new()),
    });
    let error = clients.make_change_set(&request(Kind::Create)).await.unwrap_err();
    (error, calls.actions())
}

#[tokio::test(start_paused = true)]
async fn a_first_one_that_fails_takes_its_empty_stack_along() {
    let (error, actions) = first_one_fails("").await;
    assert_eq!(error.said(), Some("Transform X failed"));
    assert_eq!(actions.last().unwrap(), "DeleteStack");
    // Somebody else's change set still waits in it.
    let (_, actions) = first_one_fails("<member><ChangeSetName>theirs</ChangeSetName></member>").await;
    assert!(!actions.contains(&"DeleteStack".to_owned()), "{actions:?}");
}

#[tokio::test(start_paused = true)]
async fn changes_are_read_to_the_end_and_inside_of_nested_stacks() {
    let (clients, _) = clients(|call: &Call| {
        let page = |inside: &[String], next: &str| {
            described(
                "CREATE_COMPLETE",
                &format!("<Changes>{}</Changes>{next}", inside.concat()),
            )
        };
        let named =
            |id: &str, rest: &str| change(&format!("<LogicalResourceId>{id}</LogicalResourceId>{rest}"));
        let at = (
            call.get("ChangeSetName").map_or("", String::as_str),
            call.contains_key("NextToken"),
        );
        match (call["Action"].as_str(), at) {
            ("CreateChangeSet", _) => created(),
            (_, ("arn:inner", _)) => page(
                &[named(
                    "Table",
                    "<Action>Remove</Action><PolicyAction>Retain</PolicyAction>",
                )],
                "",
            ),
            (_, (_, false)) => page(
                &[named(
                    "Inner",
                    "<Action>Modify</Action><ChangeSetId>arn:inner</ChangeSetId>",
                )],
                "<NextToken>2</NextToken>",
            ),
            (_, (_, true)) => page(
                &[named(
                    "Queue",
                    "<Action>Modify</Action><Replacement>True</Replacement>",
                )],
                "",
            ),
        }
    });
    let Made::Ready(made) = clients.make_change_set(&request(Kind::Update)).await.unwrap() else {
        panic!("it has changes");
    };
    let names: Vec<&str> = made
        .changes
        .iter()
        .map(|change| change.resource.as_str())
        .collect();
    assert_eq!(names, ["Inner", "Inner/Table", "Queue"]);
    assert_eq!(made.changes[1].ends_the_old_one(), Replacement::Yes);
    assert_eq!(made.changes[1].fate, Some(Fate::Retained));
    assert_eq!(made.changes[2].ends_the_old_one(), Replacement::Yes);
}

#[tokio::test(start_paused = true)]
async fn a_cause_names_property_and_entity() {
    let detail = "<Details><member><Target><Attribute>Properties</Attribute><Name>KeySchema</Name>\
        <RequiresRecreation>Always</RequiresRecreation></Target><Evaluation>Dynamic</Evaluation>\
        <CausingEntity>KeyName</CausingEntity></member></Details>";
    let changes = change(&format!(
        "<Action>Modify</Action><LogicalResourceId>T</LogicalResourceId><Replacement>Conditional</Replacement>\
         <Scope><member>Properties</member></Scope>{detail}"
    ));
    let (clients, _) = clients(move |call| match call["Action"].as_str() {
        "CreateChangeSet" => created(),
        _ => described("CREATE_COMPLETE", &format!("<Changes>{changes}</Changes>")),
    });
    let Made::Ready(made) = clients.make_change_set(&request(Kind::Update)).await.unwrap() else {
        panic!("it has changes");
    };
    let cause = Cause {
        property: Some("KeySchema".to_owned()),
        entity: Some("KeyName".to_owned()),
        replacement: Replacement::Maybe,
    };
    assert_eq!(made.changes[0].causes, [cause]);
    assert_eq!(made.changes[0].scope, ["Properties"]);
    assert_eq!(made.changes[0].ends_the_old_one(), Replacement::Maybe);
}

fn ready() -> ChangeSet {
    ChangeSet {
        id: "arn:set".to_owned(),
        name: "first".to_owned(),
        stack: "chat-dev".to_owned(),
        stack_id: "arn:stack".to_owned(),
        makes_the_stack: false,
        changes: Vec::new(),
    }
}

#[tokio::test]
async fn a_stack_that_changed_meanwhile_is_told_from_other_refusals() {
    for (code, kind) in [
        ("InvalidChangeSetStatus", error::Kind::Changed),
        ("ChangeSetNotFound", error::Kind::Changed),
        ("InsufficientCapabilitiesException", error::Kind::Refused),
    ] {
        let (clients, _) = clients(move |_| refusal(code, "no"));
        let error = clients.execute_change_set(&ready()).await.unwrap_err();
        assert_eq!(*error.kind(), kind, "{code}");
    }
}

#[tokio::test]
async fn an_obsolete_one_is_not_current() {
    for (execution, expected) in [("AVAILABLE", true), ("OBSOLETE", false)] {
        let (clients, _) = clients(move |_| {
            described(
                "CREATE_COMPLETE",
                &format!("<ExecutionStatus>{execution}</ExecutionStatus>"),
            )
        });
        assert_eq!(clients.is_current(&ready()).await.unwrap(), expected);
    }
    let (clients, _) = clients(|_| refusal("ChangeSetNotFound", "no"));
    assert!(!clients.is_current(&ready()).await.unwrap());
}

#[test]
fn every_situation_that_takes_a_change_set_has_its_kind() {
    use crate::Situation;
    assert_eq!(Kind::of(Situation::Absent), Some(Kind::Create));
    assert_eq!(Kind::of(Situation::Review), Some(Kind::Create));
    assert_eq!(Kind::of(Situation::Ready), Some(Kind::Update));
    for situation in [
        Situation::Busy,
        Situation::MustBeDeleted,
        Situation::RollbackFailed,
        Situation::DeleteFailed,
    ] {
        assert_eq!(Kind::of(situation), None);
    }
}
