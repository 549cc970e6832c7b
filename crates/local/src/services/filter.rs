//! Filter patterns of event source mappings.
//!
//! A pattern is a map with the shape of a record: each leaf is a list, of which one item must match the record's
//! value. Matching is on the record as JSON, so that a DynamoDB number (`{"N": "5"}`) is text here as it is on AWS,
//! and `numeric` never matches it.

use std::str::FromStr;

use serde_json::{Map, Value};

/// A pattern that records must match.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter(Pattern);

/// A pattern that AWS would refuse too, or that uses an operator unknown here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the pattern cannot be used: {0}")]
pub struct FilterError(String);

impl Filter {
    /// Whether a record matches.
    pub fn matches(&self, record: &Value) -> bool {
        self.0.matches(Some(record))
    }
}

impl FromStr for Filter {
    type Err = FilterError;

    fn from_str(pattern: &str) -> Result<Self, FilterError> {
        match serde_json::from_str(pattern) {
            Ok(Value::Object(map)) => Pattern::parse(&map).map(Self),
            Ok(_) => Err(FilterError("it is no JSON object".to_owned())),
            Err(error) => Err(FilterError(error.to_string())),
        }
    }
}

/// What one map must fulfil: all fields, and of each `$or` one alternative.
#[derive(Clone, Debug, PartialEq)]
struct Pattern {
    fields: Vec<(String, Rule)>,
    alternatives: Vec<Pattern>,
}

#[derive(Clone, Debug, PartialEq)]
enum Rule {
    Inside(Pattern),
    OneOf(Vec<Condition>),
}

#[derive(Clone, Debug, PartialEq)]
enum Condition {
    Equals(Value),
    EqualsIgnoringCase(String),
    StartsWith(String),
    EndsWith(String),
    AnythingBut(Vec<Value>),
    Numeric(Vec<(Comparison, f64)>),
    Exists(bool),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Pattern {
    fn parse(map: &Map<String, Value>) -> Result<Self, FilterError> {
        let mut pattern = Self {
            fields: Vec::new(),
            alternatives: Vec::new(),
        };
        for (key, value) in map {
            match value {
                Value::Array(items) if key == "$or" => {
                    let maps = items.iter().map(|item| item.as_object());
                    let maps: Option<Vec<_>> = maps.collect();
                    let maps = maps.ok_or_else(|| wrong("`$or` takes a list of patterns"))?;
                    pattern.alternatives = maps.into_iter().map(Self::parse).collect::<Result<_, _>>()?;
                }
                Value::Array(items) => {
                    let conditions = items.iter().map(Condition::parse).collect::<Result<_, _>>()?;
                    pattern.fields.push((key.clone(), Rule::OneOf(conditions)));
                }
                Value::Object(inner) => {
                    pattern
                        .fields
                        .push((key.clone(), Rule::Inside(Self::parse(inner)?)));
                }
                _ => return Err(wrong(&format!("`{key}` takes a list or a map"))),
            }
        }
        Ok(pattern)
    }

    fn matches(&self, value: Option<&Value>) -> bool {
        if let Some(Value::Array(items)) = value {
            return items.iter().any(|item| self.matches(Some(item)));
        }
        let fields = self.fields.iter();
        let fields = fields
            .map(|(key, rule)| (rule, value.and_then(|value| value.get(key))))
            .all(|(rule, value)| rule.matches(value));
        let alternatives = &self.alternatives;
        fields && (alternatives.is_empty() || alternatives.iter().any(|pattern| pattern.matches(value)))
    }
}

impl Rule {
    fn matches(&self, value: Option<&Value>) -> bool {
        match self {
            Self::Inside(pattern) => pattern.matches(value),
            Self::OneOf(conditions) => conditions.iter().any(|condition| condition.matches(value)),
        }
    }
}

impl Condition {
    fn parse(item: &Value) -> Result<Self, FilterError> {
        let Some(map) = item.as_object() else {
            return if item.is_array() {
                Err(wrong("a list holds values and operators, no list"))
            } else {
                Ok(Self::Equals(item.clone()))
            };
        };
        let single = map.iter().next().filter(|_| map.len() == 1);
        let (operator, argument) = single.ok_or_else(|| wrong("a condition is a map with one operator"))?;
        match (operator.as_str(), argument) {
            ("exists", Value::Bool(exists)) => Ok(Self::Exists(*exists)),
            ("prefix", Value::String(text)) => Ok(Self::StartsWith(text.clone())),
            ("suffix", Value::String(text)) => Ok(Self::EndsWith(text.clone())),
            ("equals-ignore-case", Value::String(text)) => Ok(Self::EqualsIgnoringCase(text.clone())),
            ("anything-but", Value::Array(items)) => Ok(Self::AnythingBut(items.clone())),
            ("anything-but", Value::String(_) | Value::Number(_)) => {
                Ok(Self::AnythingBut(vec![argument.clone()]))
            }
            ("numeric", Value::Array(items)) => comparisons(items).map(Self::Numeric),
            _ => Err(wrong(&format!(
                "`{operator}` with `{argument}` is not known here"
            ))),
        }
    }

    fn matches(&self, value: Option<&Value>) -> bool {
        let Some(value) = value else {
            return *self == Self::Exists(false);
        };
        match (self, value) {
            (Self::Exists(exists), _) => *exists,
            // Of a list in the record, one item is enough.
            (_, Value::Array(items)) => items.iter().any(|item| self.matches(Some(item))),
            (Self::Equals(wanted), value) => equal(wanted, value),
            (Self::AnythingBut(unwanted), value) => !unwanted.iter().any(|unwanted| equal(unwanted, value)),
            (Self::EqualsIgnoringCase(wanted), Value::String(text)) => {
                wanted.to_lowercase() == text.to_lowercase()
            }
            (Self::StartsWith(prefix), Value::String(text)) => text.starts_with(prefix),
            (Self::EndsWith(suffix), Value::String(text)) => text.ends_with(suffix),
            (Self::Numeric(comparisons), Value::Number(number)) => number
                .as_f64()
                .is_some_and(|number| comparisons.iter().all(|(how, limit)| how.holds(number, *limit))),
            _ => false,
        }
    }
}

impl Comparison {
    fn parse(operator: &Value) -> Option<Self> {
        Some(match operator.as_str()? {
            "=" => Self::Equal,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    #[expect(
        clippy::float_cmp,
        reason = "the pattern names a number, and that number is meant"
    )]
    fn holds(self, number: f64, limit: f64) -> bool {
        match self {
            Self::Equal => number == limit,
            Self::Less => number < limit,
            Self::LessOrEqual => number <= limit,
            Self::Greater => number > limit,
            Self::GreaterOrEqual => number >= limit,
        }
    }
}

fn comparisons(items: &[Value]) -> Result<Vec<(Comparison, f64)>, FilterError> {
    let (pairs, rest) = items.as_chunks::<2>();
    let pairs: Option<Vec<_>> = pairs
        .iter()
        .map(|[operator, limit]| Comparison::parse(operator).zip(limit.as_f64()))
        .collect();
    pairs
        .filter(|pairs| !pairs.is_empty() && rest.is_empty())
        .ok_or_else(|| wrong("`numeric` takes pairs of an operator and a number"))
}

/// JSON equality in which `1` and `1.0` are the same number.
fn equal(left: &Value, right: &Value) -> bool {
    match (left.as_f64(), right.as_f64()) {
        (Some(left), Some(right)) => Comparison::Equal.holds(left, right),
        _ => left == right,
    }
}

fn wrong(message: &str) -> FilterError {
    FilterError(message.to_owned())
}

#[cfg(test)]
mod tests;
