//! What keeps code from being deployed is told before anything is made on AWS.

use std::{env, fs, os::unix::fs::PermissionsExt as _};

use crate::support::{
    account::Account,
    project::{Project, Run},
};

/// A project whose stack needs these assets: resource, and source as the manifest has it.
fn needs(assets: &[(&str, &str)]) -> Project {
    let project = Project::new();
    let asset = |(resource, source): &(&str, &str)| {
        format!(r#"{{"resource":"{resource}","key_parameter":"{resource}CodeKey","source":{source}}}"#)
    };
    let assets: Vec<String> = assets.iter().map(asset).collect();
    let stack = format!(
        r#"{{"name":"chat-dev","stage":"dev","template":"chat.json","assets":[{}],
            "origins":{{"Connect":{{"file":"stacks/chat.rs","line":7}}}}}}"#,
        assets.join(",")
    );
    project.write(
        "assembly/manifest.json",
        &format!(r#"{{"version":1,"app":"chat","stacks":[{stack}]}}"#),
    );
    project.write(
        "assembly/chat.json",
        r#"{"Resources":{"Queue":{"Type":"AWS::SQS::Queue"}}}"#,
    );
    project
}

fn rust(binary: &str, architecture: &str) -> String {
    format!(r#"{{"kind":"rust","package":"stacks","binary":"{binary}","architecture":"{architecture}"}}"#)
}

const DEPLOY: &[&str] = &["deploy", "--app", "./assembly", "--yes"];

/// An account with a bucket for code.
fn account() -> Account {
    let account = Account::new();
    let run = account.run(&["bootstrap", "--yes"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    account
}

fn deploy(project: &Project) -> Run {
    let account = account();
    let run = Run::of(account.before(project.command(DEPLOY)).output().unwrap());
    assert_eq!(account.double.status("chat-dev"), None);
    run
}

#[track_caller]
fn ends(run: &Run, code: i32, parts: &[&str]) {
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(code), ""),
        "{}",
        run.stderr
    );
    for part in parts {
        assert!(run.stderr.contains(part), "no {part:?} in:\n{}", run.stderr);
    }
}

/// A program in a folder that stands first on the path.
fn on_path(project: &Project, program: &str, script: &str) -> String {
    let path = project.path("tools").join(program);
    project.write(&format!("tools/{program}"), script);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let folders = [project.path("tools")].into_iter();
    let rest = env::var_os("PATH").unwrap();
    let path = env::join_paths(folders.chain(env::split_paths(&rest))).unwrap();
    path.into_string().unwrap()
}

#[test]
fn a_path_that_does_not_exist_is_named_with_its_function() {
    let project = needs(&[("Connect", r#"{"kind":"path","path":"dist/gone"}"#)]);
    ends(
        &deploy(&project),
        1,
        &[
            "error: the code of these functions cannot be deployed:\n  Connect (stacks/chat.rs:7), dist/gone:\n",
            "hint: paths of code are relative to",
        ],
    );
}

#[test]
fn a_binary_that_the_package_does_not_have_is_named() {
    let project = needs(&[("Connect", &rust("connect", "x86_64"))]);
    ends(
        &deploy(&project),
        1,
        &["error: package \"stacks\" has no binary \"connect\"\n"],
    );
}

#[test]
fn a_function_that_does_not_compile_has_its_own_exit_code() {
    let project = needs(&[(
        "Connect",
        &rust("stacks", env::consts::ARCH.replace("aarch64", "arm64").as_str()),
    )]);
    project.write("stacks/src/words.rs", "nonsense");
    ends(&deploy(&project), 3, &["error: stacks does not compile for "]);
}

#[test]
fn a_toolchain_without_the_target_says_how_to_add_it() {
    let project = needs(&[("Connect", &rust("stacks", "arm64"))]);
    // A toolchain that is not there: it has no library for any target.
    let path = on_path(
        &project,
        "no-rustc",
        "#!/bin/sh\n[ \"$1\" = --print ] && echo /nowhere && exit 0\nexit 1\n",
    );
    let account = account();
    let output = account
        .before(project.command(DEPLOY))
        .env("PATH", path)
        .env("RUSTC", project.path("tools/no-rustc"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("Rust's own library is not installed for aarch64-unknown-linux-gnu"),
        "{said}"
    );
    assert!(
        said.contains("hint: `rustup target add aarch64-unknown-linux-gnu`"),
        "{said}"
    );
}

/// The tool builds for this machine whatever it is told, so one of the two functions gets a program of the wrong kind.
#[test]
#[cfg(target_os = "linux")]
fn a_tool_on_the_path_builds_and_what_it_built_is_examined() {
    let project = needs(&[
        ("Connect", &rust("stacks", "arm64")),
        ("Other", &rust("stacks", "x86_64")),
    ]);
    let path = on_path(
        &project,
        "cargo-zigbuild",
        "#!/bin/sh\necho \"$3\" >>\"$TARGETS\"\nshift 3\nexec \"$CARGO\" build \"$@\"\n",
    );
    let account = account();
    let output = account
        .before(project.command(DEPLOY))
        .env("PATH", path)
        .env("TARGETS", project.path("targets"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(
        fs::read_to_string(project.path("targets")).unwrap(),
        "aarch64-unknown-linux-gnu.2.34\nx86_64-unknown-linux-gnu.2.34\n"
    );
    assert_eq!(said.matches("and the function runs on").count(), 1, "{said}");
}

#[test]
fn nothing_is_built_for_an_account_that_is_not_reached() {
    let project = needs(&[("Connect", &rust("stacks", "x86_64"))]);
    let run = project.run(DEPLOY);
    ends(&run, 15, &["no AWS region"]);
    assert_eq!(project.builds(), 0);
}
