//! The files of a folder, in order, with what is kept of each: path, contents, and whether it can be executed.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt as _,
    path::{Component, Path, PathBuf},
};

use crate::{PackError, Problem, Unpackable};

/// An entry of a zip file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its name: the path in the folder, with `/`.
    pub(crate) name: String,
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What an entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A file of so many bytes.
    File { executable: bool, size: u64 },
    /// A symbolic link to this.
    Link(String),
}

impl Entry {
    /// A file by itself, under this name.
    pub(crate) fn file(name: &str, path: &Path, executable: bool) -> Result<Self, PackError> {
        let metadata = fs::metadata(path).map_err(reading(path))?;
        Ok(Self {
            name: name.to_owned(),
            path: path.to_owned(),
            kind: Kind::File {
                executable: executable || is_executable(&metadata),
                size: metadata.len(),
            },
        })
    }

    /// How many bytes it has.
    pub(crate) fn size(&self) -> u64 {
        match &self.kind {
            Kind::File { size, .. } => *size,
            Kind::Link(target) => target.len() as u64,
        }
    }
}

/// Everything in a folder, ordered by name. Folders without files are not in it: git does not keep them either, and two
/// clones of one commit have to yield the same bytes.
pub(crate) fn entries(folder: &Path) -> Result<Vec<Entry>, PackError> {
    let root = fs::canonicalize(folder).map_err(reading(folder))?;
    let mut walk = Walk {
        root: &root,
        entries: Vec::new(),
        problems: Vec::new(),
    };
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(reading(&folder))? {
            let path = entry.map_err(reading(&folder))?.path();
            open.extend(walk.take(path)?);
        }
    }
    let Walk {
        mut entries,
        mut problems,
        ..
    } = walk;
    if !problems.is_empty() {
        problems.sort_by(|one, other| one.path.cmp(&other.path));
        let folder = folder.to_owned();
        return Err(PackError::Unpackable { folder, problems });
    }
    if entries.is_empty() {
        return Err(PackError::Empty(folder.to_owned()));
    }
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(entries)
}

struct Walk<'a> {
    root: &'a Path,
    entries: Vec<Entry>,
    problems: Vec<Problem>,
}

impl Walk<'_> {
    /// Takes note of what lies there; returns it if it is a folder.
    fn take(&mut self, path: PathBuf) -> Result<Option<PathBuf>, PackError> {
        let metadata = fs::symlink_metadata(&path).map_err(reading(&path))?;
        if metadata.is_dir() {
            return Ok(Some(path));
        }
        let inside = path.strip_prefix(self.root).unwrap_or(&path).to_owned();
        let kind = if metadata.is_symlink() {
            let target = fs::read_link(&path).map_err(reading(&path))?;
            link(self.root, &path, &inside, target)
        } else if metadata.is_file() {
            Ok(Kind::File {
                executable: is_executable(&metadata),
                size: metadata.len(),
            })
        } else {
            Err(Unpackable::Special)
        };
        let named = kind.and_then(|kind| Ok((name(&inside).ok_or(Unpackable::Name)?, kind)));
        match named {
            Ok((name, kind)) => self.entries.push(Entry { name, path, kind }),
            Err(reason) => self.problems.push(Problem { path: inside, reason }),
        }
        Ok(None)
    }
}

/// A link stays a link. It has to lead to something in the folder, by a way that does not leave it: nothing else is there
/// where Lambda unpacks the zip file.
fn link(root: &Path, path: &Path, inside: &Path, target: PathBuf) -> Result<Kind, Unpackable> {
    let leads = fs::canonicalize(path);
    let leaves = leads.as_ref().is_ok_and(|place| !place.starts_with(root)) || climbs_out(inside, &target);
    match (target.to_str(), leads) {
        _ if leaves => Err(Unpackable::LinkLeaves(target)),
        (_, Err(_)) => Err(Unpackable::LinkToNothing(target)),
        (None, _) => Err(Unpackable::Name),
        (Some(target), Ok(_)) => Ok(Kind::Link(target.to_owned())),
    }
}

/// Whether a link's way begins at the root of the file system or passes above the folder.
fn climbs_out(inside: &Path, target: &Path) -> bool {
    let mut depth = inside.components().count().saturating_sub(1);
    for component in target.components() {
        match component {
            Component::CurDir => {}
            Component::Normal(_) => depth += 1,
            Component::ParentDir if depth > 0 => depth -= 1,
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return true,
        }
    }
    false
}

fn name(inside: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

fn is_executable(metadata: &fs::Metadata) -> bool {
    metadata.permissions().mode() & 0o100 != 0
}

/// Turns an error of the file system into ours.
pub(crate) fn reading(path: &Path) -> impl Fn(io::Error) -> PackError + '_ {
    |source| PackError::Read {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::{ffi::OsStrExt as _, fs::symlink, net::UnixListener};

    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        entries(folder)
            .unwrap()
            .into_iter()
            .map(|entry| entry.name)
            .collect()
    }

    #[test]
    fn entries_are_ordered_by_their_names_whatever_the_folders() {
        let folder = folder(&["b/x", "a.txt", "a/z", "a/y", ".hidden"]);
        fs::create_dir(folder.path().join("empty")).unwrap();
        assert_eq!(names(folder.path()), [".hidden", "a.txt", "a/y", "a/z", "b/x"]);
    }

    #[test]
    fn a_link_within_the_folder_stays_a_link() {
        let folder = folder(&["lib/real.so.1", "bin/tool"]);
        symlink("real.so.1", folder.path().join("lib/real.so")).unwrap();
        symlink("../lib", folder.path().join("bin/lib")).unwrap();
        let found = entries(folder.path()).unwrap();
        let links: Vec<(&str, &Kind)> = found
            .iter()
            .filter(|entry| matches!(entry.kind, Kind::Link(_)))
            .map(|entry| (entry.name.as_str(), &entry.kind))
            .collect();
        assert_eq!(
            links,
            [
                ("bin/lib", &Kind::Link("../lib".to_owned())),
                ("lib/real.so", &Kind::Link("real.so.1".to_owned())),
            ]
        );
    }

    #[test]
    fn everything_that_would_not_arrive_is_said_at_once() {
        let folder = folder(&["code/index.js", "other/secret"]);
        let code = folder.path().join("code");
        let round_about = format!("../{}/index.js", code.file_name().unwrap().display());
        symlink("../other/secret", code.join("a-leaves")).unwrap();
        symlink(code.join("index.js"), code.join("b-absolute")).unwrap();
        symlink(round_about, code.join("c-round-about")).unwrap();
        symlink("nothing", code.join("d-nothing")).unwrap();
        symlink("e-itself", code.join("e-itself")).unwrap();
        let _socket = UnixListener::bind(code.join("f-socket")).unwrap();
        fs::write(code.join(std::ffi::OsStr::from_bytes(b"g-\xff")), "").unwrap();
        let PackError::Unpackable { problems, .. } = entries(&code).unwrap_err() else {
            panic!("not refused for what it holds");
        };
        let reasons: Vec<&Unpackable> = problems.iter().map(|problem| &problem.reason).collect();
        assert!(
            matches!(
                reasons[..],
                [
                    Unpackable::LinkLeaves(_),
                    Unpackable::LinkLeaves(_),
                    Unpackable::LinkLeaves(_),
                    Unpackable::LinkToNothing(_),
                    Unpackable::LinkToNothing(_),
                    Unpackable::Special,
                    Unpackable::Name,
                ]
            ),
            "{problems:#?}"
        );
    }

    #[test]
    fn a_folder_that_is_reached_by_a_link_is_as_good() {
        let folder = folder(&["real/index.js", "real/lib/a"]);
        symlink("../index.js", folder.path().join("real/lib/up")).unwrap();
        symlink("real", folder.path().join("link")).unwrap();
        let [real, link] = ["real", "link"].map(|name| names(&folder.path().join(name)));
        assert_eq!(real, link);
        assert_eq!(real, ["index.js", "lib/a", "lib/up"]);
    }

    #[test]
    fn a_folder_without_files_and_one_that_is_missing_are_errors() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("empty")).unwrap();
        assert!(matches!(entries(folder.path()), Err(PackError::Empty(_))));
        let error = entries(&folder.path().join("gone")).unwrap_err();
        assert!(error.to_string().ends_with("gone"), "{error}");
    }
}
