//! `gatewright check` and `gatewright explain`: streams, formats, exit codes, bad input.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Output, Stdio},
};

use crate::support::{gatewright, project::Project};

fn corpus(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(name)
}

fn check(arguments: &[&str]) -> Output {
    gatewright().arg("check").args(arguments).output().unwrap()
}

fn from_stdin(text: &[u8]) -> Output {
    let mut check = gatewright()
        .args(["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A template that is too long is not read to its end.
    let _ = check.stdin.take().unwrap().write_all(text);
    check.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Commands are shown as the reader called the program, which is another way where cargo runs the tests.
fn hints(bytes: &[u8]) -> String {
    text(bytes).replace("cargo run --", "gatewright")
}

#[test]
fn a_clean_template_ends_with_success_and_says_so_on_standard_error() {
    let output = check(&[corpus("clean/chat.yaml").to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    assert_eq!(text(&output.stderr), "note: 1 template checked, nothing found\n");
}

#[test]
fn a_fault_is_shown_with_its_line() {
    let file = corpus("GW201-default.yaml");
    let output = check(&[file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(7));
    let shown = text(&output.stdout).replace(file.to_str().unwrap(), "chat.yaml");
    insta::assert_snapshot!(shown);
    insta::assert_snapshot!(hints(&output.stderr), @r"
    error: found 1 error
    hint: `gatewright explain GW201` tells more; any other code, too
    ");
}

#[test]
fn warnings_fail_when_they_should() {
    let file = corpus("GW203-no_response.yaml");
    let file = file.to_str().unwrap();
    assert_eq!(check(&[file]).status.code(), Some(0));
    assert_eq!(check(&[file, "--fail-on", "warning"]).status.code(), Some(7));
}

#[test]
fn machines_get_lists() {
    let faulty = corpus("GW201-default.yaml");
    let clean = corpus("clean/chat.yaml");
    let json = |format: &str, file: &Path| -> serde_json::Value {
        let output = check(&["--format", format, file.to_str().unwrap()]);
        serde_json::from_slice(&output.stdout).unwrap()
    };
    assert_eq!(json("json", &faulty)[0]["code"], "GW201");
    assert_eq!(json("json", &clean), serde_json::json!([]));
    assert_eq!(json("sarif", &faulty)["runs"][0]["results"][0]["ruleId"], "GW201");
    assert_eq!(json("sarif", &clean)["runs"][0]["results"], serde_json::json!([]));
    let github = text(&check(&["--format", "github", faulty.to_str().unwrap()]).stdout);
    assert!(github.starts_with("::error file="), "{github}");
}

#[test]
fn standard_input_is_a_template_too() {
    let output = from_stdin(&fs::read(corpus("GW201-default.yaml")).unwrap());
    assert_eq!(output.status.code(), Some(7));
    assert!(
        text(&output.stdout).contains("--> <stdin>:"),
        "{}",
        text(&output.stdout)
    );
}

#[test]
fn what_cannot_be_read_has_a_place_and_its_own_exit_code() {
    let deep = "[".repeat(100_000);
    let long = "# long\n".repeat(400_000);
    let cases: [(&[u8], &str); 8] = [
        (b"a: [", "<stdin>:"),
        (
            b"Resources:\n  A: {Type: x}\n  A: {Type: y}\n",
            "the key `A` stands twice",
        ),
        (b"{\"Resources\": {\"A\": 1, \"A\": 2}}", "<stdin>:1:"),
        (b"Resources: !Nothing x\n", "`!Nothing` is no function"),
        (b"- a\n", "a template is a map of sections"),
        (b"\xff\xfe", "the file cannot be read"),
        (deep.as_bytes(), "brackets are open at once"),
        (long.as_bytes(), "bytes; at most"),
    ];
    for (input, expected) in cases {
        let output = from_stdin(input);
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(8), "{shown}");
        assert!(
            shown.contains("GW700") && shown.contains(expected),
            "{expected}: {shown}"
        );
    }
    let output = check(&["nowhere.yaml", corpus("GW201-default.yaml").to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(8));
    assert!(
        text(&output.stdout).contains("GW201"),
        "the other file is checked all the same"
    );
}

#[test]
fn aliases_and_functions_that_nobody_knows_are_no_faults() {
    let template = "Resources:\n  A: &a {Type: 'AWS::SQS::Queue'}\n  B: *a\n  C:\n    Type: Custom::Thing\n    \
                    Properties: {X: {'Fn::Nobody': [1]}, Y: !Cidr [a, 1, 2]}\n";
    let output = from_stdin(template.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
}

#[test]
fn the_stacks_of_a_workspace_are_checked_without_a_file() {
    let project = Project::new();
    let run = project.run(&["check"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{}", run.stderr);
    assert!(
        run.stderr.ends_with("note: 3 templates checked, nothing found\n"),
        "{}",
        run.stderr
    );
    let run = project.run(&["check", "--stage", "stagin"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.ends_with("hint: did you mean `--stage staging`?\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn explain_prints_the_page() {
    let explain = |arguments: &[&str]| gatewright().arg("explain").args(arguments).output().unwrap();
    let page = explain(&["gw201"]);
    assert!(text(&page.stdout).starts_with("# GW201: "));
    assert!(text(&explain(&[]).stdout).contains("GW008  "));
    let unknown = explain(&["GW000"]);
    assert_eq!(unknown.status.code(), Some(1));
    insta::assert_snapshot!(hints(&unknown.stderr), @r#"
    error: there is no code "GW000"
    hint: `gatewright explain` lists all codes
    "#);
}
