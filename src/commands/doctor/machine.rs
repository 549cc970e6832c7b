//! This machine: the program, the project, and what builds functions.

use std::{collections::BTreeSet, env, path::PathBuf, process::Command};

use assets::Architecture;
use cfn::AssetSource;

use super::Line;
use crate::{
    assembly,
    cargo::{self, Tool},
    cli::Build,
    project::Project,
};

pub(super) fn examine(build: &Build) -> Vec<Line> {
    let project = Project::open(build).ok();
    let program = format!(
        "gatewright {}, {} on {}",
        env!("CARGO_PKG_VERSION"),
        env::consts::OS,
        env::consts::ARCH
    );
    let mut lines = vec![Line::ok("program", program), of_project(project.as_ref())];
    lines.push(of_cargo());
    lines.extend(targets(&needed(project.as_ref())));
    lines
}

fn of_project(project: Option<&Project>) -> Line {
    match project {
        Some(project) => Line::ok("project", project.workspace.root.display().to_string()),
        None => Line::skipped("project", "none here; `--manifest-dir DIR` names one"),
    }
}

fn of_cargo() -> Line {
    match said_by(cargo::program(), "--version") {
        Some(version) => Line::ok("cargo", version),
        None => Line::failed("cargo", "cannot be started").hint(Some(
            "install Rust from https://rustup.rs, or name cargo in the variable CARGO".to_owned(),
        )),
    }
}

/// The machines that the functions of the last assembly are for; arm64, which is usual, where there is none.
fn needed(project: Option<&Project>) -> BTreeSet<&'static str> {
    let written = project.and_then(|project| assembly::written(&project.workspace).ok());
    let assets = written
        .iter()
        .flat_map(|manifest| &manifest.stacks)
        .flat_map(|stack| &stack.assets);
    let architectures = assets.filter_map(|asset| match &asset.source {
        AssetSource::Rust { architecture, .. } => architecture.parse::<Architecture>().ok(),
        AssetSource::Path { .. } => None,
    });
    let triples: BTreeSet<&str> = architectures.map(Architecture::target).collect();
    if triples.is_empty() {
        BTreeSet::from([Architecture::Arm64.target()])
    } else {
        triples
    }
}

/// Whether functions can be built for these machines.
fn targets(triples: &BTreeSet<&'static str>) -> Vec<Line> {
    let Some(sysroot) = said_by("rustc", "--print=sysroot").map(PathBuf::from) else {
        return vec![Line::skipped("target", "there is no rustc to ask")];
    };
    let tool = Tool::find(&env::var_os("PATH").unwrap_or_default());
    let mut lines: Vec<Line> = triples
        .iter()
        .map(|triple| {
            if sysroot.join("lib/rustlib").join(triple).exists() {
                Line::ok("target", *triple)
            } else {
                Line::failed("target", format!("{triple} is not installed"))
                    .hint(Some(format!("`rustup target add {triple}`")))
            }
        })
        .collect();
    lines.push(match tool {
        Tool::Cargo => Line::note(
            "linker",
            "cargo alone: binaries need the glibc of this machine, and Lambda has 2.34",
        )
        .hint(Some(
            "`cargo install --locked cargo-zigbuild` and `pip3 install ziglang`".to_owned(),
        )),
        tool => Line::ok("linker", tool.name()),
    });
    lines
}

/// The first line that a program says; none where it cannot be started or fails.
fn said_by(program: impl AsRef<std::ffi::OsStr>, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let line = text.lines().next()?.trim().to_owned();
    output.status.success().then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_that_nobody_installed_says_how() {
        let lines = targets(&BTreeSet::from(["made-up-triple"]));
        assert_eq!(lines[0].state, super::super::State::Failed);
        assert_eq!(
            lines[0].hint.as_deref(),
            Some("`rustup target add made-up-triple`")
        );
    }

    #[test]
    fn without_a_project_the_usual_machine_is_looked_for() {
        assert_eq!(needed(None), BTreeSet::from(["aarch64-unknown-linux-gnu"]));
    }

    #[test]
    fn a_program_that_is_not_there_says_nothing() {
        assert_eq!(said_by("no-such-program-anywhere", "--version"), None);
    }
}
