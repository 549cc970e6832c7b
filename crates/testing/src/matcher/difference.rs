//! In what a value differs from what was wanted.

use std::fmt;

use cfn::{Concrete, Tree};

use super::Matcher;
use crate::fail::shown;

/// One thing in which a value differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where, such as `KeySchema[0].KeyType`.
    pub path: String,
    /// What was wanted.
    pub wanted: String,
    /// What is there.
    pub found: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: wanted {}, found {}", self.path, self.wanted, self.found)
    }
}

/// The value at a path such as `A.B[0].C`. A key with a dot of its own is found before the path is taken apart.
pub(crate) fn at<'a>(tree: &'a Tree, path: &str) -> Option<&'a Tree> {
    if let Some(value) = tree.get(path) {
        return Some(value);
    }
    path.split('.').try_fold(tree, |tree, step| {
        let (key, indexes) = step.split_at(step.find('[').unwrap_or(step.len()));
        let tree = if key.is_empty() { tree } else { tree.get(key)? };
        let indexes = indexes.split('[').filter_map(|index| index.strip_suffix(']'));
        indexes.into_iter().try_fold(tree, |tree, index| {
            tree.as_list()?.get(index.parse::<usize>().ok()?)
        })
    })
}

impl Matcher {
    /// In what a value differs, at most one difference per place.
    pub(crate) fn differences(
        &self,
        path: &str,
        found: Option<&Tree>,
        concrete: &Concrete,
    ) -> Vec<Difference> {
        let Some(found) = found else {
            return match self {
                Self::Absent => Vec::new(),
                wanted => vec![difference(path, wanted, "nothing".to_owned())],
            };
        };
        let whole = |fits: bool| {
            if fits {
                Vec::new()
            } else {
                vec![difference(path, self, described(found, concrete))]
            }
        };
        match self {
            Self::Any => Vec::new(),
            Self::Exactly(wanted) => {
                whole(found == wanted || concrete.value(found) == concrete.value(wanted))
            }
            Self::Text(pattern) => {
                let text = concrete.value(found).scalar_text();
                whole(text.is_some_and(|text| pattern.matches(&text)))
            }
            Self::Object(entries) if found.as_map().is_some() => entries
                .iter()
                .flat_map(|(key, matcher)| {
                    matcher.differences(&format!("{path}.{key}"), at(found, key), concrete)
                })
                .collect(),
            Self::Items(wanted) if found.as_list().is_some_and(|items| items.len() == wanted.len()) => {
                let items = found.as_list().unwrap_or_default();
                let pairs = wanted.iter().zip(items).enumerate();
                pairs
                    .flat_map(|(index, (matcher, item))| {
                        matcher.differences(&format!("{path}[{index}]"), Some(item), concrete)
                    })
                    .collect()
            }
            Self::Contains(wanted) if found.as_list().is_some() => {
                let items = found.as_list().unwrap_or_default();
                wanted
                    .iter()
                    .flat_map(|matcher| matcher.missing(path, items, concrete))
                    .collect()
            }
            Self::Absent | Self::Object(_) | Self::Items(_) | Self::Contains(_) => whole(false),
        }
    }

    /// In what the nearest item differs, if none is like this.
    fn missing(&self, path: &str, items: &[Tree], concrete: &Concrete) -> Vec<Difference> {
        let differences = items
            .iter()
            .enumerate()
            .map(|(index, item)| self.differences(&format!("{path}[{index}]"), Some(item), concrete));
        let nearest = differences.min_by_key(Vec::len);
        nearest.unwrap_or_else(|| {
            vec![difference(
                path,
                &Self::Contains(vec![self.clone()]),
                "[]".to_owned(),
            )]
        })
    }
}

fn difference(path: &str, wanted: &Matcher, found: String) -> Difference {
    Difference {
        path: path.to_owned(),
        wanted: wanted.to_string(),
        found,
    }
}

/// The value as it is written, and what a function in it stands for.
fn described(found: &Tree, concrete: &Concrete) -> String {
    let value = concrete.value(found);
    if value == *found {
        shown(found)
    } else {
        format!("{}, which is {}", shown(found), shown(&value))
    }
}
