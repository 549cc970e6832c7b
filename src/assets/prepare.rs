//! From stacks to zip files.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs, io, iter,
    path::{Path, PathBuf},
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::SystemTime,
};

use ::assets::{Architecture, Glibc, Packed, is_zip, pack, pack_binary};
use cfn::{Asset, AssetSource, StackEntry, Template};

use super::{
    job::{self, Job, Runs},
    problem::{AssetsError, Problem, Refused},
    program,
};
use crate::{
    cargo::{self, Binary, Platform, Request, Tool},
    project::Project,
    report::Failure,
    watch,
    workspace::Workspace,
};

/// The profile that functions are deployed in. What it means is the workspace's to say, in `[profile.release]`.
const PROFILE: &str = "release";

/// Zip files of earlier runs that are kept: another run may be uploading them.
const KEPT: usize = 64;

/// An asset of a stack, ready to be uploaded. Several may have one zip file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Prepared {
    /// The stack's name.
    pub(crate) stack: String,
    /// The asset, as the manifest has it: it names the parameter that takes the key.
    pub(crate) asset: Asset,
    /// The zip file, its hash and its key.
    pub(crate) packed: Packed,
}

/// What stacks need, made.
#[derive(Debug)]
pub(crate) struct Ready {
    /// One for each asset of each stack, in no order that means anything.
    pub(crate) prepared: Vec<Prepared>,
    /// The folders in which a change can make others.
    pub(crate) folders: BTreeSet<PathBuf>,
    /// Whether these are all; where there is doubt, every folder can.
    pub(crate) all_known: bool,
}

/// What is being done.
#[derive(Debug)]
pub(crate) enum Progress<'a> {
    /// Programs are built, unless they are fresh. What cargo says goes to standard error.
    Building {
        /// For this machine.
        architecture: Architecture,
        /// By this tool.
        tool: &'static str,
        /// These.
        binaries: &'a [Binary],
    },
    /// Something was packed.
    Packed {
        /// What: a path, or package and binary.
        name: String,
        /// To what.
        packed: &'a Packed,
        /// So many are packed, this one included.
        done: usize,
        /// And so many are to be.
        all: usize,
    },
}

/// Builds, examines and packs what these stacks need, each thing once.
///
/// What is wrong with several is told at once; a build that fails ends it.
pub(crate) fn prepare(
    project: &Project,
    stacks: &[(&StackEntry, &Template)],
    on_progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Ready, Failure> {
    let tool = Tool::find(&env::var_os("PATH").unwrap_or_default());
    Ok(prepare_with(&tool, &project.workspace, stacks, on_progress)?)
}

fn prepare_with(
    tool: &Tool,
    workspace: &Workspace,
    stacks: &[(&StackEntry, &Template)],
    on_progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Ready, AssetsError> {
    let jobs = job::jobs(stacks)?;
    let (programs, mut folders, all_known) = build(tool, workspace, &jobs, on_progress)?;
    folders.extend(jobs.iter().flat_map(|job| watched(&workspace.root, job)));
    let folder = workspace.state().join("assets");
    let made = |source| AssetsError::Folder {
        folder: folder.clone(),
        source,
    };
    workspace.make_state().map_err(made)?;
    fs::create_dir_all(&folder).map_err(made)?;
    let packed = pack_all(workspace, &folder, &jobs, &programs, on_progress)?;
    // What cannot be removed is in nobody's way.
    let _ = forget_old_ones(&folder, KEPT + jobs.len());
    let ready = jobs.into_iter().zip(packed).flat_map(|(job, packed)| {
        job.users.into_iter().map(move |user| Prepared {
            stack: user.stack,
            asset: user.asset,
            packed: packed.clone(),
        })
    });
    Ok(Ready {
        prepared: ready.collect(),
        folders,
        all_known,
    })
}

/// The folders of what is packed as it stands.
fn watched(root: &Path, job: &Job) -> BTreeSet<PathBuf> {
    let AssetSource::Path { path } = &job.source else {
        return BTreeSet::new();
    };
    let path = root.join(path);
    if path.is_dir() {
        return watch::all_folders(&path);
    }
    path.parent().map(Path::to_owned).into_iter().collect()
}

/// The programs that cargo built, by machine.
type Programs = BTreeMap<(Architecture, Binary), PathBuf>;

/// Builds all programs for a machine in one call of cargo: what they share is compiled once, and in parallel.
fn build(
    tool: &Tool,
    workspace: &Workspace,
    jobs: &[Job],
    on_progress: &mut dyn FnMut(Progress<'_>),
) -> Result<(Programs, BTreeSet<PathBuf>, bool), AssetsError> {
    let mut wanted: BTreeMap<Architecture, BTreeSet<Binary>> = BTreeMap::new();
    for (architecture, binary) in jobs.iter().filter_map(Job::binary) {
        wanted.entry(architecture).or_default().insert(binary);
    }
    let (mut programs, mut folders, mut all_known) = (Programs::new(), BTreeSet::new(), true);
    for (architecture, binaries) in wanted {
        let request = Request {
            binaries: binaries.into_iter().collect(),
            profile: PROFILE.to_owned(),
            platform: Some(Platform {
                triple: architecture.target(),
                glibc: Glibc::AMAZON_LINUX_2023.to_string(),
                tool: tool.clone(),
            }),
        };
        on_progress(Progress::Building {
            architecture,
            tool: tool.name(),
            binaries: &request.binaries,
        });
        let built = cargo::build(workspace, &request)?;
        all_known &= !built.folders.is_empty();
        folders.extend(built.folders);
        let executables = built.executables.into_iter();
        programs.extend(executables.map(|executable| ((architecture, executable.binary), executable.path)));
    }
    Ok((programs, folders, all_known))
}

/// Packs on all processors; the results are in the order of the jobs.
fn pack_all(
    workspace: &Workspace,
    folder: &Path,
    jobs: &[Job],
    programs: &Programs,
    on_progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Vec<Packed>, AssetsError> {
    let workers = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(jobs.len());
    let next = AtomicUsize::new(0);
    let (send, results) = mpsc::channel();
    let mut packed = BTreeMap::new();
    let mut refused = BTreeMap::new();
    thread::scope(|scope| {
        for _ in 0..workers {
            let (next, send) = (&next, send.clone());
            scope.spawn(move || {
                let places = iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
                for (place, job) in places.map_while(|place| Some((place, jobs.get(place)?))) {
                    let result = pack_one(&workspace.root, folder, job, programs);
                    // Who asked waits for all results.
                    let _ = send.send((place, result));
                }
            });
        }
        drop(send);
        for (place, result) in results {
            let job = &jobs[place];
            match result {
                Ok(one) => {
                    on_progress(Progress::Packed {
                        name: job.name(),
                        packed: &one,
                        done: packed.len() + 1,
                        all: jobs.len(),
                    });
                    packed.insert(place, one);
                }
                Err(problems) => {
                    let job = job.clone();
                    refused.insert(place, Refused { job, problems });
                }
            }
        }
    });
    if refused.is_empty() {
        Ok(packed.into_values().collect())
    } else {
        Err(AssetsError::Refused(refused.into_values().collect()))
    }
}

/// Examines an asset and packs it.
fn pack_one(root: &Path, folder: &Path, job: &Job, programs: &Programs) -> Result<Packed, Vec<Problem>> {
    let one = |error| vec![Problem::Pack(error)];
    let path = match &job.source {
        AssetSource::Path { path } => root.join(path),
        AssetSource::Rust { .. } => {
            let built = job.binary().and_then(|binary| programs.get(&binary));
            built.cloned().unwrap_or_default()
        }
    };
    let Runs::Program(architecture) = job.runs else {
        return pack(&path, folder).map_err(one);
    };
    let is_program = !path.is_dir() && !is_zip(&path).map_err(one)?;
    let errors = if is_program {
        program::by_itself(&path, architecture)
    } else if path.is_dir() {
        program::in_folder(&path, architecture)
    } else {
        program::in_zip(&path, folder, architecture).map_err(one)?
    };
    if !errors.is_empty() {
        return Err(errors.into_iter().map(Problem::Program).collect());
    }
    let packed = if is_program {
        pack_binary(&path, folder)
    } else {
        pack(&path, folder)
    };
    packed.map_err(one)
}

/// Removes all but the youngest files of the folder, among them what an earlier run left half written.
fn forget_old_ones(folder: &Path, kept: usize) -> io::Result<()> {
    let mut files: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        files.push((entry.metadata()?.modified()?, entry.path()));
    }
    files.sort();
    let old = files.len().saturating_sub(kept);
    files
        .into_iter()
        .take(old)
        .try_for_each(|(_, path)| fs::remove_file(path))
}

#[cfg(test)]
mod tests;
