//! Why a tree could not be resolved.

use std::fmt;

use super::condition::MAX_DEPTH;

/// An intrinsic function that has no value: which function, where, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolveError {
    /// The function, such as `Fn::GetAtt`.
    pub function: String,
    /// Where it stands in the tree that was given, such as `Properties.Environment.Variables.TABLE`.
    pub path: String,
    /// Why it has no value.
    pub problem: ResolveProblem,
}

impl fmt::Display for ResolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` at `{}`: {}", self.function, self.path, self.problem)
    }
}

impl std::error::Error for ResolveError {}

/// Why an intrinsic function has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResolveProblem {
    /// Nothing of this name is known: no parameter, no pseudo parameter, no resource.
    UnknownReference(String),
    /// The resource is unknown, or has no such attribute.
    UnknownAttribute {
        /// The logical id.
        id: String,
        /// The attribute.
        attribute: String,
    },
    /// The template has no such condition.
    UnknownCondition(String),
    /// A condition is defined through itself.
    ConditionCycle(Vec<String>),
    /// Conditions refer to conditions, further than anybody would read.
    ConditionDepth,
    /// The mapping has no such row or column.
    UnknownMapping {
        /// The mapping.
        mapping: String,
        /// The top-level key.
        first: String,
        /// The second-level key.
        second: String,
    },
    /// `Fn::Select` counts past the end of its list.
    OutOfRange {
        /// The index that was asked for.
        index: usize,
        /// The number of items.
        length: usize,
    },
    /// A part has the wrong form.
    Form {
        /// What the function takes.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A value of another stack, which does not run here.
    NotLocal,
    /// A function that this tool does not evaluate.
    Unsupported,
    /// A function stands beside other keys.
    NotAlone,
}

impl fmt::Display for ResolveProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownReference(name) => {
                write!(
                    f,
                    "nothing is named `{name}`: no parameter and no resource that is available here"
                )
            }
            Self::UnknownAttribute { id, attribute } => {
                write!(f, "`{id}` has no attribute `{attribute}` that is available here")
            }
            Self::UnknownCondition(name) => write!(f, "the template has no condition `{name}`"),
            Self::ConditionCycle(names) => {
                write!(
                    f,
                    "the condition is defined through itself: {}",
                    names.join(" -> ")
                )
            }
            Self::ConditionDepth => write!(f, "conditions nest more than {MAX_DEPTH} deep"),
            Self::UnknownMapping {
                mapping,
                first,
                second,
            } => {
                write!(
                    f,
                    "the mappings hold nothing under `{mapping}`, `{first}`, `{second}`"
                )
            }
            Self::OutOfRange { index, length } => {
                write!(
                    f,
                    "there is no item {index} in a list of {length}; items count from 0"
                )
            }
            Self::Form { expected, found } => write!(f, "{expected} is wanted, {found} was found"),
            Self::NotLocal => f.write_str("exports of other stacks are not available locally"),
            Self::Unsupported => f.write_str("this function is not evaluated locally"),
            Self::NotAlone => f.write_str("an intrinsic function must be the only key of its map"),
        }
    }
}

impl std::error::Error for ResolveProblem {}
