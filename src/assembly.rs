//! Builds and runs the program that writes the assembly, and reads the folder that it wrote.

mod select;

use std::{
    collections::BTreeSet,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
};

use cfn::{Manifest, StackEntry, Template, assembly, read::ReadError};

pub(crate) use select::{Selection, SelectionError, is_called, select, select_all, stacks_of};

use crate::{
    cargo::{self, CargoError, Request},
    exit_code,
    project::{App, Project},
    report::Failure,
    ui,
    workspace::Workspace,
};

/// The stacks of a project.
#[derive(Debug)]
pub(crate) struct Assembly {
    folder: PathBuf,
    manifest: Manifest,
    /// The folders in which a change can make another assembly; none when there is doubt, and then every folder can.
    watched: BTreeSet<PathBuf>,
    /// Nobody else writes the folder while this lives, where it is ours.
    lock: Option<File>,
}

/// Why there is no assembly.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AssemblyError {
    #[error(transparent)]
    Cargo(#[from] CargoError),
    #[error("cannot run {}", program.display())]
    Start { program: PathBuf, source: io::Error },
    /// The program has said why on standard error.
    #[error("the stacks program refused its stacks ({status})")]
    Refused { status: ExitStatus },
    #[error("cannot read {}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{} is no assembly", path.display())]
    Malformed {
        path: PathBuf,
        source: serde_json::Error,
    },
    #[error("{} is no template", path.display())]
    Template { path: PathBuf, source: ReadError },
    #[error("{} has version {found}, this program reads {}", path.display(), assembly::VERSION)]
    Version { path: PathBuf, found: u32 },
}

impl From<AssemblyError> for Failure {
    fn from(error: AssemblyError) -> Self {
        match error {
            AssemblyError::Cargo(error) => error.into(),
            AssemblyError::Refused { .. } => Failure::new(error).code(exit_code::FINDINGS),
            AssemblyError::Version { .. } => Failure::new(error)
                .hint("build this program and the stacks from the same version of Gatewright"),
            AssemblyError::Unreadable { .. }
            | AssemblyError::Malformed { .. }
            | AssemblyError::Template { .. } => Failure::new(error).hint(
                "an assembly is a folder with `manifest.json` and its templates; a stacks program writes it to the folder \
                 that its first argument names",
            ),
            AssemblyError::Start { .. } => Failure::new(error),
        }
    }
}

impl Assembly {
    /// Reads the assembly of a project; the program that writes it is built if something changed, and run.
    pub(crate) fn synthesize(project: &Project) -> Result<Self, AssemblyError> {
        match &project.app {
            App::Program { package, binary } => Self::write(
                &project.workspace,
                &Request::of_package(package, [binary], &project.profile),
            ),
            App::Folder(folder) => Ok(Self {
                manifest: read_manifest(&folder.join(assembly::MANIFEST))?,
                folder: folder.clone(),
                watched: BTreeSet::from([folder.clone()]),
                lock: None,
            }),
        }
    }

    /// The list of the stacks alone, for who reads no template of theirs: nobody waits for the folder then.
    pub(crate) fn list(project: &Project) -> Result<Manifest, AssemblyError> {
        Ok(Self::synthesize(project)?.manifest)
    }

    fn write(workspace: &Workspace, request: &Request) -> Result<Self, AssemblyError> {
        let program = cargo::build(workspace, request)?;
        let folder = workspace.assembly();
        let lock = lock(&workspace.state().join("assembly.lock"))?;
        // What an earlier run left must not pass for what this one wrote.
        let manifest = folder.join(assembly::MANIFEST);
        match fs::remove_file(&manifest) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(AssemblyError::Unreadable {
                    path: manifest,
                    source: error,
                });
            }
            _ => {}
        }
        for executable in &program.executables {
            run(&executable.path, workspace, &folder)?;
        }
        Ok(Self {
            manifest: read_manifest(&manifest)?,
            folder,
            watched: program.folders,
            lock: Some(lock),
        })
    }

    /// Lets others write the folder: from now on only the list of the stacks is what it was.
    ///
    /// Who waits for AWS calls this first. A lock that cannot be given back ends with the program.
    pub(crate) fn release(&self) {
        if let Some(lock) = &self.lock {
            let _ = lock.unlock();
        }
    }

    /// The list of its stacks.
    pub(crate) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The folders in which a change can make another assembly; none when there is doubt, and then every folder can.
    pub(crate) fn watched(&self) -> &BTreeSet<PathBuf> {
        &self.watched
    }

    /// The file of a stack's template.
    pub(crate) fn template_path(&self, stack: &StackEntry) -> PathBuf {
        self.folder.join(&stack.template)
    }

    /// A stack's template.
    pub(crate) fn template(&self, stack: &StackEntry) -> Result<Template, AssemblyError> {
        let path = self.template_path(stack);
        let text = read(&path)?;
        Template::from_json(&stack.name, &text).map_err(|source| AssemblyError::Template { path, source })
    }
}

fn lock(path: &Path) -> Result<File, AssemblyError> {
    let open = || {
        let file = File::create(path)?;
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            ui::note("another command works with the assembly of this workspace: this one waits for it");
        }
        file.lock()?;
        Ok(file)
    };
    open().map_err(|source| AssemblyError::Unreadable {
        path: path.to_owned(),
        source,
    })
}

/// Runs the program in the workspace's folder. Its standard output goes to standard error: ours carries data only.
fn run(program: &Path, workspace: &Workspace, folder: &Path) -> Result<(), AssemblyError> {
    let mut command = Command::new(program);
    command
        .arg(folder)
        .current_dir(&workspace.root)
        .stdin(Stdio::null())
        .stdout(io::stderr());
    let status = workspace
        .children
        .status(command)
        .map_err(|source| AssemblyError::Start {
            program: program.to_owned(),
            source,
        })?;
    if status.success() {
        Ok(())
    } else {
        Err(AssemblyError::Refused { status })
    }
}

/// What the last run wrote, whatever changed since.
pub(crate) fn written(workspace: &Workspace) -> Result<Manifest, AssemblyError> {
    read_manifest(&workspace.assembly().join(assembly::MANIFEST))
}

fn read_manifest(path: &Path) -> Result<Manifest, AssemblyError> {
    let manifest: Manifest =
        serde_json::from_str(&read(path)?).map_err(|source| AssemblyError::Malformed {
            path: path.to_owned(),
            source,
        })?;
    if manifest.version == assembly::VERSION {
        Ok(manifest)
    } else {
        Err(AssemblyError::Version {
            path: path.to_owned(),
            found: manifest.version,
        })
    }
}

fn read(path: &Path) -> Result<String, AssemblyError> {
    fs::read_to_string(path).map_err(|source| AssemblyError::Unreadable {
        path: path.to_owned(),
        source,
    })
}
