//! The stamp: what the inputs of a build were when cargo last built, and what changed since.
//!
//! Contents are compared, never times alone, so an edit that keeps a file's size and time is seen all the same. All
//! that is recorded is compared; there is no "probably".

use std::{
    collections::BTreeSet,
    fs, io,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Executable;

/// The version of the format; stamps of another version are not read.
const VERSION: u32 = 2;

/// What the inputs of a build were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    version: u32,
    /// When cargo was started, by the file system's clock.
    pub(crate) built: Time,
    /// The packages of the build that lie in folders: the ones that can change.
    pub(crate) packages: Vec<String>,
    /// What was built.
    pub(crate) executables: Vec<Executable>,
    /// What it was built from.
    pub(crate) probes: Vec<Probe>,
}

/// Seconds and nanoseconds, as the file system keeps them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Time(i64, i64);

impl Time {
    /// When the contents were changed; anybody can set it.
    pub(crate) fn modified(metadata: &fs::Metadata) -> Self {
        Self(metadata.mtime(), metadata.mtime_nsec())
    }

    /// When anything about the file was changed; nobody can set it.
    pub(crate) fn changed(metadata: &fs::Metadata) -> Self {
        Self(metadata.ctime(), metadata.ctime_nsec())
    }
}

/// One thing that a build depends on, and what it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Probe {
    /// A file with these contents, wherever its path leads.
    File(PathBuf, String),
    /// Nothing is there.
    Absent(PathBuf),
    /// A folder with these names in it.
    Folder(PathBuf, String),
    /// A file too large to be read each time, known by its inode, size and times.
    Identity(PathBuf, String),
}

/// Something that is no longer what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// What it concerns.
    pub(crate) path: PathBuf,
    /// Its time says that it has not changed since the build. Cargo goes by times and would miss it.
    pub(crate) backdated: bool,
}

impl Stamp {
    pub(crate) fn new(
        built: Time,
        packages: Vec<String>,
        executables: Vec<Executable>,
        probes: Vec<Probe>,
    ) -> Self {
        Self {
            version: VERSION,
            built,
            packages,
            executables,
            probes,
        }
    }

    /// Reads a stamp; one that is missing, damaged or of another version is as good as none.
    pub(crate) fn load(path: &Path) -> Option<Self> {
        let stamp: Self = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        (stamp.version == VERSION).then_some(stamp)
    }

    /// Writes it, whole or not at all.
    pub(crate) fn store(&self, path: &Path) -> io::Result<()> {
        let text = serde_json::to_vec(self).map_err(io::Error::other)?;
        let written = path.with_extension(format!("{}.new", std::process::id()));
        fs::write(&written, text)?;
        fs::rename(&written, path)
    }

    /// The folders in which something has to happen for anything to change: those of the workspace, and those that
    /// were listed elsewhere.
    pub(crate) fn folders(&self, root: &Path) -> BTreeSet<PathBuf> {
        let folder = |probe: &Probe| match probe {
            Probe::Folder(path, _) => Some(path.clone()),
            Probe::File(path, _) | Probe::Absent(path) if path.starts_with(root) => {
                path.parent().map(Path::to_owned)
            }
            Probe::File(..) | Probe::Absent(_) | Probe::Identity(..) => None,
        };
        self.probes.iter().filter_map(folder).collect()
    }

    /// Everything that is no longer what it was.
    pub(crate) fn changes(&self) -> Vec<Change> {
        self.probes
            .iter()
            .filter(|probe| !probe.holds())
            .map(|probe| Change {
                path: probe.path().to_owned(),
                backdated: probe.is_content()
                    && fs::metadata(probe.path())
                        .is_ok_and(|metadata| Time::modified(&metadata) < self.built),
            })
            .collect()
    }
}

impl Probe {
    /// A file's contents, or that it is not there.
    pub(crate) fn file(path: &Path) -> io::Result<Self> {
        match fs::read(path) {
            Ok(contents) => Ok(Self::File(path.to_owned(), hex(&Sha256::digest(contents)))),
            Err(error) if is_absence(&error) => Ok(Self::Absent(path.to_owned())),
            Err(error) => Err(error),
        }
    }

    /// The names in a folder, but for hidden ones and build outputs; with what each is.
    pub(crate) fn folder(path: &Path) -> io::Result<Self> {
        let mut entries = entries(path)?;
        entries.sort();
        let mut hash = Sha256::new();
        for (name, kind) in entries {
            hash.update(name.as_encoded_bytes());
            hash.update([0, kind as u8]);
        }
        Ok(Self::Folder(path.to_owned(), hex(&hash.finalize())))
    }

    /// A file's inode, size and times.
    pub(crate) fn identity(path: &Path) -> io::Result<Self> {
        let metadata = fs::metadata(path)?;
        let Time(modified, modified_ns) = Time::modified(&metadata);
        let Time(changed, changed_ns) = Time::changed(&metadata);
        let identity = format!(
            "{}:{} {} {modified}.{modified_ns} {changed}.{changed_ns}",
            metadata.dev(),
            metadata.ino(),
            metadata.len(),
        );
        Ok(Self::Identity(path.to_owned(), identity))
    }

    /// What it is about.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::File(path, _) | Self::Absent(path) | Self::Folder(path, _) | Self::Identity(path, _) => {
                path
            }
        }
    }

    fn is_content(&self) -> bool {
        matches!(self, Self::File(..) | Self::Absent(_))
    }

    /// Whether it is still what it was. What cannot be read is not.
    fn holds(&self) -> bool {
        let now = match self {
            Self::File(path, _) | Self::Absent(path) => Self::file(path),
            Self::Folder(path, _) => Self::folder(path),
            Self::Identity(path, _) => Self::identity(path),
        };
        now.is_ok_and(|now| now == *self)
    }
}

/// What an entry of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    File,
    Folder,
    Link,
}

/// The names in a folder that can matter to a build: neither hidden ones nor build outputs.
pub(crate) fn entries(folder: &Path) -> io::Result<Vec<(std::ffi::OsString, Kind)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let kind = match () {
            () if kind.is_symlink() => Kind::Link,
            () if kind.is_dir() => Kind::Folder,
            () => Kind::File,
        };
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let output = kind == Kind::Folder && entry.path().join("CACHEDIR.TAG").exists();
        if !hidden && !output {
            found.push((entry.file_name(), kind));
        }
    }
    Ok(found)
}

/// Nothing is there, be it that the path ends early or that it leads through a file.
fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}

#[cfg(test)]
mod tests;
