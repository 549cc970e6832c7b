//! Why a template does not parse or does not render.

pub use cfn::read::Place;

use crate::{jsonpath::PathError, limits};

/// Why a template does not parse, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct SyntaxError {
    /// Where.
    pub place: Place,
    /// Why.
    pub problem: SyntaxProblem,
}

/// Why a template does not parse.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SyntaxProblem {
    /// The template is longer than [`limits::TEMPLATE_BYTES`].
    #[error("the template has {0} bytes; API Gateway takes at most {max}", max = limits::TEMPLATE_BYTES)]
    TooLong(usize),
    /// Brackets, strings and directives nest deeper than [`limits::NESTING`].
    #[error("more than {max} constructs stand inside each other", max = limits::NESTING)]
    TooDeep,
    /// There are more errors than anybody reads.
    #[error("more than {max} errors; the rest is left out", max = limits::ERRORS)]
    TooMany,
    /// Something else should stand here.
    #[error("expected {what}, found {found}")]
    Expected {
        /// What should stand here.
        what: &'static str,
        /// What does.
        found: String,
    },
    /// A directive, comment or string that never ends.
    #[error("{what} never ends")]
    Unclosed {
        /// What was begun here.
        what: &'static str,
    },
    /// A closing directive that closes nothing.
    #[error("`{0}` without `#if` or `#foreach` before it")]
    Orphan(&'static str),
    /// A dollar or hash as the very last character.
    #[error("a template cannot end in `{0}`")]
    LoneAtEnd(char),
    /// `$a -1`: the minus belongs to the number.
    #[error("`-` before a digit begins a negative number; there is no operator between the two values")]
    MinusSticks,
    /// `$list.get($i + 1)`.
    #[error("an argument is a single value, not a calculation")]
    Calculation,
    /// A number that does not fit.
    #[error("`{0}` does not fit a number of 64 bits")]
    Number(String),
    /// A directive of Velocity that mapping templates do not have.
    #[error("`#{0}` is not available in mapping templates")]
    Unsupported(String),
}

impl SyntaxError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match &self.problem {
            SyntaxProblem::TooLong(_) => "take out comments and indentation",
            SyntaxProblem::TooDeep => "`#set` an inner part to a variable first",
            SyntaxProblem::Expected { found, .. } if found == "`=`" => {
                "`==` compares, `=` stands in `#set` only"
            }
            SyntaxProblem::Unclosed { what } if what.starts_with("`#") => "add `#end`",
            SyntaxProblem::Unclosed { what } if what.ends_with("reference") => "add the closing bracket",
            SyntaxProblem::LoneAtEnd(_) => "add a line break after it",
            SyntaxProblem::MinusSticks => "write a blank on both sides of the minus",
            SyntaxProblem::Calculation => "calculate it in a `#set` before, and pass the variable",
            SyntaxProblem::Unsupported(_) => "write the text where it is needed",
            _ => return None,
        })
    }
}

/// Why a template does not render, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct RenderError {
    /// Where in the template.
    pub place: Place,
    /// Why.
    pub problem: RenderProblem,
}

/// Why a template does not render.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RenderProblem {
    /// A method that the value does not have. Velocity would write the reference as text.
    #[error("{receiver} has no method `{method}`")]
    UnknownMethod {
        /// What the method is called on.
        receiver: &'static str,
        /// The method.
        method: String,
        /// The nearest one that exists.
        nearest: Option<&'static str>,
    },
    /// A method that takes other arguments.
    #[error("`{method}` of {receiver} does not take ({given})")]
    Arguments {
        /// What the method is called on.
        receiver: &'static str,
        /// The method.
        method: String,
        /// The kinds of what it was given.
        given: String,
    },
    /// An index beyond the ends.
    #[error("there is no index {index}: the size is {size}")]
    Index {
        /// The index.
        index: i64,
        /// How many there are.
        size: usize,
    },
    /// Text that is no number where one is read.
    #[error("`{0}` is no number")]
    NotANumber(String),
    /// A whole number beyond 64 bits, which Java would continue in another type.
    #[error("the result does not fit 64 bits")]
    Overflow,
    /// A path of JSON that is not understood.
    #[error("the path `{path}` is not understood: {error}")]
    Path {
        /// The path.
        path: String,
        /// Why.
        error: PathError,
    },
    /// A regular expression that is not understood.
    #[error("the regular expression `{pattern}` is not understood: {reason}")]
    Regex {
        /// The expression.
        pattern: String,
        /// Why.
        reason: String,
    },
    /// A replacement that names a group that does not exist, or ends in a backslash or dollar.
    #[error("the replacement `{0}` is not understood")]
    Replacement(String),
    /// The body, or a text to parse, that is no JSON.
    #[error("{what} is not JSON: {reason}")]
    Json {
        /// Which text.
        what: &'static str,
        /// Why.
        reason: String,
    },
    /// Text that cannot be decoded.
    #[error("`{text}` cannot be decoded as {encoding}")]
    Undecodable {
        /// The text.
        text: String,
        /// The encoding.
        encoding: &'static str,
    },
    /// A loop with more than [`limits::ROUNDS`] rounds.
    #[error("a loop over {0} items; API Gateway runs at most {max} rounds", max = limits::ROUNDS)]
    TooManyRounds(usize),
    /// More than [`limits::STEPS`] steps.
    #[error("the template takes more than {max} steps", max = limits::STEPS)]
    TooMuchWork,
    /// More than [`limits::TEXT_BYTES`] of text.
    #[error("the template makes more than {max} bytes of text", max = limits::TEXT_BYTES)]
    TooMuchText,
    /// A value that nests deeper than [`limits::VALUE_NESTING`], as a list that contains itself does.
    #[error("a value nests deeper than {max} levels", max = limits::VALUE_NESTING)]
    TooDeep,
}

impl RenderError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        Some(match &self.problem {
            RenderProblem::UnknownMethod { nearest, .. } => format!("did you mean `{}`?", (*nearest)?),
            RenderProblem::Index { .. } => "ask for the size before".to_owned(),
            RenderProblem::Regex { .. } => {
                "look-around, back references and possessive quantifiers are not available here".to_owned()
            }
            RenderProblem::Replacement(_) => {
                "`\\$` writes a dollar, `\\\\` a backslash, `$1` the first group".to_owned()
            }
            RenderProblem::TooManyRounds(_) => "select fewer items, or do the work in a function".to_owned(),
            RenderProblem::TooDeep => "does a list or map contain itself?".to_owned(),
            _ => return None,
        })
    }
}
