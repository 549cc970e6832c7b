//! `gatewright new`: what it makes is a project.

use std::{fs, path::Path, process::Command};

use crate::support::gatewright;

/// Cargo's answer to whether manifests and sources fit together, without building what is behind them.
fn metadata(project: &Path) -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(project)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn new(folder: &Path, arguments: &[&str]) -> std::process::Output {
    gatewright()
        .arg("new")
        .arg(folder)
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn every_template_is_a_workspace_with_stacks_and_functions() {
    let here = tempfile::tempdir().unwrap();
    for template in ["echo", "chat"] {
        let folder = here.path().join(format!("my-{template}"));
        let output = new(&folder, &["--template", template]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(output.stdout.is_empty(), "standard output carries data only");
        let packages = metadata(&folder)["packages"].as_array().unwrap().clone();
        let names: Vec<&str> = packages
            .iter()
            .filter_map(|package| package["name"].as_str())
            .collect();
        assert!(
            names.contains(&"stacks") && names.contains(&"lambdas"),
            "{names:?}"
        );
    }
}

#[test]
fn the_echo_synthesizes_and_passes_its_check() {
    let here = tempfile::tempdir().unwrap();
    let folder = here.path().join("orders");
    assert!(new(&folder, &[]).status.success());
    let run = |arguments: &[&str]| {
        // The crates of this repository are compiled for it already, in the same folder.
        let output = gatewright()
            .args(arguments)
            .current_dir(&folder)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    };
    let template = run(&["synth", "--stage", "prod"]);
    assert!(template.contains("Name: orders-prod"), "{template}");
    let findings: serde_json::Value = serde_json::from_str(&run(&["check", "--format", "json"])).unwrap();
    for finding in findings.as_array().unwrap() {
        assert_eq!(finding["severity"], "info", "{finding}");
    }
}

#[test]
fn a_name_that_is_none_and_a_folder_that_is_taken_are_refused() {
    let here = tempfile::tempdir().unwrap();
    let output = new(&here.path().join("My_Project"), &[]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        stderr.contains("\"My_Project\" cannot name a project"),
        "{stderr}"
    );

    let taken = here.path().join("taken");
    fs::create_dir(&taken).unwrap();
    fs::write(taken.join("mine"), "").unwrap();
    let output = new(&taken, &[]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(stderr.contains("is there already and is not empty"), "{stderr}");
    assert!(stderr.contains("hint: choose another name"), "{stderr}");

    let output = new(&here.path().join("orders"), &["--library", "/nowhere"]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        stderr.contains("/nowhere is no checkout of Gatewright"),
        "{stderr}"
    );
}
