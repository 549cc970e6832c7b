//! Another revision of the project, as git has it.
//!
//! It lies in a work tree of its own below the target folder, with a target folder of its own, so that the next
//! comparison builds only what differs.

use std::{
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{project::Project, report::Failure, workspace::Workspace};

/// Why there is no such revision.
#[derive(Debug, thiserror::Error)]
enum RevisionError {
    #[error("cannot run git")]
    Start(#[source] io::Error),
    #[error("git knows no revision {0:?} here")]
    Unknown(String),
    #[error("git cannot make a work tree of {revision:?}: {reason}")]
    Refused { revision: String, reason: String },
}

impl From<RevisionError> for Failure {
    fn from(error: RevisionError) -> Self {
        let unknown = matches!(error, RevisionError::Unknown(_));
        let failure = Failure::new(error);
        if unknown {
            failure.hint("a branch of another clone has to be fetched first: `git fetch origin main`, then `origin/main`")
        } else {
            failure
        }
    }
}

/// The project as it was in a revision.
pub(crate) fn checked_out(project: &Project, revision: &str) -> Result<Project, Failure> {
    let root = &project.workspace.root;
    let top = PathBuf::from(
        git(root, &["rev-parse", "--show-toplevel"]).map_err(|error| unknown(error, revision))?,
    );
    let commit = git(
        root,
        &["rev-parse", "--verify", &format!("{revision}^{{commit}}")],
    )
    .map_err(|error| unknown(error, revision))?;
    let place = project.workspace.state().join("revision");
    let tree = place.join("tree");
    let refused = |error| match error {
        Said::Start(source) => RevisionError::Start(source),
        Said::No(reason) => RevisionError::Refused {
            revision: revision.to_owned(),
            reason,
        },
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
    let inside = root.strip_prefix(&top).unwrap_or(Path::new(""));
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

fn unknown(said: Said, revision: &str) -> RevisionError {
    match said {
        Said::Start(source) => RevisionError::Start(source),
        Said::No(_) => RevisionError::Unknown(revision.to_owned()),
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
