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
    fs,
    io::BufWriter,
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::{
    PackError, Problem, Unpackable,
    entries::{Entry, entries, reading},
    given,
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
    if given::is_zip(path)? {
        return given::take(path);
    }
    zip(path, &[Entry::file(own_name(path)?, path, false)?], folder)
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

pub(crate) fn unpacked(path: &Path, sizes: &[(String, u64)]) -> Result<u64, PackError> {
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
