//! Another revision of the project, as git has it.
//!
//! It lies in a work tree of its own below the target folder, with a target folder of its own, so that the next
//! comparison builds only what differs.

use std::{
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{
    project::{App, Project},
    report::Failure,
    workspace::Workspace,
};

/// Why there is no such revision.
#[derive(Debug, thiserror::Error)]
enum RevisionError {
    #[error("cannot run git")]
    Start(#[source] io::Error),
    #[error("git finds no repository in {}: {reason}", folder.display())]
    NoRepository { folder: PathBuf, reason: String },
    #[error("{} holds an assembly that is written already; it has no revisions", .0.display())]
    Written(PathBuf),
    #[error("git knows no revision {0:?} here")]
    Unknown(String),
    #[error("git cannot make a work tree of {revision:?}: {reason}")]
    Refused { revision: String, reason: String },
}

impl From<RevisionError> for Failure {
    fn from(error: RevisionError) -> Self {
        let hint = match &error {
            RevisionError::Start(_) | RevisionError::NoRepository { .. } | RevisionError::Written(_) => {
                "`--against FILE` compares with a template and needs no git"
            }
            RevisionError::Unknown(_) => {
                "a branch of another clone has to be fetched first: `git fetch origin main`, then `origin/main`; a shallow \
                 clone has no other revision: `git fetch --unshallow`"
            }
            RevisionError::Refused { .. } => {
                "`git worktree list` shows the work trees, `git worktree prune` forgets those that are gone"
            }
        };
        Failure::new(error).hint(hint)
    }
}

/// The project as it was in a revision.
pub(crate) fn checked_out(project: &Project, revision: &str) -> Result<Project, Failure> {
    if let App::Folder(folder) = &project.app {
        return Err(RevisionError::Written(folder.clone()).into());
    }
    let root = &project.workspace.root;
    let top = git(root, &["rev-parse", "--show-toplevel"]).map_err(|said| {
        said.or(|reason| RevisionError::NoRepository {
            folder: root.clone(),
            reason,
        })
    })?;
    let verified = format!("{revision}^{{commit}}");
    let commit = git(root, &["rev-parse", "--verify", "--quiet", &verified])
        .map_err(|said| said.or(|_| RevisionError::Unknown(revision.to_owned())))?;
    let place = project.workspace.state().join("revision");
    let tree = place.join("tree");
    let refused = |said: Said| {
        said.or(|reason| RevisionError::Refused {
            revision: revision.to_owned(),
            reason,
        })
    };
    let path = tree.display().to_string();
    if tree.join(".git").exists() {
        git(&tree, &["checkout", "--quiet", "--force", "--detach", &commit]).map_err(refused)?;
    } else {
        git(root, &["worktree", "prune"]).map_err(refused)?;
        git(
            root,
            &[
                "worktree", "add", "--quiet", "--force", "--detach", &path, &commit,
            ],
        )
        .map_err(refused)?;
    }
    // The workspace may be a folder of the repository.
    let inside = root.strip_prefix(Path::new(&top)).unwrap_or(Path::new(""));
    Ok(Project {
        workspace: Workspace {
            root: tree.join(inside),
            target: place.join("target"),
            is_apart: true,
            children: project.workspace.children.clone(),
        },
        ..project.clone()
    })
}

/// What git said instead of an answer.
enum Said {
    Start(io::Error),
    No(String),
}

impl Said {
    fn or(self, no: impl FnOnce(String) -> RevisionError) -> RevisionError {
        match self {
            Self::Start(source) => RevisionError::Start(source),
            Self::No(reason) => no(reason),
        }
    }
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, Said> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .map_err(Said::Start)?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
    } else {
        Err(Said::No(
            String::from_utf8_lossy(&output.stderr).trim_end().to_owned(),
        ))
    }
}
