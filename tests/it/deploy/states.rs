//! The states of a stack, and what a deployment makes of each.

use std::{path::Path, process::Stdio};

use gatewright::exit_code;
use serde_json::json;

use crate::support::{
    account::{Account, STACK},
    dev::eventually,
};

#[test]
fn a_stack_is_made_then_changed_and_then_left_alone() {
    let account = Account::new();
    let run = account.deploy();
    run.ended(exit_code::OK);
    assert!(run.stdout.contains("Inbox"), "{}", run.stdout);
    assert_eq!(account.double.status(STACK).as_deref(), Some("CREATE_COMPLETE"));

    account.write(Account::changed());
    account.deploy().ended(exit_code::OK);
    assert_eq!(account.double.status(STACK).as_deref(), Some("UPDATE_COMPLETE"));

    let executed = account.double.asked("cloudformation:ExecuteChangeSet");
    account.deploy().ended(exit_code::OK);
    assert_eq!(account.double.asked("cloudformation:ExecuteChangeSet"), executed);
}

#[test]
fn capabilities_are_given_for_what_needs_them() {
    let account = Account::new();
    account.deploy().ended(exit_code::OK);
    let mut template = Account::template();
    template["Resources"]["Role"] = json!({
        "Type": "AWS::IAM::Role",
        "Properties": {
            "RoleName": "chat",
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": { "Service": "lambda.amazonaws.com" },
                }],
            },
        },
    });
    account.write(template);
    account.deploy().ended(exit_code::OK);
    let calls = account.double.calls();
    let asked = calls.iter().filter(|call| call.action == "CreateChangeSet");
    let capabilities: Vec<_> = asked.map(|call| call.input["Capabilities"].clone()).collect();
    assert_eq!(capabilities, [json!(null), json!(["CAPABILITY_NAMED_IAM"])]);
}

#[test]
fn a_failed_create_names_the_first_cause_and_its_line_and_gives_way_to_the_next_deployment() {
    let account = Account::new();
    account.double.page(2);
    account.double.fail("Inbox", "no more queues for you");
    let run = account.deploy();
    run.ended(exit_code::NOT_DEPLOYED);
    run.says(&["Inbox", "no more queues for you", "stacks/chat.rs:11"]);
    assert_eq!(account.double.status(STACK).as_deref(), Some("ROLLBACK_COMPLETE"));
    let error = run.stderr.split("error").last().unwrap_or_default();
    assert!(
        !error.contains("cancelled"),
        "the cause, not what follows from it:\n{}",
        run.stderr
    );

    account.double.mend();
    account.deploy().ended(exit_code::OK);
    assert_eq!(account.double.status(STACK).as_deref(), Some("CREATE_COMPLETE"));
}

#[test]
fn what_was_never_made_whole_and_holds_something_goes_only_by_name() {
    let account = Account::with_stack_in("CREATE_FAILED");
    let run = account.deploy();
    run.ended(exit_code::NOT_APPROVED);
    run.says(&["the messages in the queue are lost", "--allow-data-loss Inbox"]);
    assert_eq!(account.double.status(STACK).as_deref(), Some("CREATE_FAILED"));
    let names = ["--allow-data-loss", "Inbox", "--allow-data-loss", "Late"];
    let run = account.run(&[&["deploy", "--yes"][..], &names].concat());
    run.ended(exit_code::OK);
    assert_eq!(account.double.status(STACK).as_deref(), Some("CREATE_COMPLETE"));
}

#[test]
fn the_cause_of_a_nested_failure_is_found_in_the_nested_stack() {
    let account = Account::new();
    let mut template = Account::template();
    template["Resources"]["Data"] =
        json!({ "Type": "AWS::CloudFormation::Stack", "Properties": { "TemplateURL": "https://x/y.json" } });
    account.write(template);
    account
        .double
        .fail_within("Data", "Table", "the table is too much");
    let run = account.deploy();
    run.ended(exit_code::NOT_DEPLOYED);
    run.says(&["the table is too much", "stacks/chat.rs:11"]);
}

#[test]
fn a_failed_update_is_rolled_back_and_says_so() {
    let account = Account::with_stack_in("CREATE_COMPLETE");
    account.write(Account::changed());
    account.double.fail("News", "not this title");
    let run = account.deploy();
    run.ended(exit_code::NOT_DEPLOYED);
    run.says(&["not this title", "stacks/chat.rs:13"]);
    assert_eq!(
        account.double.status(STACK).as_deref(),
        Some("UPDATE_ROLLBACK_COMPLETE")
    );
    account.double.mend();
    account.deploy().ended(exit_code::OK);
}

#[test]
fn a_rollback_that_fails_needs_a_person_and_the_way_out_is_told() {
    let account = Account::with_stack_in("CREATE_COMPLETE");
    account.write(Account::changed());
    account.double.fail("News", "not this title");
    account.double.fail_rollback("News", "nor the old one");
    let run = account.deploy();
    assert_eq!(
        account.double.status(STACK).as_deref(),
        Some("UPDATE_ROLLBACK_FAILED")
    );
    run.ended(exit_code::NEEDS_A_PERSON);
    run.says(&["hint:", "rollback chat-dev"]);
    assert_eq!(
        run.stderr.matches("the events are at").count(),
        1,
        "{}",
        run.stderr
    );
    let executed = account.double.asked("cloudformation:CreateChangeSet");
    account.deploy().ended(exit_code::NEEDS_A_PERSON);
    assert_eq!(
        account.double.asked("cloudformation:CreateChangeSet"),
        executed,
        "nothing is tried"
    );
}

#[test]
fn a_stack_that_was_only_reviewed_is_made() {
    let account = Account::new();
    account
        .run(&["deploy", "--yes", "--no-execute"])
        .ended(exit_code::OK);
    assert_eq!(
        account.double.status(STACK).as_deref(),
        Some("REVIEW_IN_PROGRESS")
    );
    account.deploy().ended(exit_code::OK);
    assert_eq!(account.double.status(STACK).as_deref(), Some("CREATE_COMPLETE"));
}

#[test]
fn a_stack_that_failed_to_go_needs_a_person() {
    let account = Account::with_stack_in("DELETE_FAILED");
    let run = account.deploy();
    run.ended(exit_code::NEEDS_A_PERSON);
    run.says(&["DELETE_FAILED", "hint:"]);
}

#[test]
fn an_operation_that_runs_already_is_followed_first() {
    let account = Account::with_stack_in("CREATE_COMPLETE");
    account.write(Account::changed());
    account.double.hold(STACK);
    let deploy = || {
        let mut command = account.command(&["deploy", "--yes"]);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let first = deploy();
    let executed = || account.double.asked("cloudformation:ExecuteChangeSet");
    eventually("the first run executes", || executed() == 1);
    let second = deploy();
    let asked = account.double.asked("cloudformation:DescribeStackEvents");
    eventually("both follow", || {
        account.double.asked("cloudformation:DescribeStackEvents") > asked + 2
    });
    account.double.release(STACK);
    for deploy in [first, second] {
        let output = deploy.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    assert_eq!(account.double.status(STACK).as_deref(), Some("UPDATE_COMPLETE"));
    assert_eq!(executed(), 1, "the second run had nothing left to do");
}

#[test]
fn a_stack_that_somebody_deletes_in_the_middle_is_not_taken_for_deployed() {
    let account = Account::with_stack_in("CREATE_COMPLETE");
    account.write(Account::changed());
    account.double.hold(STACK);
    account
        .double
        .before("cloudformation:ExecuteChangeSet", |double| {
            double.before("cloudformation:DescribeStackEvents", |double| {
                double.delete_outside(STACK);
            });
        });
    let run = account.deploy();
    run.ended(exit_code::NOT_DEPLOYED);
    run.says(&["deleted"]);
}

#[test]
fn a_change_set_that_the_stack_has_left_behind_is_not_executed() {
    let account = Account::with_stack_in("CREATE_COMPLETE");
    account.write(Account::changed());
    account
        .double
        .before("cloudformation:ExecuteChangeSet", |double| {
            double.update_outside(STACK);
        });
    let run = account.deploy();
    assert_ne!(run.code, Some(i32::from(exit_code::OK)), "{}", run.stderr);
    run.says(&["error", "changed"]);
}

#[test]
fn outputs_go_to_a_file_and_a_full_disk_is_told() {
    let account = Account::new();
    account
        .run(&["deploy", "--yes", "--outputs-file", "out.json"])
        .ended(exit_code::OK);
    let told = std::fs::read_to_string(account.path("out.json")).unwrap();
    assert!(told.contains("\"Inbox\""), "{told}");
    if Path::new("/dev/full").exists() {
        let run = account.run(&["deploy", "--yes", "--outputs-file", "/dev/full"]);
        run.ended(exit_code::FAILED);
        run.says(&["/dev/full", "No space left on device"]);
    }
}

#[test]
fn a_stack_that_others_import_from_stays() {
    let account = Account::new();
    let mut template = Account::template();
    template["Outputs"]["Inbox"]["Export"] = json!({ "Name": "inbox" });
    account.write(template);
    account.deploy().ended(exit_code::OK);
    let importer = r#"{"Resources":{"T":{"Type":"AWS::SNS::Topic","Properties":{"DisplayName":{"Fn::ImportValue":"inbox"}}}}}"#;
    account.double.stack("other", "CREATE_COMPLETE", importer);
    let run = account.run(&["destroy", "--confirm", STACK, "--allow-data-loss", "Inbox,Late"]);
    assert_ne!(run.code, Some(0));
    run.says(&["inbox", "other"]);
    assert_eq!(account.double.status(STACK).as_deref(), Some("CREATE_COMPLETE"));
}
