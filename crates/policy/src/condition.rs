//! Conditions: an operator, a key of the request, and the values it is compared with.

mod compare;
mod operator;
mod samples;

pub(crate) use self::{operator::Kind, samples::samples};

pub use self::operator::{Comparison, Operator, Over};

use crate::{Request, Text};

/// One key of one operator in a `Condition` element.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// How it is compared.
    pub operator: Operator,
    /// The key of the request, in any case.
    pub key: String,
    /// What it is compared with; one of them must fit, or none, if the operator is negated.
    pub values: Vec<Text>,
}

impl Condition {
    /// Whether the condition holds for this request.
    ///
    /// A key that the request does not have fits nothing: so negated operators hold, and so do those with `IfExists`
    /// and `ForAllValues`.
    pub fn holds(&self, request: &Request) -> bool {
        let Operator {
            comparison,
            if_exists,
            ..
        } = self.operator;
        let found = request.values(&self.key);
        if comparison == Comparison::Null {
            let absent = if found.is_none() { "true" } else { "false" };
            return self.values.iter().any(|value| {
                value
                    .value(request)
                    .is_some_and(|value| value.eq_ignore_ascii_case(absent))
            });
        }
        let fits = |found: &String| comparison.is_negated() != self.is_one_of(comparison, found, request);
        let Some(found) = found else {
            return if_exists || self.operator.wants_all();
        };
        if self.operator.wants_all() {
            found.iter().all(fits)
        } else {
            found.iter().any(fits)
        }
    }

    /// Whether what was found fits one of the values, the negation left aside.
    fn is_one_of(&self, comparison: Comparison, found: &str, request: &Request) -> bool {
        self.values
            .iter()
            .any(|value| comparison.fits(value, found, request))
    }
}

impl Comparison {
    /// Whether what was found fits a value, the negation left aside.
    pub(crate) fn fits(self, value: &Text, found: &str, request: &Request) -> bool {
        compare::fits(self, value, found, request)
    }
}

#[cfg(test)]
mod tests;
