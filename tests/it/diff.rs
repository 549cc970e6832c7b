//! `gatewright diff`: against a file, and against a revision of git.

use std::process::Command;

use crate::support::{account::Account, project::Project};

fn git(project: &Project, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=Ada", "-c", "user.email=ada@example.com"])
        .args(arguments)
        .current_dir(project.root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A project whose stacks have changed since its only commit.
fn changed_since_its_commit() -> Project {
    let project = Project::new();
    project.write(".gitignore", "/target\n");
    git(&project, &["init", "--quiet", "--initial-branch", "main"]);
    git(&project, &["add", "."]);
    git(&project, &["commit", "--quiet", "--message", "First"]);
    let program = std::fs::read_to_string(project.path("stacks/src/main.rs")).unwrap();
    let queue = r#""Queue":{{"Type":"AWS::SQS::Queue"}}"#;
    assert!(program.contains(queue));
    project.write(
        "stacks/src/main.rs",
        &program.replace(
            queue,
            r#""Jobs":{{"Type":"AWS::SQS::Queue","Properties":{{"DelaySeconds":1}}}}"#,
        ),
    );
    project
}

#[test]
fn a_file_is_compared_with_the_stack_of_a_stage() {
    let project = Project::new();
    let template = project.run(&["synth", "--format", "json"]).data();
    project.write("old.json", &template);
    assert_eq!(
        project.run(&["diff", "--against", "old.json"]).data(),
        "chat-dev: no difference\n"
    );
    project.write("old.json", &template.replace("\"Queue\"", "\"Gone\""));
    let run = project.run(&["diff", "--against", "old.json", "--fail-on", "any,destructive"]);
    assert_eq!(run.code, Some(11), "{}", run.stderr);
    assert!(
        run.stdout
            .contains("\n  Data\n    `Gone`: the messages in the queue are lost: its logical id changes"),
        "{}",
        run.stdout
    );
    assert!(
        run.stderr
            .contains("there are differences that `--fail-on destructive` refuses"),
        "{}",
        run.stderr
    );

    let run = project.run(&["diff", "--against", "nothing.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.contains("cannot read nothing.json"), "{}", run.stderr);
    project.write("bad.yaml", "Resources: [\n");
    let run = project.run(&["diff", "--against", "bad.yaml"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("bad.yaml is no template"), "{}", run.stderr);
    project.write("long.json", &" ".repeat(3 << 20));
    let run = project.run(&["diff", "--against", "long.json"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("at most 2097152 are read"), "{}", run.stderr);
}

#[test]
fn every_stack_is_compared_with_what_it_was_in_a_revision() {
    let project = changed_since_its_commit();
    let run = project.run(&["diff", "--against-rev", "main", "--fail-on", "any"]);
    assert_eq!(run.code, Some(9), "{}", run.stderr);
    let heads: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| line.starts_with("chat-"))
        .collect();
    assert_eq!(
        heads,
        [
            "chat-dev: 1 removed, 1 added",
            "chat-staging: 1 removed, 1 added",
            "chat-prod: 1 removed, 1 added"
        ]
    );
    let one = project
        .run(&[
            "diff",
            "--against-rev",
            "main",
            "--stage",
            "prod",
            "--format",
            "json",
        ])
        .data();
    let json: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert_eq!(
        (json.as_array().unwrap().len(), &json[0]["stack"]),
        (1, &"chat-prod".into())
    );

    git(&project, &["commit", "--quiet", "--all", "--message", "Second"]);
    let same = project.run(&["diff", "--against-rev", "main", "--fail-on", "any"]);
    assert_eq!(same.code, Some(0), "{}{}", same.stdout, same.stderr);

    let run = project.run(&["diff", "--against-rev", "nowhere"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(
        run.stderr.contains("git knows no revision \"nowhere\" here"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("hint: a branch of another clone"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_revision_needs_a_repository_and_sources() {
    let project = Project::new();
    let run = project.run(&["diff", "--against-rev", "main"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    let root = std::fs::canonicalize(project.root()).unwrap();
    let expected = format!("git finds no repository in {}", root.display());
    assert!(run.stderr.contains(&expected), "{}", run.stderr);
    assert!(
        run.stderr
            .contains("hint: `--against FILE` compares with a template and needs no git"),
        "{}",
        run.stderr
    );
    let run = project.run(&["diff", "--app", "target/assembly/", "--against-rev", "main"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("it has no revisions"), "{}", run.stderr);
}

#[test]
fn what_is_deployed_is_compared_with_where_nothing_else_is_named() {
    let project = Project::new();
    let empty = tempfile::tempdir().unwrap();
    folder(&project, "{}", "{}");
    let mut command = project.command(&["diff", "--app", "out/", "--region", "eu-west-1"]);
    let output = command
        .env("HOME", empty.path())
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(15), "{stderr}");
    assert!(output.stdout.is_empty());
    assert!(stderr.contains("hint: "), "{stderr}");
    let both = project.run(&["diff", "--against", "old.json", "--against-rev", "main"]);
    assert_eq!(both.code, Some(2), "{}", both.stderr);
}

/// An assembly in a folder that needs no program, and the template that it is compared with.
fn folder(project: &Project, old: &str, new: &str) {
    let stack = r#"{"name": "demo", "stage": "dev", "template": "t.json", "assets": [], "origins": {"It": {"file": "a.rs", "line": 3}}}"#;
    let manifest = format!(r#"{{"version": 1, "app": "demo", "stacks": [{stack}]}}"#);
    project.write("out/manifest.json", &manifest);
    project.write("out/t.json", &format!(r#"{{"Resources": {new}}}"#));
    project.write("old.json", &format!(r#"{{"Resources": {old}}}"#));
}

#[test]
fn what_is_deployed_is_the_old_side() {
    let compared = |account: &Account| account.run(&["diff", "--fail-on", "any"]);
    let run = compared(&Account::new());
    assert_eq!(run.code, Some(9), "{}", run.stderr);
    let all = "chat-dev: 3 added, 1 change outside of resources\n";
    assert!(run.stdout.starts_with(all), "{}", run.stdout);
    let news = "+ News AWS::SNS::Topic  added  stacks/chat.rs:13\n";
    assert!(run.stdout.contains(news), "{}", run.stdout);
    for (status, expected) in [
        ("UPDATE_COMPLETE", "chat-dev: no difference\n"),
        // Nothing of it was made yet.
        ("REVIEW_IN_PROGRESS", all),
    ] {
        let run = compared(&Account::with_stack_in(status));
        assert!(
            run.stdout.starts_with(expected),
            "{status}: {}{}",
            run.stdout,
            run.stderr
        );
    }
    let account = Account::with_stack_in("CREATE_COMPLETE");
    account.double.deny("cloudformation:GetTemplate");
    let run = compared(&account);
    assert_eq!(run.code, Some(15), "{}", run.stderr);
    assert!(
        run.stderr.contains("cloudformation:GetTemplate"),
        "{}",
        run.stderr
    );
}

#[test]
fn each_kind_of_difference_has_an_exit_code_and_the_gravest_counts() {
    let project = Project::new();
    let queue = r#""It": {"Type": "AWS::SQS::Queue"}"#;
    let route = r#""Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"ProtocolType": "WEBSOCKET",
            "RouteSelectionExpression": "$request.body.type"}},
        "Ping": {"Type": "AWS::ApiGatewayV2::Route", "Properties": {"ApiId": {"Ref": "Api"}, "RouteKey": "ping"}}"#;
    let renamed = route.replace("\"ping\"", "\"pong\"");
    let open = r#""Open": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": ["q"], "PolicyDocument": {"Statement": [
            {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}]}}}"#;
    let all = format!("{{{renamed}, {open}}}");
    let old = format!("{{{route}, {queue}}}");
    for (old, new, refused, code) in [
        (&old, &all, "any,contract,broadening,destructive", 11),
        (&old, &all, "any,contract,broadening", 12),
        (&old, &all, "any,contract", 10),
        (&old, &all, "any", 9),
        (
            &format!("{{{queue}}}"),
            &format!("{{{queue}, {route}}}"),
            "contract,broadening,destructive",
            0,
        ),
        (&old, &old, "any,contract,broadening,destructive", 0),
    ] {
        folder(&project, old, new);
        let run = project.run(&[
            "diff",
            "--app",
            "out/",
            "--against",
            "old.json",
            "--fail-on",
            refused,
        ]);
        assert_eq!(run.code, Some(code), "{refused}: {}{}", run.stdout, run.stderr);
    }
}

#[test]
fn a_stack_that_neither_side_has_is_an_error() {
    let project = changed_since_its_commit();
    let run = project.run(&["diff", "nobody", "--against-rev", "main"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(
        run.stderr
            .contains("there is no stack \"nobody\", neither here nor in \"main\""),
        "{}",
        run.stderr
    );
    let run = project.run(&["diff", "chat", "--stage", "dev", "--against-rev", "main"]);
    assert!(run.stdout.starts_with("chat-dev: "), "{}", run.stderr);
}
