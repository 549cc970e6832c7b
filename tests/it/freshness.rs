//! Cargo is spared when nothing changed, and never when something did.

use std::{
    fs::{self, File},
    os::unix::fs::symlink,
    path::Path,
    process::Command,
    time::{Duration, SystemTime},
};

use crate::support::project::{Project, manifest};

/// A project that has been built and has its stamp.
fn built() -> Project {
    let project = Project::new();
    assert!(synth(&project).contains("words note dev"));
    settle(&project);
    project
}

fn synth(project: &Project) -> String {
    project.run(&["synth"]).data()
}

/// Runs until cargo is no longer called: a file that is as young as the build is in doubt for one more call.
fn settle(project: &Project) {
    project.builds();
    for _ in 0..10 {
        synth(project);
        if project.builds() == 0 {
            return;
        }
    }
    panic!("cargo is called again and again");
}

/// Cargo was called once, and then no more.
#[track_caller]
fn noticed(project: &Project) {
    assert_eq!(project.builds(), 1, "the change went unnoticed");
    settle(project);
}

fn age(path: &Path, time: SystemTime) {
    File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_modified(time)
        .unwrap();
}

#[test]
fn without_a_change_cargo_is_not_called() {
    let project = built();
    for arguments in [
        &["synth"][..],
        &["list"],
        &["synth", "--stage", "prod", "--format", "json"],
    ] {
        project.run(arguments).data();
    }
    assert_eq!(project.builds(), 0);
}

#[test]
fn an_edit_shows_even_when_size_and_time_stay() {
    let project = built();
    let words = project.path("stacks/src/words.rs");
    let time = fs::metadata(&words).unwrap().modified().unwrap();
    project.write("stacks/src/words.rs", "pub const WORDS: &str = \"sword\";\n");
    age(&words, time);
    assert!(synth(&project).contains("sword note dev"));
    noticed(&project);
}

#[test]
fn an_older_file_that_is_moved_over_a_newer_one_shows() {
    let project = built();
    project.write("old.txt", "older\n");
    age(
        &project.path("old.txt"),
        SystemTime::now() - Duration::from_hours(1),
    );
    fs::rename(project.path("old.txt"), project.path("stacks/src/note.txt")).unwrap();
    assert!(synth(&project).contains("words older dev"));
    noticed(&project);
}

#[test]
fn a_link_that_leads_elsewhere_shows() {
    let project = Project::new();
    for (name, text) in [("one.txt", "one"), ("two.txt", "two")] {
        project.write(name, text);
        age(&project.path(name), SystemTime::now() - Duration::from_hours(1));
    }
    let note = project.path("stacks/src/note.txt");
    fs::remove_file(&note).unwrap();
    symlink(project.path("one.txt"), &note).unwrap();
    assert!(synth(&project).contains("words one dev"));
    settle(&project);
    fs::remove_file(&note).unwrap();
    symlink(project.path("two.txt"), &note).unwrap();
    assert!(synth(&project).contains("words two dev"));
}

#[test]
fn a_removed_binary_is_built_again() {
    let project = built();
    fs::remove_file(project.path("target/debug/stacks")).unwrap();
    assert!(synth(&project).contains("words note dev"));
    noticed(&project);
}

#[test]
fn a_binary_that_somebody_else_built_is_not_taken_for_ours() {
    let project = built();
    fs::write(project.path("target/debug/stacks"), "#!/bin/sh\nexit 0\n").unwrap();
    project.run(&["synth"]);
    assert_eq!(project.builds(), 1);
}

#[test]
fn everything_else_that_can_matter_calls_cargo() {
    let project = built();
    let changes: &[(&str, &dyn Fn())] = &[
        ("a new module file", &|| project.write("stacks/src/more.rs", "")),
        ("a renamed file", &|| {
            fs::rename(
                project.path("stacks/src/more.rs"),
                project.path("stacks/src/less.rs"),
            )
            .unwrap();
        }),
        ("a removed file", &|| {
            fs::remove_file(project.path("stacks/src/less.rs")).unwrap();
        }),
        ("the package's manifest", &|| {
            let path = project.path("stacks/Cargo.toml");
            let text = fs::read_to_string(&path).unwrap() + "[dependencies]\n";
            fs::write(path, text).unwrap();
        }),
        ("the workspace's manifest", &|| {
            project.write(
                "Cargo.toml",
                "[workspace]\nresolver = \"3\"\nmembers = [\"stacks\", \"more/*\"]\n[profile.dev]\n",
            );
        }),
        ("the lock file", &|| {
            let path = project.path("Cargo.lock");
            let text = fs::read_to_string(&path).unwrap() + "\n";
            fs::write(path, text).unwrap();
        }),
        ("a configuration that appears", &|| {
            project.write(".cargo/config.toml", "[build]\nrustflags = [\"--cfg=new\"]\n");
        }),
        ("a configuration that changes", &|| {
            project.write(".cargo/config.toml", "[build]\nrustflags = [\"--cfg=newer\"]\n");
        }),
        ("a configuration that goes", &|| {
            fs::remove_file(project.path(".cargo/config.toml")).unwrap();
        }),
    ];
    for (what, change) in changes {
        change();
        synth(&project);
        assert_eq!(project.builds(), 1, "{what} went unnoticed");
        settle(&project);
    }
}

#[test]
fn another_environment_calls_cargo_and_both_are_remembered() {
    let project = built();
    let flagged = || {
        let status = project
            .command(&["synth"])
            .env("RUSTFLAGS", "--cfg=new")
            .output()
            .unwrap()
            .status;
        assert!(status.success());
        project.builds()
    };
    assert_eq!(flagged(), 1);
    synth(&project);
    assert!(project.builds() <= 1);
    settle(&project);
}

#[test]
fn a_toolchain_file_that_appears_calls_cargo() {
    let project = built();
    let toolchain = concat!(env!("CARGO_MANIFEST_DIR"), "/rust-toolchain.toml");
    project.write("rust-toolchain.toml", &fs::read_to_string(toolchain).unwrap());
    synth(&project);
    noticed(&project);
}

#[test]
fn a_new_member_calls_cargo() {
    let project = built();
    project.write("more/one/src/lib.rs", "");
    project.write("more/one/Cargo.toml", &manifest("one"));
    synth(&project);
    noticed(&project);
}

#[test]
fn what_is_built_in_the_folder_of_a_package_is_no_change_of_it() {
    let project = Project::new();
    project.write("Cargo.toml", &(manifest("stacks") + "[workspace]\n"));
    fs::rename(project.path("stacks/src"), project.path("src")).unwrap();
    assert!(synth(&project).contains("words note dev"));
    settle(&project);
}

#[test]
fn a_build_script_leaves_the_decision_to_cargo() {
    let project = built();
    project.write("stacks/build.rs", "fn main() {}\n");
    for _ in 0..3 {
        synth(&project);
        assert_eq!(project.builds(), 1);
    }
}

#[test]
fn a_failed_build_leaves_nothing_to_trust() {
    let project = built();
    project.write("stacks/src/words.rs", "nonsense");
    for _ in 0..2 {
        assert_eq!(project.run(&["synth"]).code, Some(3));
        assert_eq!(project.builds(), 1);
    }
}

/// What cargo alone would say to a file that is older than the build.
fn build_without_us(project: &Project) {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "stacks"])
        .current_dir(project.root())
        .env("CARGO_TARGET_DIR", project.path("target"))
        .status()
        .unwrap();
    assert!(status.success());
}

#[test]
fn an_old_file_that_comes_back_after_somebody_elses_build_shows() {
    let project = built();
    let words = project.path("stacks/src/words.rs");
    fs::rename(&words, project.path("words.old")).unwrap();
    project.write("stacks/src/words.rs", "pub const WORDS: &str = \"newer\";\n");
    build_without_us(&project);
    fs::rename(project.path("words.old"), &words).unwrap();
    assert!(synth(&project).contains("words note dev"));
    settle(&project);
}

#[test]
fn an_old_file_after_a_build_that_left_no_stamp_shows() {
    let project = Project::new();
    project.write("old.txt", "older\n");
    age(
        &project.path("old.txt"),
        SystemTime::now() - Duration::from_hours(1),
    );
    build_without_us(&project);
    fs::rename(project.path("old.txt"), project.path("stacks/src/note.txt")).unwrap();
    assert!(synth(&project).contains("words older dev"));
    settle(&project);
}

#[test]
fn the_manifest_of_another_workspace_that_a_dependency_inherits_from_calls_cargo() {
    let elsewhere = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = elsewhere.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let workspace = |edition| {
        format!("[workspace]\nmembers = [\"words\"]\n[workspace.package]\nedition = \"{edition}\"\n")
    };
    write("Cargo.toml", &workspace("2021"));
    write(
        "words/Cargo.toml",
        "[package]\nname = \"words\"\nversion = \"0.1.0\"\nedition.workspace = true\n",
    );
    write("words/src/lib.rs", "");
    let project = Project::new();
    let manifest = fs::read_to_string(project.path("stacks/Cargo.toml")).unwrap();
    let path = elsewhere.path().join("words");
    let dependency = format!("{manifest}[dependencies]\nwords = {{ path = {path:?} }}\n");
    project.write("stacks/Cargo.toml", &dependency);
    synth(&project);
    settle(&project);
    write("Cargo.toml", &workspace("2024"));
    synth(&project);
    noticed(&project);
}
