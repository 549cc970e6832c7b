//! Logical ids: the keys of a template.

use std::fmt;

/// The key of a resource, parameter or output in a template: letters and digits, 1 to 255 of them.
///
/// The limit is CloudFormation's (User Guide, "Resources section structure").
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LogicalId(String);

/// Text that is no logical id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidLogicalId(pub String);

impl fmt::Display for InvalidLogicalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no logical id: it takes 1 to 255 letters and digits, nothing else",
            self.0
        )
    }
}

impl std::error::Error for InvalidLogicalId {}

impl LogicalId {
    /// Checks the text.
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidLogicalId> {
        let text = text.into();
        let fits = (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if fits {
            Ok(Self(text))
        } else {
            Err(InvalidLogicalId(text))
        }
    }

    /// For text that is reported as a finding elsewhere; the template with it is never emitted.
    pub(crate) fn unchecked(text: String) -> Self {
        Self(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LogicalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::LogicalId;

    #[test]
    fn letters_and_digits_within_the_limit() {
        for text in ["A", "chatConnect2", &"x".repeat(255)] {
            assert_eq!(LogicalId::new(text).unwrap().to_string(), text);
        }
        for text in ["", "a-b", "a.b", "a b", "ä", &"x".repeat(256)] {
            let error = LogicalId::new(text).unwrap_err();
            assert_eq!(error.0, text);
        }
    }
}
