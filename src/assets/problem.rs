//! Why assets cannot be deployed, and what to do.

use std::{collections::BTreeSet, error::Error as _, io, path::PathBuf};

use ::assets::{ElfError, PackError, Unfit, architecture::UnknownArchitecture};

use super::{job::Job, program::ProgramError};
use crate::{cargo::CargoError, report::Failure};

/// Why there are no zip files.
#[derive(Debug, thiserror::Error)]
pub(super) enum AssetsError {
    #[error(transparent)]
    Cargo(#[from] CargoError),
    #[error(transparent)]
    Architecture(#[from] UnknownArchitecture),
    #[error("cannot make {}", folder.display())]
    Folder { folder: PathBuf, source: io::Error },
    #[error("the code of these functions cannot be deployed:{}", lines(.0))]
    Refused(Vec<Refused>),
}

/// A job that failed.
#[derive(Debug)]
pub(super) struct Refused {
    /// What was to be made.
    pub(super) job: Job,
    /// All that is wrong with it.
    pub(super) problems: Vec<Problem>,
}

/// What is wrong with an asset.
#[derive(Debug, thiserror::Error)]
pub(super) enum Problem {
    #[error(transparent)]
    Program(#[from] ProgramError),
    #[error("{}", with_cause(.0))]
    Pack(#[from] PackError),
}

impl From<AssetsError> for Failure {
    fn from(error: AssetsError) -> Self {
        let hints = match &error {
            AssetsError::Refused(refused) => hints(refused),
            AssetsError::Folder { .. } => vec!["the target folder has to be writable".to_owned()],
            AssetsError::Architecture(_) | AssetsError::Cargo(_) => Vec::new(),
        };
        match error {
            AssetsError::Cargo(error) => error.into(),
            other => hints.into_iter().fold(Self::new(other), Self::hint),
        }
    }
}

/// Each hint once, however many functions it helps.
fn hints(refused: &[Refused]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let all = refused
        .iter()
        .flat_map(|refused| refused.problems.iter().filter_map(Problem::hint));
    all.filter(|hint| seen.insert(hint.clone())).collect()
}

impl Problem {
    fn hint(&self) -> Option<String> {
        match self {
            Self::Program(error) => error.hint(),
            Self::Pack(PackError::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => Some(
                "paths of code are relative to the folder of the workspace's Cargo.toml; what another tool builds has to \
                 be built first"
                    .to_owned(),
            ),
            Self::Pack(PackError::Write { folder, source }) if source.kind() == io::ErrorKind::StorageFull => {
                Some(format!(
                    "the disk is full: `cargo clean` makes room, and nothing in {} is needed",
                    folder.display()
                ))
            }
            Self::Pack(PackError::Unpackable { .. }) => Some(
                "put the files themselves into the folder, as `cp -RL FROM TO` copies what links lead to".to_owned(),
            ),
            Self::Pack(PackError::TooLarge { .. }) => {
                Some("leave out what the function does not read, or fetch it from a bucket when it starts".to_owned())
            }
            Self::Pack(_) => None,
        }
    }
}

impl ProgramError {
    fn hint(&self) -> Option<String> {
        match self {
            Self::Unfit { unfit, .. } => unfit_hint(unfit),
            Self::NotExecutable(_) => {
                Some("`chmod +x bootstrap`, in a zip file before it is made".to_owned())
            }
            Self::NoBootstrap(_) => Some(
                "a program for a custom runtime has to be called `bootstrap`; others name their runtime"
                    .to_owned(),
            ),
            Self::Unreadable {
                source: ElfError::NotElf | ElfError::OtherKind,
                ..
            } => Some(
                "build it for Linux: `cargo build --target aarch64-unknown-linux-gnu`, or x86_64".to_owned(),
            ),
            Self::Unreadable { .. } => None,
        }
    }
}

fn unfit_hint(unfit: &Unfit) -> Option<String> {
    match unfit {
        Unfit::Glibc { .. } => Some(
            "`cargo install --locked cargo-zigbuild` and `pip3 install ziglang`: it links against the older glibc and is \
             taken as soon as it is on the path; what is built outside takes the target `aarch64-unknown-linux-gnu.2.34` \
             there, or `aarch64-unknown-linux-musl`, which needs no glibc"
                .to_owned(),
        ),
        Unfit::Machine { expected, .. } => Some(format!(
            "build it for {}, or give the function the other `architecture`",
            expected.target()
        )),
        Unfit::Loader { .. } => {
            Some("link it statically (`-C target-feature=+crt-static`), or against glibc".to_owned())
        }
        _ => None,
    }
}

/// Who cannot be deployed, where that was declared, and all that is wrong.
fn lines(refused: &[Refused]) -> String {
    let line = |Refused { job, problems }: &Refused| {
        let users: Vec<String> = job
            .users
            .iter()
            .map(|user| match &user.origin {
                Some(origin) => format!("{} ({origin})", user.asset.resource),
                None => user.asset.resource.clone(),
            })
            .collect();
        let problems = problems
            .iter()
            .map(|problem| format!("\n    {}", problem.to_string().replace('\n', "\n    ")));
        format!(
            "\n  {}, {}:{}",
            users.join(", "),
            job.name(),
            problems.collect::<String>()
        )
    };
    refused.iter().map(line).collect()
}

/// One line for an error and its cause; several of them stand under one head.
fn with_cause(error: &PackError) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Problem {
        Problem::Pack(PackError::Write {
            folder: "target/gatewright/assets".into(),
            source: io::ErrorKind::StorageFull.into(),
        })
    }

    #[test]
    fn a_full_disk_says_how_to_make_room() {
        let hint = full().hint().unwrap();
        assert!(
            hint.contains("`cargo clean`") && hint.contains("target/gatewright/assets"),
            "{hint}"
        );
    }

    #[test]
    fn a_hint_that_helps_several_functions_is_told_once() {
        let job = Job {
            source: cfn::AssetSource::Path {
                path: "dist".to_owned(),
            },
            runs: crate::assets::job::Runs::Interpreter,
            users: Vec::new(),
        };
        let refused = |problems| Refused {
            job: job.clone(),
            problems,
        };
        let all = [refused(vec![full(), full()]), refused(vec![full()])];
        assert_eq!(hints(&all).len(), 1);
    }
}
