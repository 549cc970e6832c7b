//! Why there is no assembly.

use std::{error::Error, fmt, io, path::PathBuf};

use cfn::Findings;

use crate::{
    range::OutOfRange,
    websocket::{InvalidMappingKey, InvalidRouteKey, InvalidThrottle},
};

/// Why there is no assembly.
#[derive(Debug)]
pub enum AppError {
    /// Some stacks have findings: all of them are here.
    Findings(Vec<(String, Findings)>),
    /// Two stacks have the same name.
    SameName(String),
    /// A file or folder of the assembly cannot be written.
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A computed number is outside the limits.
    OutOfRange(OutOfRange),
    /// A computed route key is none.
    RouteKey(InvalidRouteKey),
    /// A computed key of a mapping is none.
    MappingKey(InvalidMappingKey),
    /// A computed throttle is none.
    Throttle(InvalidThrottle),
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Findings(all) => {
                for (index, (stack, findings)) in all.iter().enumerate() {
                    if index > 0 {
                        f.write_str("\n\n")?;
                    }
                    write!(f, "the stack {stack} does not synthesize:\n{findings}")?;
                }
                Ok(())
            }
            Self::SameName(name) => write!(
                f,
                "two stacks have the name `{name}`\n  hint: put the stage into the name, as in `chat-dev`"
            ),
            Self::Write { path, source } => write!(f, "cannot write {}: {source}", path.display()),
            Self::OutOfRange(error) => error.fmt(f),
            Self::RouteKey(error) => error.fmt(f),
            Self::MappingKey(error) => error.fmt(f),
            Self::Throttle(error) => error.fmt(f),
        }
    }
}

impl Error for AppError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Write { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl From<OutOfRange> for AppError {
    fn from(error: OutOfRange) -> Self {
        Self::OutOfRange(error)
    }
}

impl From<InvalidRouteKey> for AppError {
    fn from(error: InvalidRouteKey) -> Self {
        Self::RouteKey(error)
    }
}

impl From<InvalidMappingKey> for AppError {
    fn from(error: InvalidMappingKey) -> Self {
        Self::MappingKey(error)
    }
}

impl From<InvalidThrottle> for AppError {
    fn from(error: InvalidThrottle) -> Self {
        Self::Throttle(error)
    }
}
