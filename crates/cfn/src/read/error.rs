//! Why a text is no template.

use std::fmt;

use super::{MAX_BYTES, MAX_EXPANSION, MAX_OPEN};

/// Why a text is no template, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Where, if it is one place.
    pub place: Option<Place>,
    /// Why.
    pub problem: ReadProblem,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.place {
            write!(f, "{place}: ")?;
        }
        self.problem.fmt(f)
    }
}

impl std::error::Error for ReadError {}

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
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadProblem {
    /// The text is longer than [`MAX_BYTES`].
    TooLong(usize),
    /// Aliases multiply the text beyond [`MAX_EXPANSION`].
    TooMuch,
    /// More than [`MAX_OPEN`] brackets are open at once.
    TooDeep,
    /// The text is not JSON or not YAML; the parser's own words.
    Syntax(String),
    /// A map has the same key twice.
    DuplicateKey(String),
    /// A tag that is no short form of a function.
    UnknownTag(String),
    /// `!GetAtt` without an attribute.
    NoAttribute(String),
    /// A number that a template cannot hold.
    Number(String),
    /// The text holds something else than a map of sections.
    NotAMap(&'static str),
}

impl fmt::Display for ReadProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong(bytes) => write!(f, "the text has {bytes} bytes; at most {MAX_BYTES} are read"),
            Self::TooMuch => write!(
                f,
                "the aliases expand to more than {MAX_EXPANSION} nodes and bytes"
            ),
            Self::TooDeep => write!(f, "more than {MAX_OPEN} brackets are open at once"),
            Self::Syntax(words) => f.write_str(words),
            Self::DuplicateKey(key) => write!(f, "the key `{key}` stands twice in the same map"),
            Self::UnknownTag(tag) => write!(f, "`!{tag}` is no function of CloudFormation"),
            Self::NoAttribute(text) => write!(f, "`!GetAtt` takes `LogicalId.Attribute`, not `{text}`"),
            Self::Number(text) => {
                write!(
                    f,
                    "`{text}` does not fit a number of a template; quote it if it is text"
                )
            }
            Self::NotAMap(kind) => write!(f, "a template is a map of sections, this is {kind}"),
        }
    }
}

impl std::error::Error for ReadProblem {}

impl From<ReadProblem> for ReadError {
    fn from(problem: ReadProblem) -> Self {
        Self { place: None, problem }
    }
}
