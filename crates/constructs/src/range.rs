//! Numbers with limits.

use std::{error::Error, fmt};

/// A number outside the limits of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfRange {
    what: &'static str,
    least: u32,
    most: u32,
    given: u32,
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            what,
            least,
            most,
            given,
        } = self;
        write!(f, "{what} is {least} to {most}, not {given}")
    }
}

impl Error for OutOfRange {}

pub(crate) const fn check(what: &'static str, given: u32, least: u32, most: u32) -> Result<u32, OutOfRange> {
    if given < least || given > most {
        Err(OutOfRange {
            what,
            least,
            most,
            given,
        })
    } else {
        Ok(given)
    }
}

/// Stops the compiler where a constant breaks a rule. The message points to the caller, not into the standard library.
#[track_caller]
pub(crate) const fn demand(holds: bool, rule: &'static str) {
    assert!(holds, "{}", rule);
}
