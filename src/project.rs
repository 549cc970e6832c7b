//! What is worked on: a workspace, what writes its assembly, and what `gatewright.toml` says.

mod app;
mod settings;

pub(crate) use app::App;

use crate::{
    cargo::Children,
    cli::Build,
    project::settings::{FILE, Settings},
    report::Failure,
    workspace::Workspace,
};

/// The stage that is meant when nobody names one.
const DEFAULT_STAGE: &str = "dev";

/// A project.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    /// Where functions are built.
    pub(crate) workspace: Workspace,
    /// What writes the assembly.
    pub(crate) app: App,
    /// The cargo profile.
    pub(crate) profile: String,
    /// The stage that is meant when a command names none.
    pub(crate) stage: String,
}

impl Project {
    /// The project of the command line: what it names comes first, then `gatewright.toml`, then what is usual.
    pub(crate) fn open(build: &Build) -> Result<Self, Failure> {
        let named = build.app.clone();
        let found = Workspace::find(build.manifest_dir.as_deref());
        let workspace = match (found, &named) {
            (Ok(workspace), _) => workspace,
            // A folder that holds an assembly needs no workspace around it.
            (Err(_), Some(App::Folder(folder))) => Workspace::at(folder),
            (Err(error), _) => return Err(error.into()),
        };
        let settings = Settings::read(&workspace.root.join(FILE))?;
        let profile = build.profile.clone().or(settings.profile);
        Ok(Self {
            app: named.or(settings.app).unwrap_or_default(),
            profile: profile.unwrap_or_else(|| "dev".to_owned()),
            stage: settings.stage.unwrap_or_else(|| DEFAULT_STAGE.to_owned()),
            workspace,
        })
    }

    /// Signals end its processes, see [`Children::supervised`].
    pub(crate) fn supervised(self) -> Self {
        let workspace = Workspace {
            children: Children::supervised(),
            ..self.workspace
        };
        Self { workspace, ..self }
    }
}
