//! Why a text is no template.

use std::fmt;

use super::{MAX_BYTES, MAX_EXPANSION, MAX_OPEN};

/// Why a text is no template, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{problem}", .place.map(|place| format!("{place}: ")).unwrap_or_default())]
pub struct ReadError {
    /// Where, if it is one place.
    pub place: Option<Place>,
    /// Why.
    pub problem: ReadProblem,
}

/// A place in a text, shown as `line:column`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Why a text is no template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadProblem {
    /// The text is longer than [`MAX_BYTES`].
    #[error("the text has {0} bytes; at most {MAX_BYTES} are read")]
    TooLong(usize),
    /// Aliases multiply the text beyond [`MAX_EXPANSION`].
    #[error("the aliases expand to more than {MAX_EXPANSION} nodes and bytes")]
    TooMuch,
    /// More than [`MAX_OPEN`] brackets are open at once.
    #[error("more than {MAX_OPEN} brackets are open at once")]
    TooDeep,
    /// The text is not JSON or not YAML; the parser's own words.
    #[error("{0}")]
    Syntax(String),
    /// A map has the same key twice.
    #[error("the key `{0}` stands twice in the same map")]
    DuplicateKey(String),
    /// A tag that is no short form of a function.
    #[error("`!{0}` is no function of CloudFormation")]
    UnknownTag(String),
    /// `!GetAtt` without an attribute.
    #[error("`!GetAtt` takes `LogicalId.Attribute`, not `{0}`")]
    NoAttribute(String),
    /// A number that a template cannot hold.
    #[error("`{0}` does not fit a number of a template; quote it if it is text")]
    Number(String),
    /// The text holds something else than a map of sections.
    #[error("a template is a map of sections, this is {0}")]
    NotAMap(&'static str),
}

impl From<ReadProblem> for ReadError {
    fn from(problem: ReadProblem) -> Self {
        Self { place: None, problem }
    }
}
