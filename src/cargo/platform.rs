//! What binaries are to run on, and the tool that builds them for it.

use std::{
    env,
    ffi::{OsStr, OsString},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use super::invoke;
use crate::workspace::Workspace;

/// A machine with its system, and how binaries for it are built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Platform {
    /// The triple that rustc knows it by.
    pub(crate) triple: &'static str,
    /// The newest glibc that binaries may need, for tools that can see to it.
    pub(crate) glibc: String,
    /// What builds.
    pub(crate) tool: Tool,
}

/// What builds for another machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    /// Cargo by itself. It links with what the machine has, against the machine's glibc.
    Cargo,
    /// `cargo zigbuild`: links with zig, against a glibc of any version.
    Zigbuild(PathBuf),
    /// `cargo lambda`, which does the same.
    CargoLambda(PathBuf),
}

impl Tool {
    /// The best one on a search path such as `PATH`.
    pub(crate) fn find(path: &OsStr) -> Self {
        None.or_else(|| Some(Self::Zigbuild(find("cargo-zigbuild", path)?)))
            .or_else(|| Some(Self::CargoLambda(find("cargo-lambda", path)?)))
            .unwrap_or(Self::Cargo)
    }

    /// What people call it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Cargo => "cargo",
            Self::Zigbuild(_) => "cargo-zigbuild",
            Self::CargoLambda(_) => "cargo-lambda",
        }
    }

    /// The program, where it is not cargo.
    pub(super) fn program(&self) -> Option<&Path> {
        match self {
            Self::Cargo => None,
            Self::Zigbuild(program) | Self::CargoLambda(program) => Some(program),
        }
    }

    fn verb(&self) -> &'static [&'static str] {
        match self {
            Self::Cargo => &["build"],
            Self::Zigbuild(_) => &["zigbuild"],
            Self::CargoLambda(_) => &["lambda", "build"],
        }
    }
}

impl Platform {
    /// Whether it is another kind of machine than this one.
    pub(crate) fn is_foreign(&self) -> bool {
        let arch = self.triple.split('-').next();
        env::consts::OS != "linux" || arch != Some(env::consts::ARCH)
    }

    /// The program to call and the words that begin the call, up to the target.
    pub(super) fn call(platform: Option<&Self>, workspace: &Workspace) -> (OsString, Vec<OsString>) {
        let Some(platform) = platform else {
            return (invoke::program(), vec!["build".into()]);
        };
        let program = platform.tool.program();
        let mut words: Vec<OsString> = platform.tool.verb().iter().map(Into::into).collect();
        words.push("--target".into());
        words.push(match platform.tool {
            Tool::Cargo => platform.triple.into(),
            Tool::Zigbuild(_) | Tool::CargoLambda(_) => {
                format!("{}.{}", platform.triple, platform.glibc).into()
            }
        });
        if let Some(folder) = platform.moved(workspace) {
            words.extend(["--lambda-dir".into(), folder.into()]);
        }
        (program.map_or_else(invoke::program, Into::into), words)
    }

    /// Where a binary lies, if it is not where cargo says.
    pub(super) fn place(&self, workspace: &Workspace, binary: &str) -> Option<PathBuf> {
        Some(self.moved(workspace)?.join(binary).join("bootstrap"))
    }

    /// The folder to which cargo-lambda moves what it built. By itself it takes one for all processors.
    fn moved(&self, workspace: &Workspace) -> Option<PathBuf> {
        let is_moved = matches!(self.tool, Tool::CargoLambda(_));
        is_moved.then(|| workspace.target.join(self.triple).join("lambda"))
    }
}

/// A program on a search path.
fn find(program: &str, path: &OsStr) -> Option<PathBuf> {
    env::split_paths(path)
        .map(|folder| folder.join(program))
        .find(|candidate| {
            let metadata = candidate.metadata();
            metadata.is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
        })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder(programs: &[(&str, u32)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (program, mode) in programs {
            let path = folder.path().join(program);
            fs::write(&path, "#!/bin/sh\n").unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(*mode)).unwrap();
        }
        folder
    }

    fn platform(tool: Tool) -> Platform {
        Platform {
            triple: "aarch64-unknown-linux-gnu",
            glibc: "2.34".to_owned(),
            tool,
        }
    }

    fn workspace() -> Workspace {
        Workspace {
            target: "/w/target".into(),
            ..Workspace::at(Path::new("/w"))
        }
    }

    fn words(tool: Tool) -> Vec<OsString> {
        Platform::call(Some(&platform(tool)), &workspace()).1
    }

    #[test]
    fn the_best_tool_on_the_path_is_taken() {
        let both = folder(&[("cargo-zigbuild", 0o755), ("cargo-lambda", 0o755)]);
        let lambda = folder(&[("cargo-zigbuild", 0o644), ("cargo-lambda", 0o755)]);
        let none = folder(&[]);
        let found = |folder: &tempfile::TempDir| Tool::find(folder.path().as_os_str());
        assert_eq!(found(&both), Tool::Zigbuild(both.path().join("cargo-zigbuild")));
        assert_eq!(
            found(&lambda),
            Tool::CargoLambda(lambda.path().join("cargo-lambda"))
        );
        assert_eq!(found(&none), Tool::Cargo);
        let path = env::join_paths([none.path(), lambda.path(), both.path()]).unwrap();
        assert_eq!(
            Tool::find(&path),
            Tool::Zigbuild(both.path().join("cargo-zigbuild"))
        );
    }

    #[test]
    fn each_tool_is_called_by_its_verb_and_told_what_it_can_see_to() {
        assert_eq!(
            words(Tool::Cargo),
            ["build", "--target", "aarch64-unknown-linux-gnu"]
        );
        assert_eq!(
            words(Tool::Zigbuild("z".into())),
            ["zigbuild", "--target", "aarch64-unknown-linux-gnu.2.34"]
        );
        assert_eq!(
            words(Tool::CargoLambda("l".into())),
            [
                "lambda",
                "build",
                "--target",
                "aarch64-unknown-linux-gnu.2.34",
                "--lambda-dir",
                "/w/target/aarch64-unknown-linux-gnu/lambda"
            ]
        );
    }

    #[test]
    fn what_cargo_lambda_moved_is_found_and_what_others_built_lies_where_they_say() {
        assert_eq!(platform(Tool::Cargo).place(&workspace(), "connect"), None);
        assert_eq!(
            platform(Tool::CargoLambda("l".into())).place(&workspace(), "connect"),
            Some("/w/target/aarch64-unknown-linux-gnu/lambda/connect/bootstrap".into())
        );
    }
}
