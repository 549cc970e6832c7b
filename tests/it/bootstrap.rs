//! `bootstrap` and `doctor`, where nobody on AWS is asked or nobody answers.

use std::process::{Command, Output};

use double::Double;
use policy::{Policy, Request, evaluate};

use crate::support::gatewright;

/// The program with an assembly that is written already: one stack of `chat` with a queue.
fn program(folder: &tempfile::TempDir) -> Command {
    let manifest = r#"{"version": 1, "app": "chat", "stacks": [{"name": "chat-dev", "stage": "dev",
        "template": "chat-dev.template.json", "assets": [], "origins": {}}]}"#;
    let template =
        r#"{"Resources": {"Jobs": {"Type": "AWS::SQS::Queue"}, "Odd": {"Type": "AWS::Made::Up"}}}"#;
    std::fs::write(folder.path().join("manifest.json"), manifest).unwrap();
    std::fs::write(folder.path().join("chat-dev.template.json"), template).unwrap();
    let mut command = gatewright();
    // Neither a person's credentials nor those of a machine in the cloud.
    for variable in [
        "AWS_PROFILE",
        "AWS_REGION",
        "AWS_DEFAULT_REGION",
        "AWS_ACCESS_KEY_ID",
        "AWS_SESSION_TOKEN",
    ] {
        command.env_remove(variable);
    }
    command
        .current_dir(folder)
        .env("HOME", folder.path())
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .args(["--app", "./"]);
    command
}

fn run(arguments: &[&str], variables: &[(&str, &str)]) -> (Output, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(&folder);
    command.args(arguments).envs(variables.iter().copied());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, said)
}

/// Credentials, and a port where nobody listens.
const NOBODY: [(&str, &str); 4] = [
    ("AWS_ACCESS_KEY_ID", "id"),
    ("AWS_SECRET_ACCESS_KEY", "secret"),
    ("AWS_REGION", "eu-west-1"),
    ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
];

#[test]
fn the_policy_is_that_of_the_templates_and_names_what_it_does_not_know() {
    let (output, said) = run(&["bootstrap", "--print-policy", "--region", "eu-west-1"], &[]);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("AWS::Made::Up"), "{said}");
    let policy = Policy::from_json("Printed", &String::from_utf8(output.stdout).unwrap()).unwrap();
    let allowed = |action: &str, arn: &str| evaluate([&policy], &Request::new(action, arn)).is_allowed();
    assert!(allowed(
        "sqs:CreateQueue",
        "arn:aws:sqs:eu-west-1:111122223333:chat-dev-Jobs-1"
    ));
    assert!(!allowed(
        "sqs:CreateQueue",
        "arn:aws:sqs:us-east-1:111122223333:chat-dev-Jobs-1"
    ));
    assert!(!allowed(
        "sqs:CreateQueue",
        "arn:aws:sqs:eu-west-1:111122223333:other"
    ));
}

#[test]
fn the_template_of_the_bucket_passes_our_own_checks() {
    let (output, said) = run(&["bootstrap", "--print-template"], &[]);
    assert!(output.status.success(), "{said}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bootstrap.yaml");
    std::fs::write(&file, output.stdout).unwrap();
    let checked = gatewright()
        .args(["check", "--fail-on", "warning"])
        .arg(&file)
        .output()
        .unwrap();
    assert!(
        checked.status.success(),
        "{}",
        String::from_utf8_lossy(&checked.stderr)
    );
}

#[test]
fn without_region_credentials_or_an_answer_it_says_what_to_do() {
    let credentials = [("AWS_REGION", "eu-west-1")];
    let cases = [
        (&[][..], 15, "pass `--region eu-west-1`"),
        (&credentials, 15, "`aws sso login`"),
        (&NOBODY, 1, "check `AWS_ENDPOINT_URL`"),
    ];
    for (variables, code, hint) in cases {
        let (output, said) = run(&["bootstrap", "--yes"], variables);
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains(hint), "{said}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn the_doctor_works_without_an_account_and_fails_where_it_is_not_reached() {
    let state = |variables: &[(&str, &str)], check: &str| {
        let (output, said) = run(&["doctor", "--json"], variables);
        let lines: serde_json::Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{said}"));
        let line = lines
            .as_array()
            .unwrap()
            .iter()
            .find(|line| line["check"] == check);
        let failed = lines
            .as_array()
            .unwrap()
            .iter()
            .any(|line| line["state"] == "failed");
        assert_eq!(output.status.code(), Some(i32::from(failed)), "{said}");
        line.unwrap()["state"].as_str().unwrap().to_owned()
    };
    assert_eq!(state(&[], "credentials"), "skipped");
    assert_eq!(state(&[], "bootstrap"), "skipped");
    assert_eq!(state(&NOBODY, "credentials"), "failed");
}

/// What `bootstrap` does before services that a test tells what to do.
fn before(double: &Double, arguments: &[&str]) -> (Output, String) {
    let served = double.serve().unwrap();
    let (url, mut words) = (served.url(), vec!["bootstrap"]);
    words.extend(arguments);
    let mut variables = NOBODY;
    variables[3].1 = &url;
    run(&words, &variables)
}

#[test]
fn nothing_is_made_that_nobody_approves() {
    let double = Double::new();
    let (output, said) = before(&double, &[]);
    assert_eq!(output.status.code(), Some(14), "{said}");
    assert!(said.contains("+ Assets  AWS::S3::Bucket"), "{said}");
    assert_eq!(double.asked("cloudformation:ExecuteChangeSet"), 0);
    assert_eq!(
        double.asked("cloudformation:DeleteStack"),
        1,
        "the empty stack of the change set"
    );
}

#[test]
fn a_name_that_is_taken_says_how_to_take_another() {
    let double = Double::new();
    double.fail("Assets", "gatewright-1 already exists");
    let (output, said) = before(&double, &["--yes"]);
    assert_eq!(output.status.code(), Some(13), "{said}");
    assert!(said.contains("`--bucket-name NAME` takes another one"), "{said}");
}

#[test]
fn what_is_made_is_told_and_protected() {
    let double = Double::new();
    let (output, said) = before(&double, &["--yes", "--bucket-name", "assets-of-acme"]);
    assert!(output.status.success(), "{said}");
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("gatewright-bootstrap.Version  1"), "{told}");
    assert_eq!(double.asked("cloudformation:UpdateTerminationProtection"), 1);
}

#[test]
fn a_right_that_is_missing_is_named() {
    let double = Double::new();
    double.deny("cloudformation:CreateChangeSet");
    let (output, said) = before(&double, &["--yes"]);
    assert_eq!(output.status.code(), Some(15), "{said}");
    assert!(said.contains("cloudformation:CreateChangeSet"), "{said}");
}
