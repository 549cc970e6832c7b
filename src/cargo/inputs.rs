//! Everything that can influence a build.
//!
//! Sources are not all: the toolchain, cargo's configuration, manifests of members that are not even built, and files
//! that are not there (yet) can change what cargo would do. What is in doubt is no input: it means no stamp.

use std::{
    collections::BTreeSet,
    env, fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{
    CargoError, Executable, Platform,
    dep_info::{self, DepInfo},
    environment,
    invoke::{self, Artifact},
    members,
    stamp::{self, Kind, Probe, Stamp, Time},
};
use crate::workspace::Workspace;

/// Why a build gets no stamp, so that cargo is asked again next time.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Doubt {
    #[error("{} may have changed while cargo was building", .0.display())]
    Moved(PathBuf),
    #[error("{} was put there after the build, with a time from before it", .0.display())]
    Backdated(PathBuf),
    #[error("{0} has a build script, and only cargo knows what that reads")]
    BuildScript(String),
    #[error("{} includes other configuration", .0.display())]
    Include(PathBuf),
    #[error("the variable {0} is compiled in")]
    Variable(String),
    #[error("no dep-info names the sources of {0}")]
    NoDepInfo(String),
    #[error("cannot read {}", .0.display())]
    Unreadable(PathBuf, #[source] io::Error),
    #[error(transparent)]
    Cargo(#[from] CargoError),
}

/// What decides before any source is read: toolchain, configuration, lock file.
///
/// Known before the build, so that it can be compared with what it is afterwards.
pub(crate) fn surroundings(root: &Path, platform: Option<&Platform>) -> Result<Vec<Probe>, Doubt> {
    let mut files = vec![root.join("Cargo.toml"), root.join("Cargo.lock")];
    for folder in root.ancestors() {
        files.push(folder.join("rust-toolchain"));
        files.push(folder.join("rust-toolchain.toml"));
        files.push(folder.join(".cargo/config"));
        files.push(folder.join(".cargo/config.toml"));
    }
    for (variable, default, names) in [
        ("CARGO_HOME", ".cargo", &["config", "config.toml"][..]),
        ("RUSTUP_HOME", ".rustup", &["settings.toml"]),
    ] {
        let home = env::var_os(variable)
            .map(PathBuf::from)
            .or_else(|| Some(env::home_dir()?.join(default)));
        files.extend(
            home.into_iter()
                .flat_map(|home| names.iter().map(move |name| home.join(name))),
        );
    }
    for file in files.iter().filter(|file| is_configuration(file)) {
        if fs::read_to_string(file).is_ok_and(|text| text.contains("include")) {
            return Err(Doubt::Include(file.clone()));
        }
    }
    let mut probes = probe(&files, Probe::file)?;
    let tool = platform
        .and_then(|platform| platform.tool.program())
        .map(Path::to_owned);
    let programs: Vec<PathBuf> = programs().into_iter().chain(tool).collect();
    probes.extend(probe(&programs, Probe::identity)?);
    Ok(probes)
}

/// The stamp of a build that was started at `built`, unless there is any doubt about what it was made from.
pub(crate) fn stamp(
    workspace: &Workspace,
    platform: Option<&Platform>,
    built: Time,
    surroundings: Vec<Probe>,
    artifacts: &[Artifact],
    executables: &[Executable],
) -> Result<Stamp, Doubt> {
    let root = workspace.root.as_path();
    let local: Vec<&Artifact> = artifacts.iter().filter(|artifact| artifact.is_local()).collect();
    if let Some(script) = local
        .iter()
        .find(|artifact| artifact.kinds.iter().any(|kind| kind == "custom-build"))
    {
        return Err(Doubt::BuildScript(script.package.clone()));
    }
    let sources = sources(root, &local, executables)?;
    let manifests: BTreeSet<PathBuf> = local
        .iter()
        .map(|artifact| artifact.manifest.clone())
        .chain(
            members::members(workspace)?
                .into_iter()
                .map(|member| member.manifest_path),
        )
        .collect();
    let inherited = manifests
        .iter()
        .flat_map(|manifest| inherited_from(root, manifest));
    let files: Vec<PathBuf> = sources
        .iter()
        .chain(&manifests)
        .cloned()
        .chain(inherited)
        .collect();
    let manifest = root.join("Cargo.toml");
    let manifest = fs::read_to_string(&manifest).map_err(|source| Doubt::Unreadable(manifest, source))?;
    let packages = local
        .iter()
        .filter_map(|artifact| Some((artifact.manifest.parent()?.to_owned(), usize::MAX)));
    let folders = folders(&sources, packages.chain(shelves(root, &manifest)?))?;

    let mut probes = probe(&files, Probe::file)?;
    probes.extend(probe(&folders, Probe::folder)?);
    if let Some(moved) = probes.iter().find(|probe| moved_since(probe.path(), built)) {
        return Err(Doubt::Moved(moved.path().to_owned()));
    }
    if let Some(moved) = self::surroundings(root, platform)?
        .into_iter()
        .find(|probe| !surroundings.contains(probe))
    {
        return Err(Doubt::Moved(moved.path().to_owned()));
    }
    probes.extend(surroundings);
    let sysroot = invoke::sysroot(workspace)?;
    probes.extend(probe(
        &["bin/rustc", "bin/cargo", "lib"].map(|part| sysroot.join(part)),
        Probe::identity,
    )?);
    let built_paths: Vec<PathBuf> = executables
        .iter()
        .map(|executable| executable.path.clone())
        .collect();
    probes.extend(probe(&built_paths, Probe::identity)?);
    probes.sort();
    probes.dedup();
    let packages: BTreeSet<String> = local.iter().map(|artifact| artifact.package.clone()).collect();
    Ok(Stamp::new(
        built,
        packages.into_iter().collect(),
        executables.to_vec(),
        probes,
    ))
}

/// Whether a path, or what it leads to, was changed after the build was started. What is not there was not.
fn moved_since(path: &Path, built: Time) -> bool {
    [fs::metadata(path), fs::symlink_metadata(path)]
        .into_iter()
        .flatten()
        .any(|metadata| Time::changed(&metadata) >= built)
}

/// Whether cargo takes a crate for fresh though this source was put there after it was compiled. Cargo goes by the time
/// that a file bears, and an old file that is moved into place bears an old one.
fn may_be_missed(source: &Path, artifact: &Artifact) -> bool {
    let modified = |path: &Path| fs::metadata(path).map(|metadata| Time::modified(&metadata)).ok();
    let compiled = artifact.files.iter().filter_map(|file| modified(file)).min();
    artifact.compiled.is_none()
        && compiled.is_some_and(|compiled| {
            modified(source).is_some_and(|modified| modified < compiled) && moved_since(source, compiled)
        })
}

/// Where the manifest of a package from outside may inherit from: the workspace that it belongs to is in a folder above.
fn inherited_from(root: &Path, manifest: &Path) -> Vec<PathBuf> {
    manifest
        .ancestors()
        .skip(2)
        .filter(|_| !manifest.starts_with(root))
        .map(|folder| folder.join("Cargo.toml"))
        .collect()
}

/// Every source that dep-info names.
///
/// Cargo's own dep-info, beside each binary, names the sources of all local crates; rustc's, one per crate, names the
/// variables that were compiled in.
fn sources(root: &Path, local: &[&Artifact], executables: &[Executable]) -> Result<BTreeSet<PathBuf>, Doubt> {
    let mut sources = BTreeSet::new();
    for executable in executables {
        let read = read_dep_info(&executable.path.with_extension("d"))?;
        if read.sources.is_empty() {
            return Err(Doubt::NoDepInfo(executable.binary.name.clone()));
        }
        sources.extend(read.sources.into_iter().map(|source| root.join(source)));
    }
    let Some(folder) = executables
        .first()
        .and_then(|executable| executable.path.parent())
    else {
        return Ok(sources);
    };
    let compiled = crates_dep_info(&folder.join("deps"))?;
    for artifact in local {
        let name = artifact.target.replace('-', "_");
        let mut known = false;
        for (_, path) in compiled
            .iter()
            .filter(|(of, _)| *of == artifact.target || *of == name)
        {
            known = true;
            let read = read_dep_info(path)?;
            if let Some(variable) = read
                .variables
                .into_iter()
                .find(|name| environment::is_ignored(name))
            {
                return Err(Doubt::Variable(variable));
            }
            let read: Vec<PathBuf> = read.sources.iter().map(|source| root.join(source)).collect();
            if let Some(missed) = read.iter().find(|source| may_be_missed(source, artifact)) {
                return Err(Doubt::Backdated(missed.clone()));
            }
            sources.extend(read);
        }
        if !known {
            return Err(Doubt::NoDepInfo(artifact.target.clone()));
        }
    }
    Ok(sources)
}

/// The dep-info files of rustc, each with the name of its crate. Older ones of the same crate are among them: what
/// they name besides is watched for nothing, which costs little and hides nothing.
fn crates_dep_info(folder: &Path) -> Result<Vec<(String, PathBuf)>, Doubt> {
    let unreadable = |source| Doubt::Unreadable(folder.to_owned(), source);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "d")
            && let Some((name, _)) = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .and_then(|stem| stem.rsplit_once('-'))
        {
            found.push((name.to_owned(), path));
        }
    }
    Ok(found)
}

fn read_dep_info(path: &Path) -> Result<DepInfo, Doubt> {
    let text = fs::read_to_string(path).map_err(|source| Doubt::Unreadable(path.to_owned(), source))?;
    Ok(dep_info::parse(&text))
}

/// The folders in which a new file can matter: those of the sources, and these roots with so many levels below them.
fn folders(
    sources: &BTreeSet<PathBuf>,
    roots: impl Iterator<Item = (PathBuf, usize)>,
) -> Result<Vec<PathBuf>, Doubt> {
    let mut folders: BTreeSet<PathBuf> = sources
        .iter()
        .filter(|source| source.extension().is_some_and(|extension| extension == "rs"))
        .filter_map(|source| source.parent())
        .filter(|folder| folder.is_dir())
        .map(Path::to_owned)
        .collect();
    let mut open: Vec<(PathBuf, usize)> = roots.collect::<BTreeSet<_>>().into_iter().collect();
    while let Some((folder, levels)) = open.pop() {
        if levels > 0 {
            let entries =
                stamp::entries(&folder).map_err(|source| Doubt::Unreadable(folder.clone(), source))?;
            open.extend(
                entries
                    .into_iter()
                    .filter(|(_, kind)| *kind == Kind::Folder)
                    .map(|(name, _)| (folder.join(name), levels - 1)),
            );
        }
        folders.insert(folder);
    }
    Ok(folders.into_iter().collect())
}

/// Members can be named by a pattern, `crates/*`: any folder there becomes one when it gets a manifest. Each is given
/// with the levels below it that the pattern reaches.
fn shelves(root: &Path, manifest: &str) -> Result<Vec<(PathBuf, usize)>, Doubt> {
    #[derive(Deserialize)]
    struct Manifest {
        workspace: Option<Members>,
    }
    #[derive(Deserialize)]
    struct Members {
        #[serde(default)]
        members: Vec<String>,
    }
    let manifest: Manifest = toml::from_str(manifest)
        .map_err(|error| Doubt::Unreadable(root.join("Cargo.toml"), io::Error::other(error)))?;
    let members = manifest.workspace.map(|workspace| workspace.members);
    let shelves = members.iter().flatten().filter_map(|pattern| {
        let (before, _) = pattern.split_once(['*', '?', '['])?;
        let (shelf, _) = before.rsplit_once('/').unwrap_or_default();
        let below = &pattern[shelf.len()..];
        let levels = below.trim_matches('/').split('/').count();
        let levels = if below.contains("**") { usize::MAX } else { levels };
        Some((root.join(shelf), levels))
    });
    Ok(shelves.filter(|(shelf, _)| shelf.is_dir()).collect())
}

/// The programs that a build starts, where they are named or found on the path.
fn programs() -> Vec<PathBuf> {
    let named = ["RUSTC", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"].map(env::var_os);
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<PathBuf> = env::split_paths(&path).collect();
    named
        .into_iter()
        .flatten()
        .chain([invoke::program(), "rustc".into()])
        .filter_map(|program| {
            on_path
                .iter()
                .map(|folder| folder.join(&program))
                .find(|candidate| candidate.is_file())
        })
        .collect()
}

fn is_configuration(file: &Path) -> bool {
    file.file_stem().is_some_and(|stem| stem == "config")
}

fn probe(paths: &[PathBuf], make: fn(&Path) -> io::Result<Probe>) -> Result<Vec<Probe>, Doubt> {
    paths
        .iter()
        .map(|path| make(path).map_err(|source| Doubt::Unreadable(path.clone(), source)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_members_are_found_in_a_manifest() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for shelf in ["crates", "a/b"] {
            fs::create_dir_all(root.join(shelf)).unwrap();
        }
        let manifest = "[workspace]\nmembers = [\".\", \"crates/*\", 'a/b/c-?/d', \"gone/*\", \"a/**\"]\n[profile.dev.package.\"*\"]\n";
        let found = shelves(root, manifest).unwrap();
        assert_eq!(
            found,
            [
                (root.join("crates"), 1),
                (root.join("a/b"), 2),
                (root.join("a"), usize::MAX)
            ]
        );
        let all = shelves(root, "[workspace]\nmembers = [\"*\"]").unwrap();
        assert_eq!(all, [(root.join(""), 1)]);
        let none = shelves(root, "[workspace]\nmembers = [\"stacks\"]\n[profile.dev]\n").unwrap();
        assert_eq!(none, []);
        assert_eq!(shelves(root, "[package]\nname = \"alone\"").unwrap(), []);
    }

    #[test]
    fn roots_are_walked_as_deep_as_they_say() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("a/b/c")).unwrap();
        let walked = |levels| folders(&BTreeSet::new(), [(root.to_owned(), levels)].into_iter()).unwrap();
        assert_eq!(walked(1), [root.to_owned(), root.join("a")]);
        assert_eq!(walked(usize::MAX).len(), 4);
    }
}
