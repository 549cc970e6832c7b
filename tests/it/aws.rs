//! The way to AWS, as far as it goes without an account: what keeps the program from it, its words and exit codes.

use std::{fs, net::TcpListener, path::Path, process::Command};

use crate::support::gatewright;

const MANIFEST: &str = r#"{"version": 1, "app": "chat", "stacks": [{"name": "chat-dev", "stage": "dev",
    "template": "chat-dev.template.json", "assets": [], "origins": {}}]}"#;

/// The program with an assembly of one stack, a home of its own, and nothing that says who or where.
fn alone(home: &Path) -> Command {
    let assembly = home.join("assembly");
    fs::create_dir_all(&assembly).unwrap();
    fs::write(assembly.join("manifest.json"), MANIFEST).unwrap();
    fs::write(assembly.join("chat-dev.template.json"), r#"{"Resources": {}}"#).unwrap();
    let mut command = gatewright();
    command
        .env("HOME", home)
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .args(["status", "--app"])
        .arg(format!("{}/", assembly.display()));
    command
}

/// How it ends, and what it says.
fn ends(command: &mut Command) -> (Option<i32>, String) {
    let output = command.output().unwrap();
    assert!(output.stdout.is_empty());
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn who_and_where_must_be_known() {
    let home = tempfile::tempdir().unwrap();
    let (code, said) = ends(&mut alone(home.path()));
    assert_eq!(code, Some(15));
    assert!(said.starts_with("error: no AWS region\nhint: "), "{said}");
    let (code, said) = ends(alone(home.path()).args(["--region", "eu-west-1"]));
    assert_eq!(code, Some(15));
    assert!(said.starts_with("error: no AWS credentials\nhint: "), "{said}");
}

#[test]
fn a_profile_that_does_not_exist_names_those_that_do() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join("config");
    fs::write(&config, "[profile work]\nregion = eu-west-1\n").unwrap();
    let mut command = alone(home.path());
    command
        .env("AWS_CONFIG_FILE", &config)
        .args(["--aws-profile", "wrok"]);
    let (code, said) = ends(&mut command);
    assert_eq!(code, Some(15));
    assert_eq!(
        said,
        "error: there is no AWS profile \"wrok\"\nhint: the profiles are work\n"
    );
}

#[test]
fn an_sso_session_that_is_over_asks_for_a_new_one() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join("config");
    let text = "[profile work]\nregion = eu-west-1\nsso_session = us\nsso_account_id = 111122223333\nsso_role_name = dev\n\
                [sso-session us]\nsso_region = eu-west-1\nsso_start_url = https://example.invalid/start\n";
    fs::write(&config, text).unwrap();
    let mut command = alone(home.path());
    command
        .env("AWS_CONFIG_FILE", &config)
        .args(["--aws-profile", "work"]);
    let (code, said) = ends(&mut command);
    assert_eq!(code, Some(15), "{said}");
    assert!(
        said.starts_with("error: the AWS credentials have expired"),
        "{said}"
    );
    assert!(said.contains("aws sso login"), "{said}");
}

#[test]
fn an_endpoint_where_nobody_listens_is_no_question_of_credentials() {
    let home = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let mut command = alone(home.path());
    command
        .args(["--region", "eu-west-1"])
        .env("AWS_ACCESS_KEY_ID", "id")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_ENDPOINT_URL", endpoint);
    let (code, said) = ends(&mut command);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("the service cannot be reached"), "{said}");
}
