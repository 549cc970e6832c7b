//! Where the schemas come from.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// Prints the version of the package and the folder of its schemas, without the second that importing it takes.
const LOCATE: &str = "\
import importlib.metadata, importlib.util, os
print(importlib.metadata.version('cfn-lint'))
print(os.path.join(os.path.dirname(importlib.util.find_spec('cfnlint').origin), 'data', 'schemas'))";

/// Names the one version that the exceptions are written for.
const REQUIREMENTS: &str = include_str!("../../../../tests/smoke/requirements.txt");

/// The region whose list of types is read: the one where every type exists.
const REGION: &str = "us-east-1";

/// The schemas of one installation of cfn-lint.
pub(super) struct Schemas {
    folder: PathBuf,
    index: Value,
}

#[derive(Debug, thiserror::Error)]
pub(super) enum SourceError {
    #[error(
        "`{python}` has no cfn-lint {version}; \
         hint: python3 -m venv .venv && .venv/bin/pip install -r tests/smoke/requirements.txt"
    )]
    Absent { python: String, version: String },
    #[error("cannot read the schema {path}: {reason}")]
    Unreadable { path: PathBuf, reason: String },
    #[error("the registry knows no type {0}")]
    UnknownType(String),
}

impl Schemas {
    /// Asks the interpreter where the package keeps its schemas.
    pub(super) fn find() -> Result<Self, SourceError> {
        let python = interpreter();
        let version = pinned_version();
        let folder = locate(&python, version).ok_or_else(|| SourceError::Absent {
            python: python.display().to_string(),
            version: version.to_owned(),
        })?;
        let index = read(&folder.join(format!("providers/{REGION}.json")))?;
        Ok(Self { folder, index })
    }

    /// The names of all types.
    pub(super) fn types(&self) -> impl Iterator<Item = &str> {
        self.index
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
    }

    /// The schema of a type: the index names a file by the hash of its content.
    pub(super) fn load(&self, cfn_type: &str) -> Result<Value, SourceError> {
        let name = self.index[cfn_type]
            .as_str()
            .ok_or_else(|| SourceError::UnknownType(cfn_type.to_owned()))?;
        read(&self.folder.join(format!("resources/{name}.json")))
    }
}

fn interpreter() -> PathBuf {
    if let Some(path) = env::var_os("GATEWRIGHT_CFN_LINT") {
        return path.into();
    }
    let local = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.venv/bin/python");
    if local.exists() { local } else { "python3".into() }
}

fn pinned_version() -> &'static str {
    REQUIREMENTS
        .lines()
        .find_map(|line| line.strip_prefix("cfn-lint=="))
        .unwrap_or_default()
}

/// The folder of the schemas, if the interpreter has the package in this version.
fn locate(python: &Path, version: &str) -> Option<PathBuf> {
    let output = Command::new(python).args(["-c", LOCATE]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (found, folder) = text.trim().split_once('\n')?;
    (found == version).then(|| PathBuf::from(folder))
}

fn read(path: &Path) -> Result<Value, SourceError> {
    let unreadable = |reason: String| SourceError::Unreadable {
        path: path.to_owned(),
        reason,
    };
    let text = fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))
}
