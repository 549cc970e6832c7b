//! Findings: what is wrong, where, and what to do about it.

use std::{fmt, panic::Location};

/// A place in the program that declared something.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "assembly", derive(serde::Deserialize))]
pub struct Origin {
    /// The source file, relative to the workspace as the compiler saw it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, where it is known: that of a template's text.
    #[cfg_attr(feature = "assembly", serde(default))]
    pub column: Option<u32>,
}

impl From<&'static Location<'static>> for Origin {
    fn from(location: &'static Location<'static>) -> Self {
        Self {
            file: location.file().to_owned(),
            line: location.line(),
            column: None,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        self.column.map_or(Ok(()), |column| write!(f, ":{column}"))
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "assembly", derive(serde::Deserialize))]
#[cfg_attr(feature = "assembly", serde(rename_all = "lowercase"))]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Works, but hardly as meant.
    Warning,
    /// Refused by AWS, or broken when it runs.
    Error,
}

impl Severity {
    /// The word for it, in lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "assembly", derive(serde::Deserialize))]
pub struct Diagnostic {
    /// A stable code, `GW` and three digits.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The logical id it concerns, if it concerns one.
    pub resource: Option<String>,
    /// Where in that resource, such as `Properties.Environment.Variables.TABLE`, if it is one place.
    #[cfg_attr(feature = "assembly", serde(default))]
    pub path: Option<String>,
    /// The places in the program that led to it.
    pub origins: Vec<Origin>,
    /// One sentence: what is wrong.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error with a code and a message.
    pub fn error(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            severity: Severity::Error,
            resource: None,
            path: None,
            origins: Vec::new(),
            message: message.into(),
            hint: None,
        }
    }

    /// A warning with a code and a message.
    pub fn warning(code: &str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// Names the resource.
    #[must_use]
    pub fn on(mut self, resource: impl fmt::Display) -> Self {
        self.resource = Some(resource.to_string());
        self
    }

    /// Says where in the resource; nothing is said where the path is empty.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into()).filter(|path| !path.is_empty());
        self
    }

    /// Adds a place.
    #[must_use]
    pub fn at(mut self, origin: Origin) -> Self {
        self.origins.push(origin);
        self
    }

    /// Says what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity, self.code, self.message)?;
        for origin in &self.origins {
            write!(f, "\n  at {origin}")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}

/// Everything that is wrong with a stack, at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings(pub Vec<Diagnostic>);

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{finding}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Findings, Origin, Severity};

    fn finding() -> Diagnostic {
        let origin = |line| Origin {
            file: "stacks/chat.rs".to_owned(),
            line,
            column: None,
        };
        Diagnostic::error("GW002", "the resource `Api` is declared twice")
            .on("Api")
            .at(origin(7))
            .at(origin(9))
            .hint("give one of the two another id")
    }

    #[test]
    fn a_finding_says_what_where_and_what_next() {
        let expected = "error[GW002]: the resource `Api` is declared twice\n  at stacks/chat.rs:7\n  \
                        at stacks/chat.rs:9\n  hint: give one of the two another id";
        assert_eq!(finding().to_string(), expected);
        let findings = Findings(vec![finding(), Diagnostic::error("GW001", "bad")]);
        assert_eq!(findings.to_string(), format!("{expected}\nerror[GW001]: bad"));
    }

    #[test]
    fn a_finding_survives_json() {
        let json = serde_json::to_string(&finding()).unwrap();
        assert!(json.contains(r#""severity":"error""#), "{json}");
        assert_eq!(serde_json::from_str::<Diagnostic>(&json).unwrap(), finding());
    }

    #[test]
    fn severities_are_ordered() {
        assert!(Severity::Info < Severity::Warning && Severity::Warning < Severity::Error);
    }
}
