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

/// Something that was not reached, because of something else.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
struct Within {
    what: String,
    source: Box<dyn Error + Send + Sync>,
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

    /// The exit code.
    pub(crate) fn exit_code(&self) -> u8 {
        self.code
    }

    /// The same failure, met on the way to something: it becomes the cause of not getting there.
    pub(crate) fn within(self, what: impl fmt::Display) -> Self {
        Self {
            error: Box::new(Within {
                what: what.to_string(),
                source: self.error,
            }),
            ..self
        }
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
