//! How a failure is told: what went wrong, the causes below it, what to do next, and the exit code.

use std::{error::Error, fmt, process::ExitCode};

use crate::{exit_code, ui};

/// A failure that ends the program.
#[derive(Debug)]
pub(crate) struct Failure {
    code: u8,
    error: Box<dyn Error + Send + Sync>,
    hints: Vec<String>,
}

impl Failure {
    /// A failure with the exit code [`exit_code::FAILED`].
    pub(crate) fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            code: exit_code::FAILED,
            error: error.into(),
            hints: Vec::new(),
        }
    }

    /// Another exit code.
    pub(crate) fn code(mut self, code: u8) -> Self {
        self.code = code;
        self
    }

    /// Adds what to do next.
    pub(crate) fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.hints.push(hint.to_string());
        self
    }

    /// Tells it on standard error.
    pub(crate) fn show(&self) -> ExitCode {
        ui::say(format_args!("{} {}", ui::styled(ui::ERROR, "error:"), self.error));
        let mut cause = self.error.source();
        while let Some(error) = cause {
            ui::say(format_args!("  {} {error}", ui::styled(ui::DIM, "caused by:")));
            cause = error.source();
        }
        for hint in &self.hints {
            ui::hint(hint);
        }
        ExitCode::from(self.code)
    }
}

/// The known name that is nearest to a mistyped one, near enough to be meant.
pub(crate) fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (distance(typed, name), name))
        .filter(|(distance, name)| *distance <= (name.chars().count() / 3).max(1))
        .min()
        .map(|(_, name)| name)
}

/// How many characters have to be put in, taken out or replaced to turn one text into the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        assert_eq!(nearest("stagin", ["dev", "staging", "prod"]), Some("staging"));
        assert_eq!(nearest("dve", ["dev", "staging"]), None);
        assert_eq!(nearest("de", ["dev", "staging"]), Some("dev"));
        assert_eq!(nearest("production", ["dev", "staging", "prod"]), None);
    }

    proptest! {
        #[test]
        fn a_distance_is_the_same_both_ways_and_no_longer_than_the_longer_text(a in ".{0,8}", b in ".{0,8}") {
            let there = distance(&a, &b);
            prop_assert_eq!(there, distance(&b, &a));
            prop_assert!(there <= a.chars().count().max(b.chars().count()));
            prop_assert_eq!(there == 0, a == b);
        }
    }
}
