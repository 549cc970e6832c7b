//! Why there is no binary.

use std::{io, path::PathBuf};

use super::{Platform, Tool};
use crate::{exit_code, report::Failure};

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
    #[error("the packages {} both have a binary {binary:?}, and cargo builds them to one file", packages.join(" and "))]
    SameName { binary: String, packages: [String; 2] },
    #[error("Rust's own library is not installed for {}", .0.triple)]
    NoTarget(Platform),
    /// The compiler or cargo has said why on standard error.
    #[error("{package} does not compile{}", for_platform(platform.as_ref()))]
    DoesNotCompile {
        package: String,
        platform: Option<Platform>,
    },
    #[error("cannot write {}", path.display())]
    State { path: PathBuf, source: io::Error },
}

fn for_platform(platform: Option<&Platform>) -> String {
    platform.map_or_else(String::new, |platform| format!(" for {}", platform.triple))
}

impl From<CargoError> for Failure {
    fn from(error: CargoError) -> Self {
        let hint = error.hint();
        let failure = match error {
            CargoError::DoesNotCompile { .. } => Self::new(error).code(exit_code::DOES_NOT_COMPILE),
            other => Self::new(other),
        };
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

/// What links for other machines, and how it is installed.
const ZIGBUILD: &str = "`cargo install --locked cargo-zigbuild` and `pip3 install ziglang`";

/// Whether this machine's linker is asked to link for another kind of machine, which it seldom can.
fn lacks_linker(platform: &Platform) -> bool {
    platform.tool == Tool::Cargo && platform.is_foreign()
}

impl CargoError {
    pub(super) fn hint(&self) -> Option<String> {
        match self {
            Self::NoPackage { .. } | Self::NoBinary { .. } => Some(
                "what writes the assembly is `app = \"PACKAGE:BINARY\"` in gatewright.toml, or `--app`; functions name \
                 their package and binary in the stack"
                    .to_owned(),
            ),
            Self::SameName { .. } => {
                Some("give one of them another name, in `[[bin]]` of its Cargo.toml and in the stack".to_owned())
            }
            Self::Start { .. } => {
                Some("install Rust from https://rustup.rs, or name cargo in the variable CARGO".to_owned())
            }
            Self::NoTarget(platform) if lacks_linker(platform) => Some(format!(
                "`rustup target add {}`, and for the linker {ZIGBUILD}",
                platform.triple
            )),
            Self::NoTarget(platform) => Some(format!("`rustup target add {}`", platform.triple)),
            Self::DoesNotCompile {
                platform: Some(platform),
                ..
            } if lacks_linker(platform) => Some(format!(
                "if it is the linker that failed: this machine's cannot link for {}; {ZIGBUILD} bring one that can, and \
                 are taken as soon as they are on the path",
                platform.triple
            )),
            Self::DoesNotCompile { .. } | Self::Read(_) | Self::State { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(triple: &'static str, tool: Tool) -> CargoError {
        CargoError::DoesNotCompile {
            package: "lambdas".to_owned(),
            platform: Some(Platform {
                triple,
                glibc: "2.34".to_owned(),
                tool,
            }),
        }
    }

    #[test]
    fn a_linker_for_another_machine_is_named_where_one_may_be_missing() {
        let foreign = "pdp11-unknown-linux-gnu";
        let hint = failed(foreign, Tool::Cargo).hint().unwrap();
        assert!(
            hint.contains("cargo install --locked cargo-zigbuild") && hint.contains(foreign),
            "{hint}"
        );
        assert_eq!(
            failed(foreign, Tool::Zigbuild("cargo-zigbuild".into())).hint(),
            None
        );
        assert_eq!(
            failed(foreign, Tool::Cargo).to_string(),
            format!("lambdas does not compile for {foreign}")
        );
    }
}
