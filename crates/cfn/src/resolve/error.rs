//! Why a tree could not be resolved.

use super::condition::MAX_DEPTH;

/// An intrinsic function that has no value: which function, where, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{function}` at `{path}`: {problem}")]
pub struct ResolveError {
    /// The function, such as `Fn::GetAtt`.
    pub function: String,
    /// Where it stands in the tree that was given, such as `Properties.Environment.Variables.TABLE`.
    pub path: String,
    /// Why it has no value.
    pub problem: ResolveProblem,
}

/// Why an intrinsic function has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ResolveProblem {
    /// Nothing of this name is known: no parameter, no pseudo parameter, no resource.
    #[error("nothing is named `{0}`: no parameter and no resource that is available here")]
    UnknownReference(String),
    /// The resource is unknown, or has no such attribute.
    #[error("`{id}` has no attribute `{attribute}` that is available here")]
    UnknownAttribute {
        /// The logical id.
        id: String,
        /// The attribute.
        attribute: String,
    },
    /// The template has no such condition.
    #[error("the template has no condition `{0}`")]
    UnknownCondition(String),
    /// A condition is defined through itself.
    #[error("the condition is defined through itself: {}", .0.join(" -> "))]
    ConditionCycle(Vec<String>),
    /// Conditions refer to conditions, further than anybody would read.
    #[error("conditions nest more than {MAX_DEPTH} deep")]
    ConditionDepth,
    /// The mapping has no such row or column.
    #[error("the mappings hold nothing under `{mapping}`, `{first}`, `{second}`")]
    UnknownMapping {
        /// The mapping.
        mapping: String,
        /// The top-level key.
        first: String,
        /// The second-level key.
        second: String,
    },
    /// `Fn::Select` counts past the end of its list.
    #[error("there is no item {index} in a list of {length}; items count from 0")]
    OutOfRange {
        /// The index that was asked for.
        index: usize,
        /// The number of items.
        length: usize,
    },
    /// A part has the wrong form.
    #[error("{expected} is wanted, {found} was found")]
    Form {
        /// What the function takes.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A value of another stack, which does not run here.
    #[error("exports of other stacks are not available locally")]
    NotLocal,
    /// A function that this tool does not evaluate.
    #[error("this function is not evaluated locally")]
    Unsupported,
    /// A function stands beside other keys.
    #[error("an intrinsic function must be the only key of its map")]
    NotAlone,
}
