//! The one door to binaries of the workspace: they come from the last build if a stamp proves that nothing changed,
//! and from cargo otherwise.

use std::{
    collections::BTreeSet,
    env,
    ffi::OsStr,
    fmt::Display,
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{
    CargoError, Executable, Platform, Request, environment,
    inputs::{self, Doubt},
    invoke::{self, Artifact},
    stamp::{Change, Stamp, Time},
};
use crate::{ui, workspace::Workspace};

/// Stamps of other environments (another terminal, an editor) that are kept.
const KEPT: usize = 8;

/// Binaries.
#[derive(Debug)]
pub(crate) struct Built {
    /// In the order of the request.
    pub(crate) executables: Vec<Executable>,
    /// The binaries that were compiled just now, and when each was done.
    pub(crate) compiled: Vec<(String, Duration)>,
    /// The folders in which a change can matter; none when there is doubt, and then every folder can.
    pub(crate) folders: BTreeSet<PathBuf>,
}

/// Builds the binaries of a request, or finds that they are built.
pub(crate) fn build(workspace: &Workspace, request: &Request) -> Result<Built, CargoError> {
    let state = workspace.state();
    let written = |source| CargoError::State {
        path: state.clone(),
        source,
    };
    workspace.make_state().map_err(written)?;
    let path = stamp_path(workspace, request);
    let previous = Stamp::load(&path);
    let changes = previous.as_ref().map(Stamp::changes).unwrap_or_default();
    if let Some(stamp) = previous {
        if changes.is_empty() {
            return Ok(Built {
                folders: stamp.folders(&workspace.root),
                executables: stamp.executables,
                compiled: Vec::new(),
            });
        }
        explain(request, &changes);
        if changes.iter().any(|change| change.backdated) {
            invoke::clean(workspace, request, &stamp.packages)?;
        }
    }
    let mut call = Call::of_cargo(workspace, request)?;
    if let Err(Doubt::Backdated(path)) = &call.stamp {
        ui::detail(format_args!(
            "all is compiled again: {} is not what was",
            path.display()
        ));
        invoke::clean(workspace, request, &call.local_packages())?;
        call = Call::of_cargo(workspace, request)?;
    }
    let Call {
        artifacts,
        executables,
        stamp,
    } = call;
    let again = |why: &dyn Display| ui::detail(format_args!("cargo will be called next time, too: {why}"));
    let folders = match stamp {
        Ok(stamp) => {
            if let Err(error) = stamp.store(&path).and_then(|()| forget_old_ones(&path)) {
                again(&error);
            }
            stamp.folders(&workspace.root)
        }
        Err(doubt) => {
            again(&doubt);
            BTreeSet::new()
        }
    };
    let compiled = artifacts
        .iter()
        .filter(|artifact| artifact.executable.is_some())
        .filter_map(|artifact| Some((artifact.target.clone(), artifact.compiled?)))
        .collect();
    Ok(Built {
        executables,
        compiled,
        folders,
    })
}

/// What cargo built, and a stamp of it where there is no doubt.
struct Call {
    artifacts: Vec<Artifact>,
    executables: Vec<Executable>,
    stamp: Result<Stamp, Doubt>,
}

impl Call {
    fn of_cargo(workspace: &Workspace, request: &Request) -> Result<Self, CargoError> {
        let path = workspace.state();
        let started = now(&path).map_err(|source| CargoError::State { path, source })?;
        let platform = request.platform.as_ref();
        let surroundings = inputs::surroundings(&workspace.root, platform);
        let artifacts = invoke::build(workspace, request)?;
        let executables = invoke::executables(workspace, request, &artifacts)?;
        let stamp = surroundings.and_then(|surroundings| {
            inputs::stamp(
                workspace,
                platform,
                started,
                surroundings,
                &artifacts,
                &executables,
            )
        });
        Ok(Self {
            artifacts,
            executables,
            stamp,
        })
    }

    /// The packages that can change.
    fn local_packages(&self) -> Vec<String> {
        let local = self.artifacts.iter().filter(|artifact| artifact.is_local());
        let packages: BTreeSet<String> = local.map(|artifact| artifact.package.clone()).collect();
        packages.into_iter().collect()
    }
}

/// Says why cargo is called.
fn explain(request: &Request, changes: &[Change]) {
    for change in changes {
        ui::detail(format_args!(
            "cargo is called for {}: {} changed{}",
            request.label(),
            change.path.display(),
            if change.backdated {
                " and kept an old time"
            } else {
                ""
            }
        ));
    }
}

/// One stamp per request, workspace and environment: a build under other flags does not spoil the stamp of this one.
fn stamp_path(workspace: &Workspace, request: &Request) -> PathBuf {
    let mut variables = environment::relevant(env::vars_os());
    let mut add = |name: &str, value: &OsStr| variables.insert(name.into(), value.to_owned());
    // A blank cannot stand in the name of a variable that a shell sets.
    add("the workspace", workspace.root.as_os_str());
    add("the profile", request.profile.as_ref());
    let binaries: Vec<&str> = request
        .binaries
        .iter()
        .map(|binary| binary.name.as_str())
        .collect();
    add("the binaries", binaries.join(" ").as_ref());
    if let Some(platform) = &request.platform {
        let (tool, words) = Platform::call(Some(platform), workspace);
        add("the tool", &tool);
        add("the platform", &words.join(OsStr::new(" ")));
    }
    let fingerprint = environment::fingerprint(&variables);
    workspace
        .state()
        .join(format!("{}-{fingerprint}.stamp.json", request.label()))
}

/// The time by the clock of the file system that the build writes to: other clocks are ahead of it or behind.
fn now(state: &Path) -> io::Result<Time> {
    let marker = state.join(format!("started.{}", std::process::id()));
    fs::write(&marker, "")?;
    let time = Time::changed(&fs::metadata(&marker)?);
    fs::remove_file(&marker)?;
    Ok(time)
}

/// Removes all but the youngest stamps of the package.
fn forget_old_ones(latest: &Path) -> io::Result<()> {
    let (Some(folder), Some(name)) = (latest.parent(), latest.file_name().and_then(|name| name.to_str()))
    else {
        return Ok(());
    };
    let package = name.rsplit_once('-').map_or(name, |(package, _)| package);
    let mut stamps = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let of_package = entry
            .file_name()
            .to_str()
            .and_then(|name| name.strip_suffix(".stamp.json")?.rsplit_once('-'))
            .is_some_and(|(of, _)| of == package);
        if of_package {
            stamps.push((Time::modified(&entry.metadata()?), entry.path()));
        }
    }
    stamps.sort();
    stamps.reverse();
    stamps
        .into_iter()
        .skip(KEPT)
        .try_for_each(|(_, path)| fs::remove_file(path))
}
