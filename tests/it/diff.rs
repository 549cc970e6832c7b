//! `gatewright diff`: against a file, and against a revision of git.

use std::process::Command;

use crate::support::project::Project;

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
            .contains("data: `Gone`: the messages in the queue are lost: its logical id changes"),
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
fn something_to_compare_with_must_be_named() {
    let run = Project::new().run(&["diff"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("--against"), "{}", run.stderr);
}
