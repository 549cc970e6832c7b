//! `events` and `logs`, before a double of the services.

use std::{fs, path::Path, process::Output};

use double::Double;

use crate::support::gatewright;

const TEMPLATE: &str = r#"{"Resources": {
    "Topic": {"Type": "AWS::SNS::Topic"},
    "Jobs": {"Type": "AWS::SQS::Queue", "DependsOn": "Topic"},
    "Mail": {"Type": "AWS::Lambda::Function", "Properties": {"LoggingConfig": {"LogGroup": "/mail"}}},
    "Stage": {"Type": "AWS::ApiGatewayV2::Stage", "Properties": {"ApiId": "a1b2", "DefaultRouteSettings": {"LoggingLevel": "INFO"}}}
}}"#;

const MANIFEST: &str = r#"{"version": 1, "app": "chat", "stacks": [{"name": "chat-dev", "stage": "dev",
    "region": "eu-west-1", "template": "chat-dev.template.json", "assets": [],
    "origins": {"Jobs": {"file": "stacks/chat.rs", "line": 7}}}]}"#;

/// Runs a verb on the program's one stack.
fn run(double: &Double, arguments: &[&str]) -> Output {
    let served = double.serve().unwrap();
    let home = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(home.path().join(name), text).unwrap();
    write("manifest.json", MANIFEST);
    write("chat-dev.template.json", TEMPLATE);
    let mut command = gatewright();
    let folder = Path::new(home.path()).display();
    command
        .env("AWS_ENDPOINT_URL", served.url())
        .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("HOME", home.path())
        .args(arguments)
        .args(["--app", &format!("{folder}/")]);
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn events_tell_the_last_operation_and_why_it_failed() {
    let double = Double::new();
    double.fail(
        "Jobs",
        "jobs already exists (Service: Sqs, Status Code: 400, Request ID: 0a1b)",
    );
    double.stack("chat-dev", "ROLLBACK_COMPLETE", TEMPLATE);
    for follow in [&["events"][..], &["events", "--follow"]] {
        let output = run(&double, follow);
        let (told, said) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{said}");
        let failed: Vec<&str> = told
            .lines()
            .filter(|line| line.contains("  CREATE_FAILED  Jobs  "))
            .collect();
        assert!(
            failed[0].ends_with("AWS::SQS::Queue  jobs already exists  (stacks/chat.rs:7)"),
            "{failed:?}"
        );
        assert!(
            told.lines()
                .last()
                .unwrap()
                .contains("ROLLBACK_COMPLETE  chat-dev"),
            "{told}"
        );
        let (error, rest) = said.split_once('\n').unwrap();
        assert_eq!(error, "error: chat-dev ended in ROLLBACK_COMPLETE");
        let because = "  caused by: Jobs (AWS::SQS::Queue, stacks/chat.rs:7): CREATE_FAILED: jobs already exists (request 0a1b)\n\
                       hint: \"jobs\" exists outside this stack";
        assert!(rest.starts_with(because), "{rest}");
        assert!(
            rest.contains("#/stacks/events?stackId=arn%3Aaws%3Acloudformation%3A"),
            "{rest}"
        );
    }
}

#[test]
fn events_are_objects_for_programs() {
    let double = Double::new();
    double.page(2);
    double.stack("chat-dev", "CREATE_COMPLETE", TEMPLATE);
    let output = run(&double, &["events", "--json", "--since", "1970-01-01T00:00:00Z"]);
    let events: Vec<serde_json::Value> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let jobs = events.iter().find(|event| event["logicalId"] == "Jobs").unwrap();
    assert_eq!(
        (&jobs["origin"], &jobs["type"]),
        (&"stacks/chat.rs:7".into(), &"AWS::SQS::Queue".into())
    );
    assert_eq!(events.last().unwrap()["status"], "CREATE_COMPLETE");
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn logs_of_functions_and_api_are_interleaved() {
    let double = Double::new();
    double.stack("chat-dev", "CREATE_COMPLETE", TEMPLATE);
    let told = |arguments: &[&str]| {
        let output = run(&double, arguments);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout).to_owned()
    };
    // The double names what it makes, a stage among it.
    let stage = told(&["events", "--json"]);
    let stage = stage
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let stage = stage.rev().find(|event| event["logicalId"] == "Stage").unwrap();
    let stage = format!(
        "API-Gateway-Execution-Logs_a1b2/{}",
        stage["physicalId"].as_str().unwrap()
    );
    double.log(
        "/mail",
        "s",
        3000,
        r#"{"level":"INFO","fields":{"message":"sent","to":"ada"}}"#,
    );
    double.log(&stage, "s", 2000, "(x) Sending request");
    double.log("/mail", "s", 1000, "too old");
    let all = told(&["logs", "--since", "1970-01-01T00:00:02Z"]);
    assert_eq!(
        all,
        "00:00:02  Stage  (x) Sending request\n00:00:03  Mail   INFO sent to=ada\n"
    );
    let one = told(&["logs", "Mail", "--since", "1970-01-01T00:00:02Z", "--json"]);
    let one: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert_eq!(
        (&one["writer"], &one["kind"], &one["logGroup"]),
        (&"Mail".into(), &"function".into(), &"/mail".into())
    );
}

#[test]
fn what_is_not_there_is_a_failure_with_a_way_out() {
    let double = Double::new();
    for verb in ["events", "logs"] {
        let output = run(&double, &[verb]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(
            said.starts_with("error: stack \"chat-dev\" is not deployed in eu-west-1\nhint: "),
            "{said}"
        );
    }
    double.stack("chat-dev", "CREATE_COMPLETE", TEMPLATE);
    let said = run(&double, &["logs", "Mial"]).stderr;
    assert_eq!(
        text(&said),
        "error: there is no function or stage \"Mial\"; there are Mail, Stage\nhint: did you mean `Mail`?\n"
    );
}
