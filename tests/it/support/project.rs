//! A small workspace with a stacks program of its own. It depends on nothing, so it compiles in a second.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

use super::gatewright;

/// Writes three stages; the dev stage's description is the text of `note.txt` and of `words.rs`.
const PROGRAM: &str = r##"
mod words;

fn main() {
    let folder = std::env::args().nth(1).expect("the folder");
    std::fs::create_dir_all(&folder).unwrap();
    println!("a stray print of the program");
    let mut stacks = Vec::new();
    for stage in ["dev", "staging", "prod"] {
        let description = format!("{} {} {stage}", words::WORDS, include_str!("note.txt").trim());
        let template = format!(
            r#"{{"AWSTemplateFormatVersion":"2010-09-09","Description":"{description}",
                "Resources":{{"Queue":{{"Type":"AWS::SQS::Queue"}}}}}}"#
        );
        let file = format!("chat-{stage}.template.json");
        std::fs::write(format!("{folder}/{file}"), template).unwrap();
        stacks.push(format!(
            r#"{{"name":"chat-{stage}","stage":"{stage}","template":"{file}","assets":[],"origins":{{}}}}"#
        ));
    }
    let manifest = format!(r#"{{"version":1,"app":"test","stacks":[{}]}}"#, stacks.join(","));
    std::fs::write(format!("{folder}/manifest.json"), manifest).unwrap();
}
"##;

/// Passes every call on to cargo and writes down the first word of each.
const COUNTING_CARGO: &str = "#!/bin/sh\necho \"$1\" >>\"$CALLS\"\nexec \"$REAL_CARGO\" \"$@\"\n";

/// The manifest of a package.
pub(crate) fn manifest(package: &str) -> String {
    format!("[package]\nname = \"{package}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n")
}

/// A workspace that is removed when this is dropped.
pub(crate) struct Project {
    folder: TempDir,
    /// Beside the workspace, so that nothing appears in it that a test did not put there.
    aside: TempDir,
}

impl Project {
    /// A workspace with the package `stacks`.
    pub(crate) fn new() -> Self {
        let project = Self {
            folder: tempfile::tempdir().unwrap(),
            aside: tempfile::tempdir().unwrap(),
        };
        project.write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"stacks\", \"more/*\"]\n",
        );
        project.write("stacks/Cargo.toml", &manifest("stacks"));
        project.write("stacks/src/main.rs", PROGRAM);
        project.write("stacks/src/words.rs", "pub const WORDS: &str = \"words\";\n");
        project.write("stacks/src/note.txt", "note\n");
        // A pattern must match something.
        project.write("more/base/Cargo.toml", &manifest("base"));
        project.write("more/base/src/lib.rs", "");
        let cargo = project.aside.path().join("cargo");
        fs::write(&cargo, COUNTING_CARGO).unwrap();
        fs::set_permissions(cargo, fs::Permissions::from_mode(0o755)).unwrap();
        project
    }

    /// A path inside it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, name: &str, contents: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }

    /// The program in this workspace, with a cargo that is counted.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = gatewright();
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("CARGO", self.aside.path().join("cargo"))
            .env("REAL_CARGO", env!("CARGO"))
            .env("CALLS", self.aside.path().join("calls"))
            .env("CARGO_TARGET_DIR", self.path("target"));
        command
    }

    /// Runs it to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// How often cargo has been called to build since the last time this was asked.
    pub(crate) fn builds(&self) -> usize {
        let calls = self.aside.path().join("calls");
        let text = fs::read_to_string(&calls).unwrap_or_default();
        let _ = fs::remove_file(calls);
        text.lines().filter(|call| *call == "build").count()
    }

    /// Where it lies.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }
}

/// How the program ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// How it ended.
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// It ended with this code.
    #[track_caller]
    pub(crate) fn ended(&self, code: u8) {
        assert_eq!(self.code, Some(i32::from(code)), "{}{}", self.stdout, self.stderr);
    }

    /// It said all of this to people.
    #[track_caller]
    pub(crate) fn says(&self, parts: &[&str]) {
        for part in parts {
            assert!(self.stderr.contains(part), "no {part:?} in:\n{}", self.stderr);
        }
    }

    /// What it wrote to standard output, if it worked.
    #[track_caller]
    pub(crate) fn data(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.stderr);
        self.stdout
    }
}
