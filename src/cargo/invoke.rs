//! The call of cargo, and what it said that it built.

use std::{
    env,
    ffi::OsString,
    io::{self, BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use serde::Deserialize;

use super::{
    Binary, CargoError, Executable, Platform, Request, environment,
    members::{self, Target},
};
use crate::workspace::Workspace;

/// A crate that cargo compiled, or found compiled.
#[derive(Clone, Debug)]
pub(crate) struct Artifact {
    /// Cargo's identifier of the package: `path+file:///…#name@version` for one that lies in a folder.
    pub(crate) package: String,
    /// The package's manifest.
    pub(crate) manifest: PathBuf,
    /// `lib`, `bin`, `custom-build` and so on.
    pub(crate) kinds: Vec<String>,
    /// The target's name.
    pub(crate) target: String,
    /// What it was compiled to.
    pub(crate) files: Vec<PathBuf>,
    /// The binary among them.
    pub(crate) executable: Option<PathBuf>,
    /// When it was done, if this call compiled it.
    pub(crate) compiled: Option<Duration>,
}

impl Artifact {
    /// Whether the package lies in a folder where it can be edited, as opposed to one from a registry.
    pub(crate) fn is_local(&self) -> bool {
        self.package.starts_with("path+")
    }

    /// Whether it is this binary. An identifier without a name ends in the folder that bears it.
    fn is(&self, binary: &Binary) -> bool {
        let (place, version) = self.package.rsplit_once('#').unwrap_or((&self.package, ""));
        let folder = place.rsplit('/').next().unwrap_or_default();
        let name = version.split_once('@').map_or(folder, |(name, _)| name);
        self.executable.is_some() && name == binary.package && self.target == binary.name
    }
}

/// The cargo to call: the one that called us, or the one on the path.
pub(crate) fn program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// A command in the workspace's folder, without what a surrounding `cargo run` said about this program.
fn command(program: &OsString, workspace: &Workspace) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&workspace.root).stdin(Stdio::null());
    if workspace.is_apart {
        command.env("CARGO_TARGET_DIR", &workspace.target);
    }
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(environment::is_of_cargo_run) {
            command.env_remove(name);
        }
    }
    command
}

/// Builds; cargo's progress and the compiler's errors go to standard error.
pub(crate) fn build(workspace: &Workspace, request: &Request) -> Result<Vec<Artifact>, CargoError> {
    request.has_distinct_names()?;
    let (cargo, words) = Platform::call(request.platform.as_ref(), workspace);
    let start = |source| CargoError::Start {
        cargo: PathBuf::from(&cargo),
        source,
    };
    let began = Instant::now();
    let mut command = command(&cargo, workspace);
    command
        .args(words)
        .arg("--message-format=json-render-diagnostics")
        .args(["--profile", &request.profile])
        .stdout(Stdio::piped());
    for package in request.packages() {
        command.args(["--package", package]);
    }
    for binary in &request.binaries {
        command.args(["--bin", &binary.name]);
    }
    let read = |child: &mut Child| {
        let mut artifacts = Vec::new();
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines() {
                artifacts.extend(artifact(&line?, began.elapsed()));
            }
        }
        Ok((child.wait()?, artifacts))
    };
    let (status, artifacts) = workspace.children.run(command, read).map_err(start)?;
    if !status.success() {
        members::have(&members::members(workspace)?, request)?;
        has_library(workspace, request)?;
    }
    finished(status, request)?;
    Ok(artifacts)
}

/// Whether the toolchain has Rust's own library for the platform.
fn has_library(workspace: &Workspace, request: &Request) -> Result<(), CargoError> {
    let Some(platform) = &request.platform else {
        return Ok(());
    };
    let library = sysroot(workspace)?
        .join("lib/rustlib")
        .join(platform.triple)
        .join("lib");
    if library.is_dir() {
        Ok(())
    } else {
        Err(CargoError::NoTarget(platform.clone()))
    }
}

/// The folder of the toolchain that compiles here.
pub(crate) fn sysroot(workspace: &Workspace) -> Result<PathBuf, CargoError> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    Ok(output(&rustc, workspace, &["--print", "sysroot"])?
        .trim_end()
        .into())
}

/// What a program writes to standard output.
pub(super) fn output(
    program: &OsString,
    workspace: &Workspace,
    arguments: &[&str],
) -> Result<String, CargoError> {
    let mut command = command(program, workspace);
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let output = workspace
        .children
        .output(command)
        .map_err(|source| CargoError::Start {
            cargo: PathBuf::from(program),
            source,
        })?;
    String::from_utf8(output.stdout).map_err(|error| CargoError::Read(io::Error::other(error)))
}

/// Removes what was built of these packages, so that the next build compiles them whatever their files' times say.
pub(crate) fn clean(workspace: &Workspace, request: &Request, packages: &[String]) -> Result<(), CargoError> {
    let cargo = program();
    let mut command = command(&cargo, workspace);
    command.args(["clean", "--quiet", "--profile", &request.profile]);
    if let Some(platform) = &request.platform {
        command.args(["--target", platform.triple]);
    }
    for package in packages {
        command.args(["--package", package]);
    }
    let failed = |source| CargoError::Start {
        cargo: PathBuf::from(&cargo),
        source,
    };
    finished(workspace.children.status(command).map_err(failed)?, request)
}

fn finished(status: ExitStatus, request: &Request) -> Result<(), CargoError> {
    if status.success() {
        Ok(())
    } else {
        Err(CargoError::DoesNotCompile {
            package: request.label(),
            platform: request.platform.clone(),
        })
    }
}

/// The binaries of a request among the artifacts, in the order of the request.
pub(crate) fn executables(
    workspace: &Workspace,
    request: &Request,
    artifacts: &[Artifact],
) -> Result<Vec<Executable>, CargoError> {
    let moved = |binary: &Binary| request.platform.as_ref()?.place(workspace, &binary.name);
    let find = |binary: &Binary| {
        artifacts
            .iter()
            .find(|artifact| artifact.is(binary))
            .and_then(|artifact| artifact.executable.clone())
            .map(|path| Executable {
                binary: binary.clone(),
                path: moved(binary).unwrap_or(path),
            })
            .ok_or_else(|| CargoError::NoBinary {
                package: binary.package.clone(),
                binary: binary.name.clone(),
            })
    };
    request.binaries.iter().map(find).collect()
}

/// Reads one of cargo's messages, if it is about an artifact.
fn artifact(line: &str, now: Duration) -> Option<Artifact> {
    #[derive(Deserialize)]
    struct Message {
        reason: String,
        package_id: String,
        manifest_path: PathBuf,
        target: Target,
        filenames: Vec<PathBuf>,
        executable: Option<PathBuf>,
        fresh: bool,
    }
    let message: Message = serde_json::from_str(line).ok()?;
    (message.reason == "compiler-artifact").then_some(Artifact {
        package: message.package_id,
        manifest: message.manifest_path,
        kinds: message.target.kind,
        target: message.target.name,
        files: message.filenames,
        executable: message.executable,
        compiled: (!message.fresh).then_some(now),
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::cargo::Tool;

    const MESSAGE: &str = r#"{"reason":"compiler-artifact","package_id":"path+file:///w/stacks#0.1.0",
        "manifest_path":"/w/stacks/Cargo.toml","target":{"kind":["bin"],"crate_types":["bin"],"name":"stacks",
        "src_path":"/w/stacks/main.rs","edition":"2024"},"profile":{"opt_level":"0"},"features":[],
        "filenames":["/w/target/debug/stacks"],"executable":"/w/target/debug/stacks","fresh":true}"#;

    fn request(binary: &str) -> Request {
        Request::of_package("stacks", [binary], "dev")
    }

    fn workspace() -> Workspace {
        Workspace::at(Path::new("/w"))
    }

    #[test]
    fn an_artifact_is_read_and_its_binary_found() {
        let artifact = artifact(MESSAGE, Duration::ZERO).unwrap();
        assert!(artifact.is_local() && artifact.compiled.is_none());
        let found = executables(&workspace(), &request("stacks"), &[artifact]).unwrap();
        assert_eq!(found[0].path, PathBuf::from("/w/target/debug/stacks"));
    }

    #[test]
    fn a_binary_of_another_package_is_not_taken_for_it() {
        for (package, is_ours) in [
            ("path+file:///w/stacks#0.1.0", true),
            ("path+file:///w/infra#stacks@0.1.0", true),
            ("path+file:///w/stacks#infra@0.1.0", false),
            ("path+file:///w/infra#0.1.0", false),
        ] {
            let message = MESSAGE.replace("path+file:///w/stacks#0.1.0", package);
            let artifact = artifact(&message, Duration::ZERO).unwrap();
            assert_eq!(
                executables(&workspace(), &request("stacks"), &[artifact]).is_ok(),
                is_ours,
                "{package}"
            );
        }
    }

    #[test]
    fn a_platform_that_the_toolchain_does_not_know_names_the_command_that_installs_it() {
        let folder = tempfile::tempdir().unwrap();
        let request = Request {
            platform: Some(Platform {
                triple: "pdp11-unknown-linux-gnu",
                glibc: "2.34".to_owned(),
                tool: Tool::Cargo,
            }),
            ..request("stacks")
        };
        let error = has_library(&Workspace::at(folder.path()), &request).unwrap_err();
        assert_eq!(
            error.to_string(),
            "Rust's own library is not installed for pdp11-unknown-linux-gnu"
        );
        let hint = error.hint().unwrap();
        let begin = "`rustup target add pdp11-unknown-linux-gnu`, and for the linker `cargo install";
        assert!(hint.starts_with(begin), "{hint}");
    }

    #[test]
    fn other_messages_are_passed_over() {
        assert!(artifact(r#"{"reason":"build-finished","success":true}"#, Duration::ZERO).is_none());
        assert!(artifact("a program's own words", Duration::ZERO).is_none());
    }

    #[test]
    fn a_binary_that_cargo_did_not_name_is_an_error() {
        let error = executables(&workspace(), &request("stack"), &[]).unwrap_err();
        assert_eq!(error.to_string(), "package \"stacks\" has no binary \"stack\"");
    }
}
