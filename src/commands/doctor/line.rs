//! One thing that was looked at.

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::ui;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    /// What.
    pub(super) check: &'static str,
    /// How it is.
    pub(super) state: State,
    /// What was found.
    pub(super) found: String,
    /// What to do, where something is to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) hint: Option<String>,
}

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// As it must be.
    Ok,
    /// It works; something may be better, or matters to some only.
    Note,
    /// It was not looked at.
    Skipped,
    /// Something does not work without it.
    Failed,
}

impl Line {
    fn new(check: &'static str, state: State, found: impl Into<String>) -> Self {
        Self {
            check,
            state,
            found: found.into(),
            hint: None,
        }
    }

    pub(super) fn ok(check: &'static str, found: impl Into<String>) -> Self {
        Self::new(check, State::Ok, found)
    }

    pub(super) fn note(check: &'static str, found: impl Into<String>) -> Self {
        Self::new(check, State::Note, found)
    }

    pub(super) fn skipped(check: &'static str, why: impl Into<String>) -> Self {
        Self::new(check, State::Skipped, why)
    }

    pub(super) fn failed(check: &'static str, found: impl Into<String>) -> Self {
        Self::new(check, State::Failed, found)
    }

    pub(super) fn hint(self, hint: Option<String>) -> Self {
        Self { hint, ..self }
    }
}

impl State {
    const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Note => "note",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }

    const fn style(self) -> Style {
        match self {
            Self::Ok => AnsiColor::Green.on_default(),
            Self::Note => ui::WARNING,
            Self::Skipped => ui::DIM,
            Self::Failed => ui::ERROR,
        }
    }
}

/// A line each, what was found in one column, and below it what to do.
pub(super) fn table(lines: &[Line]) -> String {
    let width = lines
        .iter()
        .map(|line| line.check.len())
        .max()
        .unwrap_or_default();
    let told = lines.iter().map(|line| {
        let state = ui::styled(line.state.style(), format_args!("{:7}", line.state.word()));
        let found = format!("{state}  {:width$}  {}\n", line.check, ui::harmless(&line.found));
        let hint = line.hint.as_ref().map(|hint| {
            let hint = ui::styled(ui::HINT, hint);
            format!("{:9}{:width$}  {hint}\n", "", "")
        });
        found + &hint.unwrap_or_default()
    });
    told.collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_do_stands_below_what_was_found() {
        let lines = [
            Line::ok("cargo", "cargo 1.95.0"),
            Line::failed("bootstrap", "no bucket").hint(Some("`gatewright bootstrap`".to_owned())),
        ];
        let plain = anstream::adapter::strip_str(&table(&lines)).to_string();
        assert_eq!(
            plain,
            "ok       cargo      cargo 1.95.0\nfailed   bootstrap  no bucket\n                    `gatewright bootstrap`\n"
        );
    }
}
