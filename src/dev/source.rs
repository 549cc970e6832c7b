//! Where template and binaries come from: the workspace's stacks program and functions, or files that somebody names.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use cfn::{AssetSource, Diagnostic, StackEntry, Template};

use crate::{
    assembly::{Assembly, select},
    cargo::{self, Built, Probe, Request},
    project::Project,
    report::Failure,
    template_file, watch,
};

/// What to run.
#[derive(Debug)]
pub(crate) enum Source {
    /// A stack of the workspace.
    Workspace {
        project: Project,
        stack: Option<String>,
        stage: Option<String>,
    },
    /// A template that anybody wrote, and the binaries of its functions by logical id.
    File {
        template: PathBuf,
        functions: Vec<(String, PathBuf)>,
    },
}

/// What there is to run, at one moment.
#[derive(Debug)]
pub(crate) struct Version {
    pub(crate) template: Template,
    /// The functions' binaries by logical id.
    pub(crate) binaries: HashMap<String, PathBuf>,
    /// The functions that were compiled for it, and how long that took.
    pub(crate) compiled: Vec<(String, Duration)>,
    /// What the stacks program found and let pass.
    pub(crate) findings: Vec<Diagnostic>,
    /// The folders in which the next version begins.
    pub(crate) folders: BTreeSet<PathBuf>,
    /// What tells its binaries from those of another build.
    identities: Vec<Option<Probe>>,
}

/// Why a function's program cannot be run.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {}", path.display())]
struct ProgramError {
    path: PathBuf,
    source: io::Error,
}

impl Source {
    /// Builds what changed and reads what there is.
    pub(crate) fn load(&self) -> Result<Version, Failure> {
        match self {
            Self::Workspace {
                project,
                stack,
                stage,
            } => {
                let assembly = Assembly::synthesize(project)?;
                let selection = select(
                    assembly.manifest(),
                    stack.as_deref(),
                    stage.as_deref(),
                    &project.stage,
                )?;
                let template = assembly.template(selection.stack)?;
                let functions = Functions::build(project, selection.stack)?;
                let mut folders = assembly.watched().clone();
                let all_known = !folders.is_empty() && functions.all_known;
                folders.extend(functions.folders);
                if !all_known {
                    folders.extend(watch::all_folders(&project.workspace.root));
                }
                let findings = selection.stack.findings.clone();
                Ok(Version {
                    compiled: functions.compiled,
                    findings: check::suppress::not_accepted(&template, findings),
                    ..Version::new(template, functions.binaries, folders)
                })
            }
            Self::File { template, functions } => from_file(template, functions),
        }
    }

    /// Ends the processes that [`Source::load`] waits for.
    pub(crate) fn stop(&self) {
        if let Self::Workspace { project, .. } = self {
            project.workspace.children.end();
        }
    }
}

impl Version {
    fn new(template: Template, binaries: HashMap<String, PathBuf>, folders: BTreeSet<PathBuf>) -> Self {
        let mut paths: Vec<&PathBuf> = binaries.values().collect();
        paths.sort();
        let identities = paths.into_iter().map(|path| Probe::identity(path).ok()).collect();
        Self {
            template,
            binaries,
            compiled: Vec::new(),
            findings: Vec::new(),
            folders,
            identities,
        }
    }

    /// Whether running it would be the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.template == other.template
            && self.binaries == other.binaries
            && self.identities == other.identities
    }
}

/// The functions of a stack, built.
struct Functions {
    binaries: HashMap<String, PathBuf>,
    compiled: Vec<(String, Duration)>,
    folders: BTreeSet<PathBuf>,
    all_known: bool,
}

impl Functions {
    /// Builds them with one call of cargo per package.
    fn build(project: &Project, stack: &StackEntry) -> Result<Self, Failure> {
        let mut functions = Self {
            binaries: HashMap::new(),
            compiled: Vec::new(),
            folders: BTreeSet::new(),
            all_known: true,
        };
        let mut packages: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for asset in &stack.assets {
            match &asset.source {
                AssetSource::Rust { package, binary, .. } => packages
                    .entry(package)
                    .or_default()
                    .push((binary, &asset.resource)),
                AssetSource::Path { path } => {
                    let path = bootstrap(&project.workspace.root.join(path));
                    functions.binaries.insert(asset.resource.clone(), path);
                }
            }
        }
        for (package, wanted) in packages {
            let binaries: BTreeSet<&str> = wanted.iter().map(|(binary, _)| *binary).collect();
            let request = Request::of_package(package, binaries, &project.profile);
            functions.take(cargo::build(&project.workspace, &request)?, &wanted);
        }
        Ok(functions)
    }

    /// Gives each function its binary; two functions may share one.
    fn take(&mut self, built: Built, wanted: &[(&str, &str)]) {
        for (binary, resource) in wanted {
            let executable = built
                .executables
                .iter()
                .find(|executable| executable.binary.name == *binary);
            if let Some(executable) = executable {
                self.binaries
                    .insert((*resource).to_owned(), executable.path.clone());
            }
            let compiled = built.compiled.iter().find(|(name, _)| name == binary);
            self.compiled
                .extend(compiled.map(|(_, took)| ((*resource).to_owned(), *took)));
        }
        self.all_known &= !built.folders.is_empty();
        self.folders.extend(built.folders);
    }
}

fn from_file(path: &Path, functions: &[(String, PathBuf)]) -> Result<Version, Failure> {
    let template = template_file::template(path, None).map_err(|error| {
        Failure::new(error).hint("`--template` takes a template, JSON or YAML, as `synth --out` writes it")
    })?;
    let mut binaries = HashMap::new();
    for (id, binary) in functions {
        let binary = bootstrap(binary);
        let binary = fs::canonicalize(&binary).map_err(|source| {
            Failure::new(ProgramError {
                path: binary.clone(),
                source,
            })
            .hint(format!("`--function {id}=PATH` names the function's program"))
        })?;
        binaries.insert(id.clone(), binary);
    }
    let folders = binaries
        .values()
        .map(PathBuf::as_path)
        .chain([path])
        .filter_map(Path::parent)
        .map(|folder| {
            if folder.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                folder.to_owned()
            }
        })
        .collect();
    Ok(Version::new(template, binaries, folders))
}

/// The program in a folder that is deployed as it stands, or the file itself.
fn bootstrap(path: &Path) -> PathBuf {
    if path.is_dir() {
        path.join("bootstrap")
    } else {
        path.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n";

    fn file(folder: &Path) -> Source {
        fs::write(folder.join("chat.yaml"), TEMPLATE).unwrap();
        fs::write(folder.join("bootstrap"), "one").unwrap();
        Source::File {
            template: folder.join("chat.yaml"),
            functions: vec![("Connect".to_owned(), folder.to_owned())],
        }
    }

    #[test]
    fn a_template_and_a_folder_with_a_bootstrap_are_a_version() {
        let folder = tempfile::tempdir().unwrap();
        let version = file(folder.path()).load().unwrap();
        assert_eq!(version.template.name(), "chat");
        assert_eq!(version.template.resources().count(), 1);
        assert!(version.binaries["Connect"].ends_with("bootstrap"));
        assert!(version.folders.contains(folder.path()));
    }

    #[test]
    fn versions_differ_by_template_and_by_binary() {
        let folder = tempfile::tempdir().unwrap();
        let source = file(folder.path());
        let first = source.load().unwrap();
        assert!(first.is_same(&source.load().unwrap()));
        fs::write(folder.path().join("bootstrap"), "another").unwrap();
        let second = source.load().unwrap();
        assert!(!first.is_same(&second));
        fs::write(
            folder.path().join("chat.yaml"),
            format!("{TEMPLATE}\nMetadata: {{}}\n"),
        )
        .unwrap();
        assert!(!second.is_same(&source.load().unwrap()));
    }

    #[test]
    fn a_missing_binary_says_how_it_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let source = file(folder.path());
        fs::remove_file(folder.path().join("bootstrap")).unwrap();
        assert!(source.load().is_err());
    }

    #[test]
    fn hidden_folders_and_build_outputs_are_not_watched() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["src/deep", ".git/objects", "target/debug"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        fs::write(folder.path().join("target/CACHEDIR.TAG"), "").unwrap();
        let found: Vec<PathBuf> = watch::all_folders(folder.path())
            .into_iter()
            .map(|found| found.strip_prefix(folder.path()).unwrap().to_owned())
            .collect();
        assert_eq!(found, ["", "src", "src/deep"].map(PathBuf::from));
    }
}
