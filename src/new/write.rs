//! Onto the disk, all or nothing.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::Page;
use crate::report::Failure;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteError {
    #[error("{} is there already and is not empty", .0.display())]
    Taken(PathBuf),
    #[error("{} is a file, and a project is a folder", .0.display())]
    File(PathBuf),
    #[error("cannot write {}", path.display())]
    Io { path: PathBuf, source: io::Error },
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        let taken = matches!(error, WriteError::Taken(_) | WriteError::File(_));
        let failure = Failure::new(error);
        if taken {
            failure.hint("choose another name, or remove it first; nothing was changed")
        } else {
            failure
        }
    }
}

/// Writes all files into a folder that is made for them, or that is empty.
pub(crate) fn write(folder: &Path, pages: &[Page]) -> Result<(), WriteError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| WriteError::Io { path, source }
    };
    match fs::read_dir(folder).map(Iterator::count) {
        Ok(0) => {}
        Ok(_) => return Err(WriteError::Taken(folder.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            let file = folder.ancestors().find(|path| path.is_file()).unwrap_or(folder);
            return Err(WriteError::File(file.to_owned()));
        }
        Err(source) => return Err(failed(folder)(source)),
    }
    // Beside its place, so that what is half written is never taken for a project, and moved in one step.
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(failed(parent))?;
    let draft = tempfile::Builder::new()
        .prefix(".gatewright-new-")
        .tempdir_in(parent)
        .map_err(failed(parent))?;
    let root = draft.path().join("project");
    for (path, text) in pages {
        let path = root.join(path);
        let above = path.parent().unwrap_or(&root);
        fs::create_dir_all(above).map_err(failed(above))?;
        fs::write(&path, text).map_err(failed(&path))?;
    }
    fs::rename(&root, folder).map_err(failed(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_made_or_an_empty_one_is_filled() {
        let here = tempfile::tempdir().unwrap();
        let pages = [("a/b.txt".into(), "text".to_owned())];
        fs::create_dir(here.path().join("empty")).unwrap();
        for name in ["new", "above/new", "empty"] {
            let folder = here.path().join(name);
            write(&folder, &pages).unwrap();
            assert_eq!(
                fs::read_to_string(folder.join("a/b.txt")).unwrap(),
                "text",
                "{name}"
            );
        }
        let mut left: Vec<_> = fs::read_dir(here.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        left.sort();
        assert_eq!(left, ["above", "empty", "new"], "no draft stays behind");
    }

    #[test]
    fn what_is_there_is_not_touched() {
        let here = tempfile::tempdir().unwrap();
        let (full, file) = (here.path().join("full"), here.path().join("file"));
        fs::create_dir(&full).unwrap();
        fs::write(full.join("mine"), "").unwrap();
        fs::write(&file, "mine").unwrap();
        for taken in [&full, &file] {
            let error = write(taken, &[("mine".into(), "yours".to_owned())]).unwrap_err();
            assert!(
                matches!(error, WriteError::Taken(_) | WriteError::File(_)),
                "{error}"
            );
        }
        assert_eq!(fs::read_to_string(full.join("mine")).unwrap(), "");
        assert_eq!(fs::read_to_string(file).unwrap(), "mine");
    }
}
