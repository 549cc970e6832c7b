//! The values of a template's parameters: from the command line, from assets, from the stack, or the template's own.

use std::{collections::BTreeMap, fmt};

use cfn::{Template, Tree, nearest};

use crate::{change_set::Given, stack::Stack};

/// What the stack is now: the one that parameters were given before.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// The stack.
    pub stack: &'a Stack,
    /// Its template, where it can be read.
    pub template: Option<&'a Template>,
}

/// What is wrong with a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterFinding {
    /// The template does not declare it.
    Unknown {
        /// The name that was given.
        name: String,
        /// The name that was probably meant.
        nearest: Option<String>,
    },
    /// It has no default, nobody gave a value, and the stack has none.
    Missing {
        /// Its name.
        name: String,
    },
    /// The value is not among those that the template allows.
    NotAllowed {
        /// Its name.
        name: String,
        /// The value that was given.
        value: String,
        /// What is allowed.
        allowed: Vec<String>,
    },
}

impl fmt::Display for ParameterFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, nearest } => {
                write!(f, "there is no parameter {name}")?;
                match nearest {
                    Some(nearest) => write!(f, "; did you mean {nearest}?"),
                    None => Ok(()),
                }
            }
            Self::Missing { name } => write!(f, "parameter {name} has no value and no default"),
            Self::NotAllowed { name, value, allowed } => {
                write!(
                    f,
                    "parameter {name} cannot be {value:?}; it can be {}",
                    allowed.join(", ")
                )
            }
        }
    }
}

/// What each parameter is given; one that is not in the result takes the default of the template.
///
/// What the stack was given once goes on. A parameter that had the default of its time has the default of this one:
/// otherwise a default could be changed in the program, and nothing would happen.
pub fn values(
    template: &Template,
    given: &BTreeMap<String, String>,
    before: Option<Before<'_>>,
) -> Result<BTreeMap<String, Given>, Vec<ParameterFinding>> {
    let mut values = BTreeMap::new();
    let mut findings = unknown(template, given);
    for (name, declared) in template.section("Parameters") {
        match given.get(name) {
            Some(value) => {
                findings.extend(not_allowed(name, declared, value));
                values.insert(name.to_owned(), Given::Value(value.clone()));
            }
            None if goes_on(name, declared, before) => {
                values.insert(name.to_owned(), Given::Previous);
            }
            None if declared.get("Default").is_none() => {
                let name = name.to_owned();
                findings.push(ParameterFinding::Missing { name });
            }
            None => {}
        }
    }
    if findings.is_empty() {
        Ok(values)
    } else {
        Err(findings)
    }
}

fn unknown(template: &Template, given: &BTreeMap<String, String>) -> Vec<ParameterFinding> {
    let known: Vec<&str> = template.section("Parameters").map(|(name, _)| name).collect();
    let unknown = given.keys().filter(|name| !known.contains(&name.as_str()));
    unknown
        .map(|name| ParameterFinding::Unknown {
            name: name.clone(),
            nearest: nearest(name, known.iter().copied()).map(str::to_owned),
        })
        .collect()
}

/// Whether a parameter keeps the value that the stack has.
fn goes_on(name: &str, declared: &Tree, before: Option<Before<'_>>) -> bool {
    let Some(before) = before else { return false };
    let Some(value) = before.stack.parameters.get(name) else {
        return false;
    };
    let old = before
        .template
        .and_then(|old| old.tree().at(&["Parameters", name, "Default"]));
    let was_default = old.and_then(Tree::scalar_text).as_ref() == Some(value);
    !was_default || declared.get("Default").is_none()
}

fn not_allowed(name: &str, declared: &Tree, value: &str) -> Option<ParameterFinding> {
    let allowed = declared.get("AllowedValues")?.as_list()?;
    let allowed: Vec<String> = allowed.iter().filter_map(Tree::scalar_text).collect();
    let is_list = declared.get("Type").and_then(Tree::as_str) == Some("CommaDelimitedList");
    let is_allowed = |value: &str| allowed.iter().any(|one| one == value);
    let fits = if is_list {
        value.split(',').all(|one| is_allowed(one.trim()))
    } else {
        is_allowed(value)
    };
    (!fits).then(|| ParameterFinding::NotAllowed {
        name: name.to_owned(),
        value: value.to_owned(),
        allowed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stack::tests::stack;

    fn template(parameters: &str) -> Template {
        Template::from_json("demo", &format!(r#"{{"Parameters": {parameters}}}"#)).unwrap()
    }

    fn given(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    fn stack_with(parameters: &[(&str, &str)]) -> Stack {
        Stack {
            parameters: given(parameters),
            ..stack("UPDATE_COMPLETE")
        }
    }

    #[test]
    fn what_was_given_goes_on_and_what_was_default_follows_the_default() {
        let old = template(
            r#"{"Level": {"Type": "String", "Default": "info"}, "Size": {"Type": "Number", "Default": 1}}"#,
        );
        let new = template(
            r#"{"Level": {"Type": "String", "Default": "warn"}, "Size": {"Type": "Number", "Default": 2},
                "New": {"Type": "String", "Default": "x"}}"#,
        );
        let stack = stack_with(&[("Level", "debug"), ("Size", "1"), ("Gone", "y")]);
        let template = Some(&old);
        let before = Before {
            stack: &stack,
            template,
        };
        let values = values(&new, &given(&[]), Some(before)).unwrap();
        assert_eq!(values, BTreeMap::from([("Level".to_owned(), Given::Previous)]));
    }

    #[test]
    fn a_value_without_default_goes_on_even_where_it_was_a_default_once() {
        let old = template(r#"{"Level": {"Type": "String", "Default": "info"}}"#);
        let new = template(r#"{"Level": {"Type": "String"}}"#);
        let stack = stack_with(&[("Level", "info")]);
        for template in [Some(&old), None] {
            let before = Before {
                stack: &stack,
                template,
            };
            let values = values(&new, &given(&[]), Some(before)).unwrap();
            assert_eq!(values["Level"], Given::Previous);
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let template = template(
            r#"{"Level": {"Type": "String", "AllowedValues": ["info", "warn"]}, "Bucket": {"Type": "String"},
                "Some": {"Type": "CommaDelimitedList", "AllowedValues": ["a", "b"]}}"#,
        );
        let given = given(&[("Level", "loud"), ("Bukcet", "b"), ("Some", "a, b")]);
        let findings: Vec<String> = values(&template, &given, None)
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            findings,
            [
                "there is no parameter Bukcet; did you mean Bucket?",
                "parameter Level cannot be \"loud\"; it can be info, warn",
                "parameter Bucket has no value and no default",
            ]
        );
    }
}
