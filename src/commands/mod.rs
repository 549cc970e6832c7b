//! The verbs, one file each.

mod bootstrap;
mod check;
mod client;
mod completions;
mod deploy;
mod destroy;
mod dev;
mod diff;
mod doctor;
mod drift;
mod events;
mod explain;
mod import;
mod list;
mod logs;
mod man;
mod new;
mod orphan;
mod outputs;
mod rollback;
mod status;
mod synth;
mod watch;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    cli::{Cli, Verb},
    report::Failure,
    ui,
};

/// Runs a verb.
pub(crate) fn run(arguments: Cli) -> Result<(), Failure> {
    let Cli { build, verb } = arguments;
    if build.verbose {
        ui::be_verbose();
    }
    if build.quiet {
        ui::be_quiet();
    }
    match verb {
        Verb::Synth(synth) => synth::run(&build, &synth),
        Verb::List(list) => list::run(&build, &list),
        Verb::Check(check) => check::run(&build, &check),
        Verb::Explain(explain) => explain::run(&explain),
        Verb::Diff(diff) => diff::run(&build, &diff),
        Verb::Bootstrap(bootstrap) => bootstrap::run(&build, &bootstrap),
        Verb::Doctor(doctor) => doctor::run(&build, &doctor),
        Verb::Deploy(deploy) => deploy::run(&build, &deploy),
        Verb::Watch(watch) => watch::run(&build, &watch),
        Verb::Outputs(outputs) => outputs::run(&build, &outputs),
        Verb::Status(status) => status::run(&build, &status),
        Verb::Drift(drift) => drift::run(&build, &drift),
        Verb::Rollback(rollback) => rollback::run(&build, &rollback),
        Verb::Destroy(destroy) => destroy::run(&build, &destroy),
        Verb::Import(import) => import::run(&build, &import),
        Verb::Orphan(orphan) => orphan::run(&build, &orphan),
        Verb::Events(events) => events::run(&build, &events),
        Verb::Logs(logs) => logs::run(&build, &logs),
        Verb::Dev(dev) => dev::run(&build, dev),
        Verb::New(new) => new::run(&new),
        Verb::Client(client) => client::run(&client),
        Verb::Completions(completions) => completions::run(&completions),
        Verb::Man(man) => man::run(&man),
    }
}

/// Why what was made did not reach the reader.
#[derive(Debug, thiserror::Error)]
enum OutputError {
    #[error("cannot write to standard output")]
    Stdout(#[source] io::Error),
    #[error("cannot write {}", path.display())]
    File { path: PathBuf, source: io::Error },
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        let missing = match &error {
            OutputError::File { path, .. } => path
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()),
            OutputError::Stdout(_) => None,
        };
        let hint = missing.map(|folder| format!("make the folder first: `mkdir -p {}`", folder.display()));
        let failure = Failure::new(error);
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

/// Writes a file whole or not at all: whoever reads it meanwhile sees the old one.
///
/// A link stays, and the file that it leads to is written; a pipe or device cannot be replaced and takes it as it comes.
fn write_whole(path: &Path, contents: &str) -> Result<(), OutputError> {
    let failed = |source| OutputError::File {
        path: path.to_owned(),
        source,
    };
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return fs::write(path, contents).map_err(failed);
    }
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = path
        .file_name()
        .ok_or_else(|| failed(io::ErrorKind::IsADirectory.into()))?;
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}", std::process::id()));
    let written = path.with_file_name(hidden);
    let result = fs::write(&written, contents).and_then(|()| fs::rename(&written, path));
    if result.is_err() {
        // The error that matters is the first one.
        let _ = fs::remove_file(&written);
    }
    result.map_err(failed)
}

/// The threads and timers of a verb that waits.
fn runtime(mut builder: tokio::runtime::Builder) -> Result<tokio::runtime::Runtime, Failure> {
    builder.enable_all().build().map_err(Failure::new)
}

#[cfg(test)]
mod tests {
    use std::{
        os::unix::fs::{FileTypeExt as _, symlink},
        process::Command,
        thread,
    };

    use super::*;

    #[test]
    fn a_link_stays_and_what_it_leads_to_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let [file, link] = ["file", "link"].map(|name| folder.path().join(name));
        fs::write(&file, "old").unwrap();
        symlink("file", &link).unwrap();
        write_whole(&link, "text").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(file).unwrap(), "text");
    }

    #[test]
    fn a_pipe_is_written_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let (path, text) = (pipe.clone(), "text");
        let reader = thread::spawn(move || fs::read_to_string(path).unwrap());
        write_whole(&pipe, text).unwrap();
        assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
        assert_eq!(reader.join().unwrap(), text);
    }

    #[test]
    fn a_file_that_cannot_be_replaced_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("taken");
        fs::create_dir_all(taken.join("inside")).unwrap();
        let error = write_whole(&taken, "text").unwrap_err();
        assert!(error.to_string().starts_with("cannot write"), "{error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let free = folder.path().join("free");
        write_whole(&free, "text").unwrap();
        assert_eq!(fs::read_to_string(free).unwrap(), "text");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
