//! `gatewright.toml`: what a project says once, so that nobody types it again.

use std::{fs, io, path::Path, path::PathBuf};

use serde::Deserialize;

use super::App;
use crate::report::Failure;

/// The file's name; it lies beside the workspace's `Cargo.toml`.
pub(super) const FILE: &str = "gatewright.toml";

/// What the file may say. All of it can be left out.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// What writes the assembly.
    pub(super) app: Option<App>,
    /// The stage that is meant when a command names none.
    pub(super) stage: Option<String>,
    /// The cargo profile.
    pub(super) profile: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    app: Option<String>,
    stage: Option<String>,
    profile: Option<String>,
}

/// Why the file cannot be taken.
#[derive(Debug, thiserror::Error)]
enum SettingsError {
    #[error("cannot read {}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{} is not understood", path.display())]
    Malformed {
        path: PathBuf,
        source: Box<toml::de::Error>,
    },
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        let malformed = matches!(error, SettingsError::Malformed { .. });
        let failure = Failure::new(error);
        if malformed {
            failure.hint("it knows `app`, `stage` and `profile`, each with a text")
        } else {
            failure
        }
    }
}

impl Settings {
    /// Reads the file; where there is none, nothing is said.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(Self::parse(path, &text)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(SettingsError::Unreadable {
                path: path.to_owned(),
                source,
            }
            .into()),
        }
    }

    fn parse(path: &Path, text: &str) -> Result<Self, SettingsError> {
        let malformed = |source| SettingsError::Malformed {
            path: path.to_owned(),
            source: Box::new(source),
        };
        let File { app, stage, profile } = toml::from_str(text).map_err(malformed)?;
        let base = path.parent().unwrap_or(Path::new(""));
        let app = app.map(|text| {
            let Ok(app) = text.parse::<App>();
            app.relative_to(base)
        });
        Ok(Self { app, stage, profile })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings, SettingsError> {
        Settings::parse(Path::new("/project/gatewright.toml"), text)
    }

    #[test]
    fn everything_can_be_said_and_everything_left_out() {
        let settings = parse("app = \"infra:synth\"\nstage = \"beta\"\nprofile = \"release\"\n").unwrap();
        assert_eq!(settings.app, Some("infra:synth".parse().unwrap()));
        assert_eq!(
            (settings.stage.as_deref(), settings.profile.as_deref()),
            (Some("beta"), Some("release"))
        );
        let settings = parse("# nothing yet\n").unwrap();
        assert!(settings.app.is_none() && settings.stage.is_none() && settings.profile.is_none());
    }

    #[test]
    fn what_is_not_known_is_an_error_with_its_line() {
        for (text, expected) in [
            ("stage = \"dev\"\nstages = 1\n", "line 2"),
            ("app = 7\n", "line 1"),
            ("app = \n", "line 1"),
        ] {
            let SettingsError::Malformed { source, .. } = parse(text).unwrap_err() else {
                panic!("{text}");
            };
            assert!(source.to_string().contains(expected), "{source}");
        }
    }
}
