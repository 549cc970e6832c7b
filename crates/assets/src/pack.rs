//! Zip files that depend on nothing but what is in them.
//!
//! | kept | not kept |
//! |---|---|
//! | names, in order of their bytes | times: every entry is of 1 January 1980 |
//! | contents | owner, group, extended attributes |
//! | the owner's right to execute: `0755`, otherwise `0644` | all other rights, which Lambda's user would lack |
//! | links to what is in the folder | folders without files |
//!
//! Anything else in a folder is an [error](crate::PackError::Unpackable). Memory does not grow with the size of files.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{
    PackError, Problem, Unpackable,
    entries::{Entry, Kind, entries, reading},
};

/// What the keys of assets begin with.
pub const PREFIX: &str = "assets/";

/// What Lambda unpacks at most, a function's code and layers together: 250 MB ("Lambda quotas", deployment package).
pub const UNPACKED_LIMIT: u64 = 262_144_000;

/// The program that a custom runtime starts.
const BOOTSTRAP: &str = "bootstrap";

/// How many of the largest files an error names.
const NAMED: usize = 3;

/// A zip file that is ready to be uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// The zip file.
    pub file: PathBuf,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
    /// How many bytes its entries have unpacked.
    pub unpacked: u64,
}

impl Packed {
    /// Its key in the bucket: an object of this key has these bytes.
    pub fn key(&self) -> String {
        format!("{PREFIX}{}.zip", self.sha256)
    }
}

/// Packs a function's program as the `bootstrap` of a custom runtime, into a file in `folder` that its hash names.
pub fn pack_binary(program: &Path, folder: &Path) -> Result<Packed, PackError> {
    zip(program, &[Entry::file(BOOTSTRAP, program, true)?], folder)
}

/// Packs a folder's files, or a file under its own name, into a file in `folder` that its hash names.
///
/// A zip file is taken as it stands and not copied: the result names the file itself. So its times are kept, and the key
/// is as reproducible as the file.
pub fn pack(path: &Path, folder: &Path) -> Result<Packed, PackError> {
    if fs::metadata(path).map_err(reading(path))?.is_dir() {
        return zip(path, &entries(path)?, folder);
    }
    if is_zip(path).map_err(reading(path))? {
        return given(path);
    }
    zip(path, &[Entry::file(own_name(path)?, path, false)?], folder)
}

/// Whether a file is to be a zip file: it is named so, or begins so.
pub fn is_zip(path: &Path) -> io::Result<bool> {
    let named = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    let mut begin = Vec::new();
    File::open(path)?.take(4).read_to_end(&mut begin)?;
    Ok(named || begin == b"PK\x03\x04")
}

fn own_name(path: &Path) -> Result<&str, PackError> {
    let name = path.file_name().unwrap_or_default();
    name.to_str().ok_or_else(|| PackError::Unpackable {
        folder: path.parent().unwrap_or(path).to_owned(),
        problems: vec![Problem {
            path: name.into(),
            reason: Unpackable::Name,
        }],
    })
}

fn given(path: &Path) -> Result<Packed, PackError> {
    let invalid = |error| match error {
        ZipError::Io(source) => reading(path)(source),
        source => PackError::NotZip {
            path: path.to_owned(),
            source,
        },
    };
    let mut file = File::open(path).map_err(reading(path))?;
    let mut archive = ZipArchive::new(&file).map_err(invalid)?;
    let mut sizes = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(invalid)?;
        sizes.push((
            String::from_utf8_lossy(entry.name_raw()).into_owned(),
            entry.size(),
        ));
    }
    let unpacked = unpacked(path, &sizes)?;
    let (sha256, size) = hash(&mut file).map_err(reading(path))?;
    Ok(Packed {
        file: path.to_owned(),
        sha256,
        size,
        unpacked,
    })
}

/// Writes the zip file beside its place, and moves it there when it is whole.
fn zip(source: &Path, entries: &[Entry], folder: &Path) -> Result<Packed, PackError> {
    let sizes: Vec<(String, u64)> = entries
        .iter()
        .map(|entry| (entry.name.clone(), entry.size()))
        .collect();
    let unpacked = unpacked(source, &sizes)?;
    let failed = |source| PackError::Write {
        folder: folder.to_owned(),
        source,
    };
    let mut written = NamedTempFile::new_in(folder).map_err(failed)?;
    write(entries, BufWriter::new(written.as_file_mut())).map_err(|error| error.of(folder))?;
    let (sha256, size) = hash(written.as_file_mut()).map_err(failed)?;
    let file = folder.join(format!("{sha256}.zip"));
    written.persist(&file).map_err(|error| failed(error.error))?;
    Ok(Packed {
        file,
        sha256,
        size,
        unpacked,
    })
}

fn unpacked(path: &Path, sizes: &[(String, u64)]) -> Result<u64, PackError> {
    let size = sizes
        .iter()
        .fold(0_u64, |sum, (_, size)| sum.saturating_add(*size));
    if size <= UNPACKED_LIMIT {
        return Ok(size);
    }
    let mut largest = sizes.to_vec();
    largest.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    largest.truncate(NAMED);
    Err(PackError::TooLarge {
        path: path.to_owned(),
        size,
        largest,
    })
}

/// On which side of the copying it failed.
enum Failed {
    Reading(PackError),
    Writing(io::Error),
}

impl Failed {
    fn of(self, folder: &Path) -> PackError {
        match self {
            Self::Reading(error) => error,
            Self::Writing(source) => PackError::Write {
                folder: folder.to_owned(),
                source,
            },
        }
    }
}

impl From<ZipError> for Failed {
    fn from(error: ZipError) -> Self {
        Self::Writing(error.into())
    }
}

fn write(entries: &[Entry], into: impl Write + Seek) -> Result<(), Failed> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT);
    let mut zip = ZipWriter::new(Sink::new(into));
    for entry in entries {
        match &entry.kind {
            Kind::Link(target) => zip.add_symlink(&entry.name, target, options)?,
            Kind::File { executable, .. } => {
                let mode = if *executable { 0o755 } else { 0o644 };
                zip.start_file(&entry.name, options.unix_permissions(mode))?;
                copy(&entry.path, &mut zip)?;
            }
        }
    }
    zip.finish()?.flush().map_err(Failed::Writing)
}

/// Fails once and swallows the rest: a `ZipWriter` that is dropped after a failure goes on writing, and tells standard
/// error that it failed again.
struct Sink<W> {
    into: W,
    is_broken: bool,
}

impl<W> Sink<W> {
    fn new(into: W) -> Self {
        Self {
            into,
            is_broken: false,
        }
    }

    fn attempt<T>(&mut self, swallowed: T, act: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.is_broken {
            return Ok(swallowed);
        }
        let result = act(&mut self.into);
        self.is_broken = result.is_err();
        result
    }
}

impl<W: Write> Write for Sink<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(bytes.len(), |into| into.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt((), Write::flush)
    }
}

impl<W: Seek> Seek for Sink<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.attempt(0, |into| into.seek(to))
    }
}

fn copy(path: &Path, into: &mut impl Write) -> Result<(), Failed> {
    let unreadable = |source| Failed::Reading(reading(path)(source));
    let mut file = File::open(path).map_err(unreadable)?;
    let mut buffer = buffer();
    loop {
        match file.read(&mut buffer).map_err(unreadable)? {
            0 => return Ok(()),
            read => into.write_all(&buffer[..read]).map_err(Failed::Writing)?,
        }
    }
}

/// The SHA-256 of what a reader holds from its beginning, in hexadecimal digits, and how many bytes that are.
pub fn hash(from: &mut (impl Read + Seek)) -> io::Result<(String, u64)> {
    from.rewind()?;
    let (mut sha256, mut size, mut buffer) = (Sha256::new(), 0, buffer());
    loop {
        match from.read(&mut buffer)? {
            0 => break,
            read => {
                sha256.update(&buffer[..read]);
                size += read as u64;
            }
        }
    }
    let mut digits = String::with_capacity(64);
    for byte in sha256.finalize() {
        // Writing to a text does not fail.
        let _ = write!(digits, "{byte:02x}");
    }
    Ok((digits, size))
}

/// Large enough that calls of the system do not count.
fn buffer() -> Vec<u8> {
    vec![0; 64 * 1024]
}

#[cfg(test)]
mod tests;
