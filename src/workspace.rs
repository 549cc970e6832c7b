//! Where the sources are: the cargo workspace around a folder, and its target folder.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use crate::{cargo::Children, report::Failure};

/// A cargo workspace.
#[derive(Clone, Debug)]
pub(crate) struct Workspace {
    /// The folder of the workspace's manifest.
    pub(crate) root: PathBuf,
    /// The folder for what this program keeps between runs.
    pub(crate) target: PathBuf,
    /// Whether cargo has to be told that folder, because it would take another one.
    pub(crate) is_apart: bool,
    /// The processes that work on it.
    pub(crate) children: Children,
}

/// Why no workspace was found.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WorkspaceError {
    #[error("no cargo workspace in {} or in a folder above it", .0.display())]
    NotFound(PathBuf),
    #[error("cannot read {}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
}

impl From<WorkspaceError> for Failure {
    fn from(error: WorkspaceError) -> Self {
        let missing = matches!(error, WorkspaceError::NotFound(_));
        let failure = Failure::new(error);
        if missing {
            failure.hint("run in the folder of a Gatewright workspace, or name it with `--manifest-dir DIR`")
        } else {
            failure
        }
    }
}

impl Workspace {
    /// The workspace that holds `folder`, or the current folder; a package outside of any is one by itself.
    pub(crate) fn find(folder: Option<&Path>) -> Result<Self, WorkspaceError> {
        let given = folder.unwrap_or(Path::new("."));
        let start = fs::canonicalize(given).map_err(|source| WorkspaceError::Unreadable {
            path: given.to_owned(),
            source,
        })?;
        let mut package = None;
        for candidate in start.ancestors() {
            let manifest = candidate.join("Cargo.toml");
            match fs::read_to_string(&manifest) {
                Ok(text) if declares_workspace(&text) => return Ok(Self::at(candidate)),
                Ok(_) => {
                    package.get_or_insert(candidate);
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(source) => {
                    return Err(WorkspaceError::Unreadable {
                        path: manifest,
                        source,
                    });
                }
            }
        }
        package.map(Self::at).ok_or(WorkspaceError::NotFound(start))
    }

    /// The workspace of this folder.
    pub(crate) fn at(root: &Path) -> Self {
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
        Self {
            root: root.to_owned(),
            target: root.join(target),
            is_apart: false,
            children: Children::default(),
        }
    }

    /// The folder that the stacks program writes.
    pub(crate) fn assembly(&self) -> PathBuf {
        self.target.join("assembly")
    }

    /// The folder for stamps and locks of this program.
    pub(crate) fn state(&self) -> PathBuf {
        self.target.join("gatewright")
    }

    /// Makes that folder. A target folder that cargo has not made gets the mark of build outputs that cargo's has:
    /// without it, what is built would pass for a change of the sources.
    pub(crate) fn make_state(&self) -> io::Result<()> {
        fs::create_dir_all(self.state())?;
        let mark = self.target.join("CACHEDIR.TAG");
        if mark.exists() {
            return Ok(());
        }
        fs::write(mark, "Signature: 8a477f597d28d172789f06886806bc55\n")
    }
}

fn declares_workspace(manifest: &str) -> bool {
    manifest
        .lines()
        .map(str::trim_start)
        .any(|line| line.starts_with("[workspace]") || line.starts_with("[workspace."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_is_the_nearest_manifest_that_declares_one() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        fs::write(folder.path().join("Cargo.toml"), "[package]\n[workspace]\n").unwrap();
        fs::write(
            folder.path().join("a/Cargo.toml"),
            "[package]\n# [workspace] is above\n",
        )
        .unwrap();
        let found = Workspace::find(Some(&inner)).unwrap();
        assert_eq!(found.root, fs::canonicalize(folder.path()).unwrap());
        assert!(found.state().ends_with("gatewright"));
    }

    #[test]
    fn a_target_folder_that_cargo_did_not_make_is_marked_as_build_output() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace {
            target: folder.path().join("target"),
            ..Workspace::at(folder.path())
        };
        workspace.make_state().unwrap();
        let mark = fs::read_to_string(workspace.target.join("CACHEDIR.TAG")).unwrap();
        assert!(mark.starts_with("Signature: "));
        assert!(workspace.state().is_dir());
        workspace.make_state().unwrap();
    }

    #[test]
    fn a_package_outside_of_any_workspace_is_one() {
        let folder = tempfile::tempdir().unwrap();
        let package = folder.path().join("alone");
        fs::create_dir_all(package.join("src")).unwrap();
        fs::write(package.join("Cargo.toml"), "[package]\n").unwrap();
        let found = Workspace::find(Some(&package.join("src"))).unwrap();
        assert_eq!(found.root, fs::canonicalize(&package).unwrap());
    }

    #[test]
    fn a_folder_outside_of_any_workspace_says_so() {
        let error = Workspace::find(Some(Path::new("/"))).unwrap_err();
        assert!(matches!(error, WorkspaceError::NotFound(_)), "{error}");
    }

    #[test]
    fn an_inherited_table_declares_a_workspace_too() {
        assert!(declares_workspace("[workspace.package]\nversion = \"1\"\n"));
        assert!(!declares_workspace("version.workspace = true\n"));
    }
}
