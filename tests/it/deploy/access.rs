//! Credentials, regions, rights, and what a deployment is given.

use gatewright::exit_code;

use crate::support::{account::Account, project::Run};

fn refused(run: &Run, code: u8, says: &[&str]) {
    run.ended(code);
    run.says(says);
    assert_eq!(run.stdout, "", "standard output is for data");
}

#[test]
fn without_credentials_nothing_begins() {
    let account = Account::new();
    let mut command = account.command(&["deploy", "--yes"]);
    command
        .env_remove("AWS_ACCESS_KEY_ID")
        .env_remove("AWS_SECRET_ACCESS_KEY");
    let run = Run::of(command.output().unwrap());
    refused(
        &run,
        exit_code::NO_ACCESS,
        &["no AWS credentials", "hint:", "--aws-profile"],
    );
    assert_eq!(account.double.calls(), []);
}

#[test]
fn without_a_region_nothing_begins() {
    let account = Account::new();
    let mut command = account.command(&["deploy", "--yes"]);
    let run = Run::of(command.env_remove("AWS_REGION").output().unwrap());
    refused(
        &run,
        exit_code::NO_ACCESS,
        &["no AWS region", "hint:", "--region"],
    );
}

#[test]
fn a_region_that_the_account_has_not_is_told() {
    let account = Account::new();
    account.double.region("eu-west-1");
    let run = account.run(&["deploy", "--yes", "--region", "ap-east-2"]);
    refused(&run, exit_code::NO_ACCESS, &["hint:"]);
    assert_eq!(account.double.asked("cloudformation:CreateChangeSet"), 0);
}

#[test]
fn an_endpoint_where_nobody_listens_is_told() {
    let account = Account::new();
    let mut command = account.command(&["deploy", "--yes"]);
    let run = Run::of(
        command
            .env("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
            .output()
            .unwrap(),
    );
    refused(&run, exit_code::FAILED, &["hint:", "AWS_ENDPOINT_URL"]);
}

#[test]
fn an_expired_session_is_told() {
    let account = Account::new();
    account.double.expire(true);
    let run = account.deploy();
    refused(&run, exit_code::NO_ACCESS, &["expired", "hint:", "sign in again"]);
}

#[test]
fn a_missing_right_is_named() {
    for action in ["CreateChangeSet", "ExecuteChangeSet", "DescribeStackEvents"] {
        let account = Account::new();
        let action = format!("cloudformation:{action}");
        account.double.deny(&action);
        let run = account.deploy();
        run.ended(exit_code::NO_ACCESS);
        run.says(&[&action, "hint:", "--print-policy"]);
    }
}

#[test]
fn throttling_is_waited_out() {
    let account = Account::new();
    account.double.throttle("cloudformation:CreateChangeSet", 2);
    account.double.throttle("cloudformation:DescribeStackEvents", 2);
    account.deploy().ended(exit_code::OK);
}

#[test]
fn a_template_that_cannot_be_read_is_told() {
    let account = Account::new();
    account.put("chat-dev.template.json", "{ \"Resources\": ");
    let run = account.deploy();
    run.says(&["chat-dev.template.json"]);
    assert_ne!(run.code, Some(0));
    assert_eq!(account.double.asked("cloudformation:CreateChangeSet"), 0);
}
