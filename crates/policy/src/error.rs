//! What is wrong with a policy document.

use std::fmt;

use cfn::read::ReadError;

/// All mistakes of a policy document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyErrors {
    /// The policy's name.
    pub name: String,
    /// The mistakes, in the document's order; never none.
    pub errors: Vec<PolicyError>,
}

impl std::error::Error for PolicyErrors {}

impl fmt::Display for PolicyErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no policy", self.name)?;
        self.errors.iter().try_for_each(|error| write!(f, "\n  {error}"))
    }
}

/// One mistake of a policy document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}{}{problem}", if .path.is_empty() { "" } else { ": " })]
pub struct PolicyError {
    /// Where, such as `Statement[0].Condition.Bool`; empty for the document as a whole.
    pub path: String,
    /// What.
    pub problem: PolicyProblem,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyProblem {
    /// The text is no JSON.
    #[error(transparent)]
    Json(#[from] ReadError),
    /// Something has the wrong form.
    #[error("{expected} is wanted, {found} was found")]
    Form {
        /// What is wanted.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// An element is missing.
    #[error("a statement needs {0}")]
    Missing(&'static str),
    /// An element and its negation stand together.
    #[error("`{0}` and `Not{0}` exclude each other")]
    Both(&'static str),
    /// A key that documents or statements do not have.
    #[error("there is no element `{name}`{}", .meant.map(|meant| format!("; hint: `{meant}`")).unwrap_or_default())]
    UnknownElement {
        /// The key.
        name: String,
        /// The element that was probably meant.
        meant: Option<&'static str>,
    },
    /// A version that does not exist.
    #[error("the version is `2012-10-17` or `2008-10-17`, not `{0}`")]
    Version(String),
    /// An effect that does not exist.
    #[error("an effect is `Allow` or `Deny`, not `{0}`")]
    Effect(String),
    /// An action that is neither `*` nor `service:Name`.
    #[error("an action is `service:Name` or `*`, not `{0}`")]
    Action(String),
    /// A kind of principal that does not exist.
    #[error("a principal is `AWS`, `Service`, `Federated` or `CanonicalUser`, not `{0}`")]
    PrincipalKind(String),
    /// A condition operator that does not exist.
    #[error("there is no condition operator `{name}`{}", .meant.map(|meant| format!("; hint: `{meant}`")).unwrap_or_default())]
    Operator {
        /// The operator.
        name: String,
        /// The operator that was probably meant.
        meant: Option<&'static str>,
    },
    /// A value that the condition operator cannot compare.
    #[error("`{value}` is no {kind}")]
    Value {
        /// The value.
        value: String,
        /// What the operator compares.
        kind: &'static str,
    },
}
