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
    fs::{self, File},
    io::{self, BufWriter, Read as _},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;
use zip::{ZipArchive, result::ZipError};

use crate::{
    PackError, Problem, Unpackable,
    entries::{Entry, entries, reading},
    hash::hash,
    write::write,
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

#[cfg(test)]
mod tests;
