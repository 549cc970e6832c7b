//! The verbs, one file each.

mod client;
mod dev;
mod list;
mod synth;

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
    match verb {
        Verb::Synth(synth) => synth::run(&build, &synth),
        Verb::List(list) => list::run(&build, &list),
        Verb::Dev(dev) => dev::run(&build, dev),
        Verb::Client(client) => client::run(&client),
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

/// Writes a file whole or not at all: whoever reads it meanwhile sees the old one.
fn write_whole(path: &Path, contents: &str) -> Result<(), OutputError> {
    let failed = |source| OutputError::File {
        path: path.to_owned(),
        source,
    };
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
    use super::*;

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
