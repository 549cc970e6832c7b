//! The command line: help, exit codes, and what goes to which stream.

use std::{fs, process::Stdio};

use crate::support::{gatewright, project::Project};

#[test]
fn the_whole_help_text() {
    let help = |verb: Option<&str>| {
        let output = gatewright().args(verb).arg("--help").output().unwrap();
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        format!("$ gatewright {}\n{text}", verb.unwrap_or_default())
    };
    let overview = help(None);
    let verbs = overview
        .split_once("Commands:\n")
        .unwrap()
        .1
        .split("\n\n")
        .next()
        .unwrap();
    // A line that goes on is indented further.
    let verbs = verbs.lines().filter(|line| !line.starts_with("   "));
    let verbs = verbs
        .filter_map(|line| line.split_whitespace().next())
        .filter(|verb| *verb != "help");
    let pages: Vec<String> = verbs.map(|verb| help(Some(verb))).collect();
    let whole = format!("{overview}\n{}", pages.join("\n"));
    insta::assert_snapshot!(whole);
}

#[test]
fn a_wrong_command_line_has_its_own_exit_code() {
    let output = gatewright().arg("sinth").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8(output.stderr).unwrap().contains("'synth'"));
}

#[test]
fn outside_of_a_workspace_the_next_step_is_named() {
    let output = gatewright()
        .args(["list", "--manifest-dir", "/"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(String::from_utf8(output.stderr).unwrap(), @r"
    error: no cargo workspace in / or in a folder above it
    hint: run in the folder of a Gatewright workspace, or name it with `--manifest-dir DIR`
    ");
}

#[test]
fn synth_prints_the_template_and_nothing_else_on_standard_output() {
    let project = Project::new();
    let dev = project.run(&["synth"]);
    assert!(
        dev.stderr
            .contains("stack chat-dev of stage dev; `--stage` chooses another: staging, prod")
    );
    assert!(dev.stderr.contains("a stray print of the program"));
    insta::assert_snapshot!(dev.data(), @r"
    AWSTemplateFormatVersion: '2010-09-09'
    Description: words note dev

    Resources:
      Queue:
        Type: AWS::SQS::Queue
    ");

    let staging = project
        .run(&["synth", "--stage", "staging", "--format", "json"])
        .data();
    let tree: serde_json::Value = serde_json::from_str(&staging).unwrap();
    assert_eq!(tree["Description"], "words note staging");

    let out = project.path("prod.yaml");
    let silent = project
        .run(&["synth", "chat-prod", "--out", out.to_str().unwrap()])
        .data();
    assert_eq!(silent, "");
    assert_eq!(
        fs::read_to_string(out).unwrap(),
        project.run(&["synth", "chat-prod"]).data()
    );
}

#[test]
fn an_unknown_stage_names_the_known_ones() {
    let project = Project::new();
    let run = project.run(&["synth", "--stage", "stagin"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stdout, "");
    assert!(
        run.stderr.contains("the stages are dev, staging, prod"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.ends_with("hint: did you mean `--stage staging`?\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_stack_program_that_does_not_compile_shows_the_compilers_error() {
    let project = Project::new();
    project.write("stacks/src/words.rs", "pub const WORDS: &str = 5;\n");
    let run = project.run(&["synth"]);
    assert_eq!(run.code, Some(3));
    assert_eq!(run.stdout, "");
    assert!(
        run.stderr.contains("error[E0308]: mismatched types"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("stacks/src/words.rs:1"), "{}", run.stderr);
    assert!(
        run.stderr.ends_with("error: stacks does not compile\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_stack_program_that_refuses_its_stacks_has_its_own_exit_code() {
    let project = Project::new();
    assert_eq!(project.run(&["synth"]).code, Some(0));
    project.write(
        "stacks/src/main.rs",
        "fn main() { eprintln!(\"error[GW001]: a finding\"); std::process::exit(1) }\n",
    );
    let run = project.run(&["synth"]);
    assert_eq!(run.code, Some(4));
    assert_eq!(run.stdout, "", "what an earlier run wrote is not printed");
    assert!(run.stderr.contains("error[GW001]: a finding"), "{}", run.stderr);
}

#[test]
fn a_program_that_writes_nothing_is_found_out() {
    let project = Project::new();
    assert_eq!(project.run(&["synth"]).code, Some(0));
    project.write("stacks/src/main.rs", "fn main() {}\n");
    let run = project.run(&["synth"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("manifest.json"), "{}", run.stderr);
}

#[test]
fn list_shows_stacks_and_stages() {
    let project = Project::new();
    let table = project.run(&["list"]).data();
    let table = table.replace(project.root().to_str().unwrap(), "[ROOT]");
    insta::assert_snapshot!(table, @r"
    STACK         STAGE    RESOURCES  ASSETS  TEMPLATE
    chat-dev      dev      1          -       [ROOT]/target/assembly/chat-dev.template.json
    chat-staging  staging  1          -       [ROOT]/target/assembly/chat-staging.template.json
    chat-prod     prod     1          -       [ROOT]/target/assembly/chat-prod.template.json
    ");
    let rows: serde_json::Value = serde_json::from_str(&project.run(&["list", "--json"]).data()).unwrap();
    assert_eq!(rows[1]["stage"], "staging");
    assert_eq!(rows[1]["resources"], 1);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let project = Project::new();
    project.run(&["synth"]).data();
    let mut synth = project
        .command(&["synth"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(synth.stdout.take());
    let output = synth.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(!String::from_utf8(output.stderr).unwrap().contains("error"));
}

#[test]
fn a_missing_folder_for_the_output_names_the_next_step() {
    let project = Project::new();
    let run = project.run(&["synth", "--out", "nowhere/dev.yaml"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr
            .ends_with("hint: make the folder first: `mkdir -p nowhere`\n"),
        "{}",
        run.stderr
    );
}
