//! The two machines of Lambda.

use std::{fmt, str::FromStr};

/// The instruction set that a function's code is for, by the name that `AWS::Lambda::Function` has for it.
///
/// ```
/// use assets::Architecture;
///
/// assert_eq!("arm64".parse(), Ok(Architecture::Arm64));
/// assert_eq!(Architecture::Arm64.target(), "aarch64-unknown-linux-gnu");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Architecture {
    /// `arm64`: Graviton.
    Arm64,
    /// `x86_64`: what a function without `Architectures` runs on.
    X86_64,
}

impl Architecture {
    /// The name in templates.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Arm64 => "arm64",
            Self::X86_64 => "x86_64",
        }
    }

    /// The triple that rustc knows it by, with the C library of Amazon Linux.
    pub const fn target(self) -> &'static str {
        match self {
            Self::Arm64 => "aarch64-unknown-linux-gnu",
            Self::X86_64 => "x86_64-unknown-linux-gnu",
        }
    }

    /// The program that loads dynamic binaries there.
    pub const fn loader(self) -> &'static str {
        match self {
            Self::Arm64 => "/lib/ld-linux-aarch64.so.1",
            Self::X86_64 => "/lib64/ld-linux-x86-64.so.2",
        }
    }
}

impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that is none of the two.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Lambda has no architecture {0:?}: it is `arm64` or `x86_64`")]
pub struct UnknownArchitecture(String);

impl FromStr for Architecture {
    type Err = UnknownArchitecture;

    fn from_str(name: &str) -> Result<Self, UnknownArchitecture> {
        [Self::Arm64, Self::X86_64]
            .into_iter()
            .find(|architecture| architecture.as_str() == name)
            .ok_or_else(|| UnknownArchitecture(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_others_are_refused() {
        for architecture in [Architecture::Arm64, Architecture::X86_64] {
            assert_eq!(architecture.as_str().parse(), Ok(architecture));
        }
        let error = "aarch64".parse::<Architecture>().unwrap_err();
        assert!(error.to_string().contains("`arm64` or `x86_64`"), "{error}");
    }
}
