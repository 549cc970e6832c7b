//! Writing a zip file, with nothing in it that is of this machine or of this moment.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
};

use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{
    PackError,
    entries::{Entry, Kind, reading},
};

/// On which side of the copying it failed.
pub(crate) enum Failed {
    Reading(PackError),
    Writing(io::Error),
}

impl Failed {
    pub(crate) fn of(self, folder: &Path) -> PackError {
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

pub(crate) fn write(entries: &[Entry], into: impl Write + Seek) -> Result<(), Failed> {
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
                let file = File::open(&entry.path)
                    .map_err(|source| Failed::Reading(reading(&entry.path)(source)))?;
                copy(file, &entry.path, &mut zip)?;
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

/// Copies what a reader has, which is or comes from the file at this path.
pub(crate) fn copy(mut from: impl Read, path: &Path, into: &mut impl Write) -> Result<(), Failed> {
    let unreadable = |source| Failed::Reading(reading(path)(source));
    let mut buffer = buffer();
    loop {
        match from.read(&mut buffer).map_err(unreadable)? {
            0 => return Ok(()),
            read => into.write_all(&buffer[..read]).map_err(Failed::Writing)?,
        }
    }
}

/// Large enough that calls of the system do not count.
pub(crate) fn buffer() -> Vec<u8> {
    vec![0; 64 * 1024]
}
