//! The members of an object: which must be there, which may, and what each has to fit.

use std::collections::BTreeSet;

use cfn::Tree;

use super::{Comparison, Side, same};

pub(super) fn compare<'t>(comparison: &mut Comparison<'t>, at: &str, old: &'t Tree, new: &'t Tree) {
    for name in required(new).difference(&required(old)) {
        comparison.say(&inside(at, name), "is required");
    }
    let (was, is) = (Members::of(old), Members::of(new));
    let same_patterns = match (was.patterns, is.patterns) {
        (None, None) => true,
        (Some(was), Some(is)) => same(comparison.roots, was, is),
        // The rest is what all others have to fit.
        (Some(_), None) => matches!(is.rest, Side::Anything),
        (None, Some(_)) => false,
    };
    if !same_patterns {
        comparison.say(at, "has other rules for members whose names match a pattern");
    }
    let names: BTreeSet<&str> = was.names().chain(is.names()).collect();
    for name in names {
        comparison.compare(&inside(at, name), was.most(name), is.least(name));
    }
    match (was.rest, is.rest) {
        (Side::Anything | Side::Rule(_), Side::Nothing) => {
            comparison.say(at, "may not have members that the model does not name");
        }
        (was, is) => comparison.compare(&inside(at, "*"), was, is),
    }
}

fn inside(at: &str, name: &str) -> String {
    if at.is_empty() {
        name.to_owned()
    } else {
        format!("{at}.{name}")
    }
}

fn required(schema: &Tree) -> BTreeSet<&str> {
    let names = schema.get("required").and_then(Tree::as_list).unwrap_or_default();
    names.iter().filter_map(Tree::as_str).collect()
}

/// What the members of an object have to fit.
struct Members<'t> {
    named: Option<&'t Tree>,
    patterns: Option<&'t Tree>,
    /// What members have to fit that neither a name nor a pattern stands for.
    rest: Side<'t>,
}

impl<'t> Members<'t> {
    fn of(schema: &'t Tree) -> Self {
        Self {
            named: schema.get("properties"),
            patterns: schema.get("patternProperties"),
            rest: Side::of(schema.get("additionalProperties")),
        }
    }

    fn names(&self) -> impl Iterator<Item = &'t str> {
        let named = self.named.and_then(Tree::as_map);
        named.into_iter().flatten().map(|(name, _)| name.as_str())
    }

    fn rule(&self, name: &str) -> Option<&'t Tree> {
        self.named.and_then(|named| named.get(name))
    }

    /// The most that may be taken of a member with this name: a pattern may spare it what the rest has to fit.
    fn most(&self, name: &str) -> Side<'t> {
        match self.rule(name) {
            Some(rule) => Side::of(Some(rule)),
            None if self.patterns.is_some() => Side::Anything,
            None => self.rest,
        }
    }

    /// The least that is taken of it.
    fn least(&self, name: &str) -> Side<'t> {
        self.rule(name).map_or(self.rest, |rule| Side::of(Some(rule)))
    }
}
