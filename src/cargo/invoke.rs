//! The call of cargo, and what it said that it built.

use std::{
    env,
    ffi::OsString,
    io::{self, BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use super::environment;
use crate::{exit_code, report::Failure, workspace::Workspace};

/// What to build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// The package.
    pub(crate) package: String,
    /// Its binaries.
    pub(crate) binaries: Vec<String>,
    /// The cargo profile.
    pub(crate) profile: String,
}

/// A binary that was built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Executable {
    /// The binary target's name.
    pub(crate) name: String,
    /// Where it lies.
    pub(crate) path: PathBuf,
}

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
}

/// Why there is no binary.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CargoError {
    #[error("cannot run {}", cargo.display())]
    Start { cargo: PathBuf, source: io::Error },
    #[error("cannot read what cargo says")]
    Read(#[source] io::Error),
    #[error("the workspace has no package {package:?}")]
    NoPackage { package: String },
    #[error("package {package:?} has no binary {binary:?}")]
    NoBinary { package: String, binary: String },
    /// The compiler or cargo has said why on standard error.
    #[error("{package} does not compile")]
    DoesNotCompile { package: String },
    #[error("cannot write {}", path.display())]
    State { path: PathBuf, source: io::Error },
}

impl From<CargoError> for Failure {
    fn from(error: CargoError) -> Self {
        match error {
            CargoError::DoesNotCompile { .. } => Failure::new(error).code(exit_code::DOES_NOT_COMPILE),
            CargoError::NoPackage { .. } | CargoError::NoBinary { .. } => Failure::new(error).hint(
                "what writes the assembly is `app = \"PACKAGE:BINARY\"` in gatewright.toml, or `--app`; functions name \
                 their package and binary in the stack",
            ),
            CargoError::Start { .. } => Failure::new(error)
                .hint("install Rust from https://rustup.rs, or name cargo in the variable CARGO"),
            other => Failure::new(other),
        }
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
    let cargo = program();
    let start = |source| CargoError::Start {
        cargo: PathBuf::from(&cargo),
        source,
    };
    let began = Instant::now();
    let mut command = command(&cargo, workspace);
    command
        .args(["build", "--message-format=json-render-diagnostics"])
        .args(["--package", &request.package])
        .args(["--profile", &request.profile])
        .stdout(Stdio::piped());
    for binary in &request.binaries {
        command.args(["--bin", binary]);
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
        request.is_possible(&members(workspace)?)?;
    }
    finished(status, request)?;
    Ok(artifacts)
}

impl Request {
    /// Whether the workspace has what is asked for. Of one that cargo cannot read nobody knows; cargo has said why.
    fn is_possible(&self, members: &[Member]) -> Result<(), CargoError> {
        if members.is_empty() {
            return Ok(());
        }
        let Some(member) = members.iter().find(|member| member.name == self.package) else {
            return Err(CargoError::NoPackage {
                package: self.package.clone(),
            });
        };
        let has = |binary: &String| {
            let mut binaries = member.targets.iter().filter(|target| target.is_binary());
            binaries.any(|target| target.name == *binary)
        };
        match self.binaries.iter().find(|binary| !has(binary)) {
            None => Ok(()),
            Some(binary) => Err(CargoError::NoBinary {
                package: self.package.clone(),
                binary: binary.clone(),
            }),
        }
    }
}

/// A member of the workspace.
#[derive(Debug, Deserialize)]
pub(crate) struct Member {
    /// The package's name.
    name: String,
    /// What cargo makes of it.
    targets: Vec<Target>,
    /// Its manifest.
    pub(crate) manifest_path: PathBuf,
}

/// A target of a package.
#[derive(Debug, Deserialize)]
struct Target {
    kind: Vec<String>,
    name: String,
}

impl Target {
    fn is_binary(&self) -> bool {
        self.kind.iter().any(|kind| kind == "bin")
    }
}

/// The workspace's members; none where cargo cannot read the workspace.
///
/// All of them, not only those of the build: a dependency of any member can move a version in the lock file.
pub(crate) fn members(workspace: &Workspace) -> Result<Vec<Member>, CargoError> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Member>,
    }
    let said = output(
        &program(),
        workspace,
        &["metadata", "--no-deps", "--offline", "--format-version=1"],
    )?;
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let metadata: Metadata =
        serde_json::from_str(&said).map_err(|error| CargoError::Read(io::Error::other(error)))?;
    Ok(metadata.packages)
}

/// The folder of the toolchain that compiles here.
pub(crate) fn sysroot(workspace: &Workspace) -> Result<PathBuf, CargoError> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    Ok(output(&rustc, workspace, &["--print", "sysroot"])?
        .trim_end()
        .into())
}

/// What a program writes to standard output.
fn output(program: &OsString, workspace: &Workspace, arguments: &[&str]) -> Result<String, CargoError> {
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
            package: request.package.clone(),
        })
    }
}

/// The binaries of a request among the artifacts, in the order of the request.
pub(crate) fn executables(request: &Request, artifacts: &[Artifact]) -> Result<Vec<Executable>, CargoError> {
    let find = |binary: &String| {
        artifacts
            .iter()
            .filter(|artifact| artifact.target == *binary)
            .find_map(|artifact| artifact.executable.clone())
            .map(|path| Executable {
                name: binary.clone(),
                path,
            })
            .ok_or_else(|| CargoError::NoBinary {
                package: request.package.clone(),
                binary: binary.clone(),
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
    use super::*;

    const MESSAGE: &str = r#"{"reason":"compiler-artifact","package_id":"path+file:///w/stacks#0.1.0",
        "manifest_path":"/w/stacks/Cargo.toml","target":{"kind":["bin"],"crate_types":["bin"],"name":"stacks",
        "src_path":"/w/stacks/main.rs","edition":"2024"},"profile":{"opt_level":"0"},"features":[],
        "filenames":["/w/target/debug/stacks"],"executable":"/w/target/debug/stacks","fresh":true}"#;

    fn request(binary: &str) -> Request {
        Request {
            package: "stacks".to_owned(),
            binaries: vec![binary.to_owned()],
            profile: "dev".to_owned(),
        }
    }

    #[test]
    fn an_artifact_is_read_and_its_binary_found() {
        let artifact = artifact(MESSAGE, Duration::ZERO).unwrap();
        assert!(artifact.is_local() && artifact.compiled.is_none());
        let found = executables(&request("stacks"), &[artifact]).unwrap();
        assert_eq!(found[0].path, PathBuf::from("/w/target/debug/stacks"));
    }

    #[test]
    fn other_messages_are_passed_over() {
        assert!(artifact(r#"{"reason":"build-finished","success":true}"#, Duration::ZERO).is_none());
        assert!(artifact("a program's own words", Duration::ZERO).is_none());
    }

    #[test]
    fn a_binary_that_cargo_did_not_name_is_an_error() {
        let error = executables(&request("stack"), &[]).unwrap_err();
        assert_eq!(error.to_string(), "package \"stacks\" has no binary \"stack\"");
    }
}
