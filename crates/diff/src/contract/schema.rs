//! What one JSON schema refuses that another takes, by the words of draft 4, which API Gateway validates by.
//!
//! What is found may be too much: a message that only the old schema takes need not exist, as where two words exclude
//! each other. What is not found is not there: without a finding, every message that the old schema takes fits the new one.

mod bounds;
mod members;
mod refs;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashSet};

use cfn::{Map, Tree};

use refs::{same, target};

/// Schemas are compared to this depth, references followed.
const DEEPEST: usize = 64;

/// What the new schema refuses that the old one may take, each in a clause.
pub(super) fn stricter(old: &Tree, new: &Tree) -> Vec<String> {
    let nothing = Tree::Map(Map::new());
    let mut comparison = Comparison {
        roots: (old, new),
        empty: &nothing,
        seen: HashSet::new(),
        depth: 0,
        found: Vec::new(),
    };
    comparison.compare("", Side::of(Some(old)), Side::of(Some(new)));
    comparison.found
}

/// What stands for a value in a schema.
#[derive(Clone, Copy, Debug)]
enum Side<'t> {
    Anything,
    Nothing,
    Rule(&'t Tree),
}

impl<'t> Side<'t> {
    fn of(rule: Option<&'t Tree>) -> Self {
        match rule {
            Some(Tree::Bool(false)) => Self::Nothing,
            Some(rule @ Tree::Map(_)) => Self::Rule(rule),
            _ => Self::Anything,
        }
    }
}

struct Comparison<'t> {
    /// Both whole schemas, in which references are looked up.
    roots: (&'t Tree, &'t Tree),
    /// A schema that takes everything.
    empty: &'t Tree,
    /// The pairs that are compared already: schemas may refer to themselves.
    seen: HashSet<(*const Tree, *const Tree)>,
    depth: usize,
    found: Vec<String>,
}

impl<'t> Comparison<'t> {
    /// Compares what stands for the value at a path; the message itself has an empty one.
    fn compare(&mut self, at: &str, old: Side<'t>, new: Side<'t>) {
        let (old, new) = match (old, new) {
            (Side::Nothing, _) | (_, Side::Anything) => return,
            (_, Side::Nothing) => return self.say(at, "is refused"),
            (Side::Anything, Side::Rule(new)) => (self.empty, new),
            (Side::Rule(old), Side::Rule(new)) => (old, new),
        };
        let (old, new) = match (target(self.roots.0, old), target(self.roots.1, new)) {
            (Some(old), Some(new)) => (old, new),
            (None, None) if old == new => return,
            _ => return self.say(at, "has to fit a schema that stands elsewhere"),
        };
        if !self.seen.insert((old, new)) {
            return;
        }
        if self.depth == DEEPEST {
            return self.say(at, "is nested deeper than schemas are compared");
        }
        self.depth += 1;
        self.types(at, old, new);
        self.values(at, old, new);
        bounds::compare(self, at, old, new);
        members::compare(self, at, old, new);
        self.items(at, old, new);
        self.combinations(at, old, new);
        self.depth -= 1;
    }

    fn say(&mut self, at: &str, what: &str) {
        let subject = if at.is_empty() {
            "the message".to_owned()
        } else {
            format!("`{at}`")
        };
        self.found.push(format!("{subject} {what}"));
    }

    fn types(&mut self, at: &str, old: &Tree, new: &Tree) {
        let Some(allowed) = declared_types(new) else {
            return;
        };
        let fits = |kind: &&str| allowed.contains(kind) || (*kind == "integer" && allowed.contains("number"));
        let all_fit = match declared_types(old) {
            Some(types) => types.iter().all(fits),
            None => values(old).is_some_and(|values| values.iter().map(type_of).all(|kind| fits(&kind))),
        };
        if !all_fit {
            let words: Vec<&str> = allowed.into_iter().collect();
            self.say(at, &format!("may only be of type {}", words.join(" or ")));
        }
    }

    fn values(&mut self, at: &str, old: &Tree, new: &Tree) {
        let Some(allowed) = values(new) else { return };
        let listed = |values: &[Tree]| values.iter().map(json).collect::<Vec<_>>().join(", ");
        match values(old) {
            None => self.say(at, &format!("may only be one of {}", listed(allowed))),
            Some(values) => {
                let gone: Vec<Tree> = values
                    .iter()
                    .filter(|value| !allowed.contains(value))
                    .cloned()
                    .collect();
                if !gone.is_empty() {
                    self.say(at, &format!("may not be {} any more", listed(&gone)));
                }
            }
        }
    }

    fn items(&mut self, at: &str, old: &'t Tree, new: &'t Tree) {
        let (was, is) = (old.get("items"), new.get("items"));
        if !is_list(is) {
            let was = if is_list(was) {
                Side::Anything
            } else {
                Side::of(was)
            };
            return self.compare(&format!("{at}[]"), was, Side::of(is));
        }
        // One rule for each place: the same ones or not.
        let kept = ["items", "additionalItems"]
            .iter()
            .all(|word| match (old.get(word), new.get(word)) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(was), Some(is)) => same(self.roots, was, is),
            });
        if !kept {
            self.say(at, "has other rules for its items");
        }
    }

    /// Rules that are made of rules. Without a way to reason about them, they are the same or not.
    fn combinations(&mut self, at: &str, old: &Tree, new: &Tree) {
        let roots = self.roots;
        for word in ["allOf", "anyOf", "oneOf", "not", "dependencies"] {
            let Some(is) = new.get(word) else { continue };
            let was = old.get(word);
            let as_strict = match (word, was, is) {
                (_, None, _) => false,
                // Every rule of the new one was there before.
                ("allOf", Some(Tree::List(was)), Tree::List(is)) => is
                    .iter()
                    .all(|rule| was.iter().any(|other| same(roots, other, rule))),
                // Every way to fit is still there.
                ("anyOf", Some(Tree::List(was)), Tree::List(is)) => was
                    .iter()
                    .all(|rule| is.iter().any(|other| same(roots, rule, other))),
                (_, Some(was), is) => same(roots, was, is),
            };
            if !as_strict {
                self.say(at, &format!("has to fit another `{word}`"));
            }
        }
    }
}

fn is_list(value: Option<&Tree>) -> bool {
    matches!(value, Some(Tree::List(_)))
}

fn declared_types(schema: &Tree) -> Option<BTreeSet<&str>> {
    match schema.get("type")? {
        Tree::String(kind) => Some(BTreeSet::from([kind.as_str()])),
        Tree::List(kinds) => Some(kinds.iter().filter_map(Tree::as_str).collect()),
        _ => None,
    }
}

fn values(schema: &Tree) -> Option<&[Tree]> {
    schema.get("enum")?.as_list()
}

fn type_of(value: &Tree) -> &'static str {
    match value {
        Tree::Null => "null",
        Tree::Bool(_) => "boolean",
        Tree::Int(_) => "integer",
        Tree::Float(_) => "number",
        Tree::String(_) => "string",
        Tree::List(_) => "array",
        Tree::Map(_) => "object",
    }
}

/// A value as a schema has it, for a sentence.
fn json(value: &Tree) -> String {
    match value {
        Tree::String(text) => format!("`{text}`"),
        Tree::List(_) | Tree::Map(_) => value.kind().to_owned(),
        scalar => format!("`{}`", scalar.scalar_text().unwrap_or_else(|| "null".to_owned())),
    }
}
