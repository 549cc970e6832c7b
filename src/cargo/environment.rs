//! The environment of a build: all of it, but for names that no build reads.
//!
//! Build scripts may ask for any variable, so this is a list of what is left out and not of what is taken in: a
//! variable that is not thought of costs a call of cargo and never a stale binary.

use std::{collections::BTreeMap, ffi::OsString};

use sha2::{Digest, Sha256};

use super::stamp::hex;

/// Set by shells and terminals for themselves, or read by this program alone.
const IGNORED: &[&str] = &[
    "_",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "COLUMNS",
    "LINES",
    "LS_COLORS",
    "NO_COLOR",
    "OLDPWD",
    "PWD",
    "RUST_BACKTRACE",
    "RUST_LOG",
    "SHLVL",
    "TERM",
    "WINDOWID",
];

/// The same, by the beginning of their names.
const IGNORED_PREFIXES: &[&str] = &["GATEWRIGHT_", "SSH_", "TERM_", "TMUX", "XDG_SESSION_"];

/// What `cargo run` and `cargo test` set for the program that they start. It describes that program, not the build.
pub(crate) const OF_CARGO_RUN: &[&str] = &[
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_LINKS",
    "CARGO_MANIFEST_PATH",
    "CARGO_PRIMARY_PACKAGE",
    "CARGO_TARGET_TMPDIR",
];

/// The same, by the beginning of their names.
pub(crate) const OF_CARGO_RUN_PREFIXES: &[&str] = &["CARGO_BIN_EXE_", "CARGO_PKG_"];

/// The variables that a build may read, by name.
pub(crate) type Variables = BTreeMap<OsString, OsString>;

/// Leaves out what no build reads.
pub(crate) fn relevant(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Variables {
    variables
        .into_iter()
        .filter(|(name, _)| {
            // A name that is no Unicode is none of the ignored ones.
            name.to_str()
                .is_none_or(|name| !is_ignored(name) && !is_of_cargo_run(name))
        })
        .collect()
}

/// Whether no build is expected to read it.
pub(crate) fn is_ignored(name: &str) -> bool {
    IGNORED.contains(&name) || IGNORED_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Whether `cargo run` set it for the program that it started.
pub(crate) fn is_of_cargo_run(name: &str) -> bool {
    OF_CARGO_RUN.contains(&name)
        || OF_CARGO_RUN_PREFIXES
            .iter()
            .any(|prefix| name.starts_with(prefix))
}

/// One short name for an environment. Values may be secrets, so they never leave this function unhashed.
pub(crate) fn fingerprint(variables: &Variables) -> String {
    let mut hash = Sha256::new();
    for (name, value) in variables {
        for part in [name, value] {
            hash.update(part.as_encoded_bytes());
            hash.update([0]);
        }
    }
    hex(&hash.finalize()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> String {
        fingerprint(&relevant(
            pairs
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into())),
        ))
    }

    #[test]
    fn a_variable_that_a_build_may_read_counts() {
        let plain = of(&[("PATH", "/bin")]);
        for changed in [
            &[("PATH", "/bin:/usr/bin")][..],
            &[("PATH", "/bin"), ("RUSTFLAGS", "-g")],
            &[("PATH", "/bin"), ("CC", "clang")],
            &[("PATH", "/bin"), ("CARGO_PROFILE_DEV_OPT_LEVEL", "1")],
            &[("PATH", "/bin"), ("NOBODY_KNOWS", "")],
            &[],
        ] {
            assert_ne!(plain, of(changed), "{changed:?}");
        }
    }

    #[test]
    fn what_the_terminal_and_cargo_run_say_does_not_count() {
        let plain = of(&[("PATH", "/bin")]);
        let noisy = [
            ("PATH", "/bin"),
            ("SHLVL", "3"),
            ("TERM_PROGRAM", "x"),
            ("CARGO_PKG_NAME", "y"),
        ];
        assert_eq!(plain, of(&noisy));
    }

    #[test]
    fn names_and_values_do_not_run_together() {
        assert_ne!(of(&[("A", "BC")]), of(&[("AB", "C")]));
        assert_ne!(of(&[("A", ""), ("B", "")]), of(&[("A", "B")]));
    }
}
