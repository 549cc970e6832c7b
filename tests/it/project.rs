//! Projects that are not this repository: `gatewright.toml`, `--app`, and packages without a workspace.

use std::fs;

use crate::support::project::Project;

/// A project whose program is the binary `synth` of the package `infra`.
fn with_other_names() -> Project {
    let project = Project::new();
    let program = fs::read_to_string(project.path("stacks/src/main.rs")).unwrap();
    fs::remove_dir_all(project.path("stacks")).unwrap();
    project.write(
        "infra/Cargo.toml",
        "[package]\nname = \"infra\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[[bin]]\nname = \"synth\"\npath = \"main.rs\"\n",
    );
    project.write("infra/main.rs", &program);
    project.write("infra/words.rs", "pub const WORDS: &str = \"words\";\n");
    project.write("infra/note.txt", "note\n");
    project.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"infra\"]\n",
    );
    project
}

#[test]
fn the_app_comes_from_the_command_line_or_from_the_file() {
    let project = with_other_names();
    let named = project.run(&["synth", "--app", "infra:synth"]).data();
    assert!(named.contains("words note dev"), "{named}");

    project.write("gatewright.toml", "app = \"infra:synth\"\nstage = \"prod\"\n");
    let run = project.run(&["synth"]);
    assert!(
        run.stderr
            .contains("stack chat-prod of stage prod; `--stage` chooses another"),
        "{}",
        run.stderr
    );
    assert!(run.data().contains("words note prod"));
    let chosen = project.run(&["synth", "--stage", "dev"]).data();
    assert_eq!(chosen, named);
}

#[test]
fn an_app_that_is_not_there_says_where_its_name_stands() {
    let project = with_other_names();
    for (arguments, expected) in [
        (&["synth"][..], "error: the workspace has no package \"stacks\"\n"),
        (
            &["synth", "--app", "infra:nobody"],
            "error: package \"infra\" has no binary \"nobody\"\n",
        ),
    ] {
        let run = project.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{}", run.stderr);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert!(
            run.stderr
                .contains("hint: what writes the assembly is `app = \"PACKAGE:BINARY\"` in gatewright.toml"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn an_assembly_that_stands_already_needs_neither_cargo_nor_a_workspace() {
    let project = Project::new();
    let expected = project.run(&["synth", "--stage", "staging"]).data();
    project.builds();
    fs::rename(project.path("target/assembly"), project.path("out")).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let folder = project.path("out").into_os_string().into_string().unwrap();
    let run = project
        .command(&["synth", "--stage", "staging", "--app", &folder])
        .current_dir(elsewhere.path())
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(run.stdout).unwrap(),
        expected,
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    assert_eq!(project.builds(), 0);

    let run = project.run(&["list", "--app", "./nothing"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("cannot read ./nothing/manifest.json"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_file_that_is_not_understood_is_an_error_with_its_line() {
    let project = Project::new();
    project.write("gatewright.toml", "stage = \"dev\"\nstgae = \"prod\"\n");
    let run = project.run(&["synth"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(
        run.stderr.contains("gatewright.toml is not understood"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("unknown field `stgae`"), "{}", run.stderr);
    assert!(run.stderr.contains("line 2"), "{}", run.stderr);
    assert!(
        run.stderr.contains("hint: it knows `app`, `stage` and `profile`"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_package_without_a_workspace_is_a_project() {
    let project = with_other_names();
    fs::remove_file(project.path("Cargo.toml")).unwrap();
    project.write("infra/gatewright.toml", "app = \"infra:synth\"\n");
    let run = project.run(&["synth", "--manifest-dir", "infra"]);
    assert!(run.data().contains("words note dev"));
}
