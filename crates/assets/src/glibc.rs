//! Versions of glibc, as binaries name them.

use std::fmt;

/// A version of glibc: major, minor, patch.
///
/// Binaries name it for each symbol that changed with it, as `GLIBC_2.34`.
///
/// ```
/// use assets::Glibc;
///
/// assert_eq!(Glibc::parse("GLIBC_2.34"), Some(Glibc::AMAZON_LINUX_2023));
/// assert!(Glibc::parse("GLIBC_2.2.5") < Glibc::parse("GLIBC_2.34"));
/// assert_eq!(Glibc::parse("GCC_3.0"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Glibc(pub u16, pub u16, pub u16);

/// What names of versions of glibc begin with.
const PREFIX: &str = "GLIBC_";

impl Glibc {
    /// What the runtime `provided.al2023` has: 2.34.
    pub const AMAZON_LINUX_2023: Self = Self(2, 34, 0);

    /// Reads the name of a symbol's version; none where it is no number.
    pub fn parse(name: &str) -> Option<Self> {
        let mut parts = name.strip_prefix(PREFIX)?.split('.').map(|part| {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse().ok()).flatten()
        });
        let version = Self(parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
        parts.next().is_none().then_some(version)
    }

    /// Whether a glibc of this version has what is versioned by this name.
    ///
    /// Names that are no glibc's are taken to be there. `GLIBC_ABI_…` names an ability that came after 2.34, such as
    /// `GLIBC_ABI_DT_RELR` with 2.36; `GLIBC_PRIVATE` is not told from one version to the next.
    pub fn has(self, name: &str) -> bool {
        match Self::parse(name) {
            Some(version) => version <= self,
            None => !name.starts_with("GLIBC_ABI_"),
        }
    }
}

impl fmt::Display for Glibc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(major, minor, patch) = self;
        write!(f, "{major}.{minor}")?;
        if *patch == 0 {
            Ok(())
        } else {
            write!(f, ".{patch}")
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_newer_is_missing() {
        let has = |name| Glibc::AMAZON_LINUX_2023.has(name);
        for name in [
            "GLIBC_2.34",
            "GLIBC_2.9",
            "GLIBC_2.2.5",
            "GCC_4.2.0",
            "GLIBC_PRIVATE",
        ] {
            assert!(has(name), "{name}");
        }
        for name in ["GLIBC_2.35", "GLIBC_2.34.1", "GLIBC_3.0", "GLIBC_ABI_DT_RELR"] {
            assert!(!has(name), "{name}");
        }
    }

    #[test]
    fn what_is_no_version_is_none() {
        for name in [
            "GLIBC_",
            "GLIBC_2",
            "GLIBC_2.",
            "GLIBC_2.x",
            "GLIBC_2.+3",
            "GLIBC_2.3.4.5",
            "GLIBC_99999.1",
        ] {
            assert_eq!(Glibc::parse(name), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_version_reads_back(major: u16, minor: u16, patch: u16) {
            let version = Glibc(major, minor, patch);
            prop_assert_eq!(Glibc::parse(&format!("GLIBC_{version}")), Some(version));
        }
    }
}
