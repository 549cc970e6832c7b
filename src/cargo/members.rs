//! What the workspace has, as `cargo metadata` tells it.

use std::{io, path::PathBuf};

use serde::Deserialize;

use super::{Binary, CargoError, Request, invoke};
use crate::workspace::Workspace;

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

/// A target of a package, as cargo calls what it makes of one.
#[derive(Debug, Deserialize)]
pub(super) struct Target {
    pub(super) kind: Vec<String>,
    pub(super) name: String,
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
    let said = invoke::output(
        &invoke::program(),
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

/// Whether the workspace has what is asked for. Of one that cargo cannot read nobody knows; cargo has said why.
pub(super) fn have(members: &[Member], request: &Request) -> Result<(), CargoError> {
    if members.is_empty() {
        return Ok(());
    }
    for Binary { package, name } in &request.binaries {
        let Some(member) = members.iter().find(|member| member.name == *package) else {
            let package = package.clone();
            return Err(CargoError::NoPackage { package });
        };
        let mut binaries = member.targets.iter().filter(|target| target.is_binary());
        if !binaries.any(|target| target.name == *name) {
            return Err(CargoError::NoBinary {
                package: package.clone(),
                binary: name.clone(),
            });
        }
    }
    Ok(())
}
