//! The rest of a stack's life, before a double of the services: how it stands, what drifted, the way back, the end.

use gatewright::exit_code;
use serde_json::{Value, json};

use crate::support::{
    account::{Account, STACK},
    project::Run,
};

/// The account with the stack whole.
fn whole() -> Account {
    Account::with_stack_in("UPDATE_COMPLETE")
}

/// Destroys the stack, with its name said and the data of its queues given up.
fn destroy(account: &Account, more: &[&str]) -> Run {
    let mut arguments = vec!["destroy", "--confirm", STACK];
    for queue in ["Inbox", "Late"] {
        arguments.extend(["--allow-data-loss", queue]);
    }
    arguments.extend(more);
    account.run(&arguments)
}

#[test]
fn status_tells_what_is_deployed_and_what_is_not() {
    let account = Account::new();
    let table = account.run(&["status"]).data();
    assert!(table.contains("chat-dev  not deployed"), "{table}");
    account
        .double
        .stack(STACK, "UPDATE_COMPLETE", &Account::template().to_string());
    let table = account.run(&["status"]).data();
    assert!(table.contains("update complete  up to date  "), "{table}");
    account.write(Account::changed());
    let rows: Value = serde_json::from_str(&account.run(&["status", "--json"]).data()).unwrap();
    assert_eq!(rows[0]["state"], "UPDATE_COMPLETE");
    assert_eq!(rows[0]["changes"], 1);
}

#[test]
fn status_says_what_helps_a_stack_that_is_stuck() {
    let account = Account::with_stack_in("UPDATE_ROLLBACK_FAILED");
    let run = account.run(&["status"]);
    run.ended(exit_code::OK);
    run.says(&["hint: ", "rollback chat-dev`"]);
}

#[test]
fn drift_is_told_with_the_rust_line_and_its_own_exit_code() {
    let account = whole();
    let run = account.run(&["drift"]);
    run.ended(exit_code::OK);
    assert!(run.stdout.contains("chat-dev  in sync"), "{}", run.stdout);
    account
        .double
        .drift(STACK, "Inbox", "/VisibilityTimeout", "30", "60");
    account.double.drift_deleted(STACK, "Late");
    let run = account.run(&["drift"]);
    run.ended(exit_code::DRIFTED);
    for part in [
        "chat-dev  drifted",
        "modified  stacks/chat.rs:",
        "VisibilityTimeout  30        60",
        "deleted",
    ] {
        assert!(run.stdout.contains(part), "no {part:?} in:\n{}", run.stdout);
    }
    let reports: Value = serde_json::from_str(&account.run(&["drift", "--json"]).stdout).unwrap();
    let drifted = reports[0]["drifted"].as_array().unwrap();
    assert_eq!(drifted.len(), 2, "{reports}");
    assert_eq!(
        drifted[0]["properties"][0],
        json!({"path": "/VisibilityTimeout", "expected": "30", "actual": "60", "difference": "NOT_EQUAL"})
    );
}

#[test]
fn there_is_no_way_back_for_a_stack_that_is_whole() {
    let account = whole();
    let run = account.run(&["rollback", "--yes"]);
    run.ended(exit_code::FAILED);
    run.says(&["nothing to take back", "UPDATE_COMPLETE"]);
}

#[test]
fn a_way_back_that_failed_goes_on_and_can_leave_something_out() {
    let account = Account::with_stack_in("CREATE_COMPLETE");
    let mut changed = Account::changed();
    changed["Resources"]["Inbox"]["Properties"]["VisibilityTimeout"] = json!(60);
    account.write(changed);
    account.double.fail("Inbox", "the queue is busy");
    account.double.fail_rollback("News", "the topic is locked");
    account.deploy().ended(exit_code::NEEDS_A_PERSON);

    let run = account.run(&["rollback"]);
    run.ended(exit_code::NOT_APPROVED);
    run.says(&["News", "the topic is locked", "--yes"]);
    let run = account.run(&["rollback", "--yes", "--skip", "Late"]);
    run.ended(exit_code::FAILED);
    run.says(&["Late cannot be skipped"]);
    let run = account.run(&["rollback", "--yes"]);
    run.ended(exit_code::NEEDS_A_PERSON);
    run.says(&["the topic is locked", "--skip RESOURCE"]);
    account
        .run(&["rollback", "--yes", "--skip", "News"])
        .ended(exit_code::OK);
    assert_eq!(
        account.double.status(STACK).as_deref(),
        Some("UPDATE_ROLLBACK_COMPLETE")
    );
}

#[test]
fn data_goes_only_when_it_is_named_and_nothing_before() {
    let account = whole();
    let run = account.run(&["destroy", "--confirm", STACK]);
    run.ended(exit_code::NOT_APPROVED);
    run.says(&[
        "chat-dev.Inbox: the messages in the queue are lost",
        "--allow-data-loss Inbox",
    ]);
    let run = account.run(&[
        "destroy",
        "--allow-data-loss",
        "Inbox",
        "--allow-data-loss",
        "Late",
    ]);
    run.ended(exit_code::NOT_APPROVED);
    run.says(&["nobody can be asked", "--confirm chat-dev"]);
    assert_eq!(account.double.asked("cloudformation:DeleteStack"), 0);
    destroy(&account, &[]).ended(exit_code::OK);
    assert_eq!(account.double.status(STACK), None);
    let run = destroy(&account, &[]);
    run.ended(exit_code::OK);
    run.says(&["not deployed"]);
}

#[test]
fn what_does_not_go_can_be_left_in_the_account() {
    let account = whole();
    account.double.fail_deletion("Inbox", "the queue is in use");
    let run = destroy(&account, &[]);
    run.ended(exit_code::NEEDS_A_PERSON);
    run.says(&[
        "the queue is in use",
        "stacks/chat.rs:",
        "destroy chat-dev --retain Inbox",
    ]);
    let run = destroy(&account, &["--retain", "Inbox"]);
    run.ended(exit_code::OK);
    run.says(&["Inbox stays: AWS::SQS::Queue"]);
    assert_eq!(account.double.status(STACK), None);
}

#[test]
fn what_is_to_be_left_is_left_after_the_first_attempt() {
    let account = whole();
    account.double.fail_deletion("Inbox", "the queue is in use");
    destroy(&account, &["--retain", "Inbox", "--retain", "News"]).ended(exit_code::OK);
    assert_eq!(account.double.asked("cloudformation:DeleteStack"), 2);
    assert_eq!(account.double.status(STACK), None);
}

#[test]
fn a_protected_stack_stays() {
    let account = whole();
    account.double.protect(STACK, true);
    let run = destroy(&account, &[]);
    run.ended(exit_code::NOT_APPROVED);
    run.says(&["termination protection", "update-termination-protection"]);
    assert_eq!(account.double.asked("cloudformation:DeleteStack"), 0);
}

#[test]
fn a_resource_leaves_in_two_steps_and_stays() {
    let account = whole();
    let run = account.run(&["orphan", "chat", "News", "--yes"]);
    run.ended(exit_code::FAILED);
    run.says(&["`Inbox.Properties.Tags"]);
    assert_eq!(account.double.asked("cloudformation:CreateChangeSet"), 0);
    let run = account.run(&["orphan", "chat", "Late", "--yes"]);
    run.ended(exit_code::OK);
    run.says(&["first step", "last step", "Late stays: AWS::SQS::Queue"]);
    assert_eq!(account.double.asked("cloudformation:ExecuteChangeSet"), 2);
    let rows: Value = serde_json::from_str(&account.run(&["status", "--json"]).data()).unwrap();
    assert_eq!(rows[0]["changes"], 1, "the program still has it");
}
