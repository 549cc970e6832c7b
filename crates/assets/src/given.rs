//! Zip files that somebody else made. They are taken as they stand.

use std::{fs::File, io::Read as _, path::Path};

use tempfile::NamedTempFile;
use zip::{ZipArchive, result::ZipError};

use crate::{
    PackError, Packed, UNPACKED_LIMIT,
    entries::reading,
    hash::hash,
    pack::unpacked,
    write::{Failed, copy},
};

/// Whether a file is to be a zip file: it is named so, or begins so.
pub fn is_zip(path: &Path) -> Result<bool, PackError> {
    let named = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    let mut begin = Vec::new();
    let mut file = File::open(path).map_err(reading(path))?.take(4);
    file.read_to_end(&mut begin).map_err(reading(path))?;
    Ok(named || begin == b"PK\x03\x04")
}

/// An entry of a zip file, unpacked. The file goes with this value.
#[derive(Debug)]
pub struct Extracted {
    /// Its contents.
    pub file: NamedTempFile,
    /// Whether its owner may execute it. Zip files that were made on Windows say so of nothing.
    pub is_executable: bool,
}

/// Unpacks an entry of a zip file into `folder`; none where there is none of this name.
pub fn extract(path: &Path, name: &str, folder: &Path) -> Result<Option<Extracted>, PackError> {
    let invalid = |error| not_zip(path, error);
    let archive = File::open(path).map_err(reading(path))?;
    let mut archive = ZipArchive::new(archive).map_err(invalid)?;
    let entry = match archive.by_name(name) {
        Err(ZipError::FileNotFound) => return Ok(None),
        entry => entry.map_err(invalid)?,
    };
    let is_executable = entry.unix_mode().is_some_and(|mode| mode & 0o100 != 0);
    let failed = |error: Failed| error.of(folder);
    let mut file = NamedTempFile::new_in(folder)
        .map_err(Failed::Writing)
        .map_err(failed)?;
    copy(entry.take(UNPACKED_LIMIT), path, &mut file).map_err(failed)?;
    Ok(Some(Extracted { file, is_executable }))
}

/// The zip file itself, with its hash.
pub(crate) fn take(path: &Path) -> Result<Packed, PackError> {
    let invalid = |error| not_zip(path, error);
    let mut file = File::open(path).map_err(reading(path))?;
    let mut archive = ZipArchive::new(&file).map_err(invalid)?;
    let mut sizes = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(invalid)?;
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        sizes.push((name, entry.size()));
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

fn not_zip(path: &Path, error: ZipError) -> PackError {
    match error {
        ZipError::Io(source) => reading(path)(source),
        source => PackError::NotZip {
            path: path.to_owned(),
            source,
        },
    }
}
