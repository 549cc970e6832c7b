//! Why something cannot be packed.

use std::{fmt, io, path::PathBuf};

/// Why there is no zip file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// What is to be packed cannot be read, or is not there.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The zip file cannot be written: the disk is full, or the folder is not ours.
    #[error("cannot write a zip file into {}", folder.display())]
    Write {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A folder without files: Lambda refuses an empty zip file.
    #[error("{} holds no file", .0.display())]
    Empty(PathBuf),
    /// Some of what a folder holds would not arrive on Lambda as it is here.
    #[error("{} cannot be packed:{}", folder.display(), lines(problems))]
    Unpackable {
        /// The folder.
        folder: PathBuf,
        /// All that stands in the way.
        problems: Vec<Problem>,
    },
    /// More than Lambda unpacks.
    #[error(
        "{} has {size} bytes unpacked, and Lambda takes at most {limit}, layers included{}",
        path.display(), largest_of(largest), limit = crate::UNPACKED_LIMIT
    )]
    TooLarge {
        /// What was to be packed.
        path: PathBuf,
        /// Its size.
        size: u64,
        /// The largest of its files with their sizes.
        largest: Vec<(String, u64)>,
    },
    /// A file that is named like a zip file, or begins like one, and is none.
    #[error("{} is no zip file", path.display())]
    NotZip {
        /// The file.
        path: PathBuf,
        /// Why.
        source: zip::result::ZipError,
    },
}

/// Something in a folder that would not arrive on Lambda as it is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path in the folder.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: Unpackable,
}

/// Why something in a folder would not arrive on Lambda as it is here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unpackable {
    /// Names in a zip file are Unicode.
    #[error("its name is no Unicode")]
    Name,
    /// A link to a place of this machine.
    #[error("it is a link to {}, outside of the folder", .0.display())]
    LinkLeaves(PathBuf),
    /// A link to nothing.
    #[error("it is a link to {}, which is not there", .0.display())]
    LinkToNothing(PathBuf),
    /// A socket, pipe or device.
    #[error("it is neither file nor folder nor link")]
    Special,
}

fn lines(problems: &[Problem]) -> String {
    let line = |problem: &Problem| format!("\n  {}: {}", problem.path.display(), problem.reason);
    problems.iter().map(line).collect()
}

fn largest_of(files: &[(String, u64)]) -> impl fmt::Display {
    let file = |(name, size): &(String, u64)| format!("\n  {name}: {size} bytes");
    files.iter().map(file).collect::<String>()
}
