//! Differences of stacks, to be shown.

pub(crate) mod json;
pub(crate) mod markdown;
mod summary;
pub(crate) mod text;

use cfn::{Template, Tree};
use diff::{Action, Change, Difference, Edit, Replacement, Topic, Verdict};

pub(crate) use summary::changes;

/// What happens to a stack.
#[derive(Debug)]
pub(crate) struct Compared {
    /// The stack's name.
    pub(crate) stack: String,
    /// What differs.
    pub(crate) difference: Difference,
}

impl Compared {
    /// Compares what a stack is with what it is to be, wherever the two come from.
    pub(crate) fn new(stack: &str, old: &Template, new: &Template) -> Self {
        Self {
            stack: stack.to_owned(),
            difference: diff::between(old, new),
        }
    }
}

/// What can happen, gravest first, each with its mark.
const ACTIONS: [(Action, &str); 7] = [
    (Action::Retyped, "!"),
    (Action::Removed, "-"),
    (Action::Replaced, "±"),
    (Action::MayBeReplaced, "?"),
    (Action::Moved, ">"),
    (Action::Changed, "~"),
    (Action::Added, "+"),
];

/// What verdicts are about, gravest first, each with its heading.
const TOPICS: [(Topic, &str); 3] = [
    (Topic::Data, "Data"),
    (Topic::Access, "Access"),
    (Topic::Contract, "Contract with clients"),
];

fn mark(action: Action) -> &'static str {
    ACTIONS
        .iter()
        .find(|(other, _)| *other == action)
        .map_or("", |(_, mark)| mark)
}

/// The verdicts on a topic; there is a heading where there is one of them.
fn on(difference: &Difference, topic: Topic) -> Vec<&Verdict> {
    let verdicts = difference.verdicts.iter();
    verdicts.filter(|verdict| verdict.topic == topic).collect()
}

/// A request that proves it, where a verdict has one.
fn witness(verdict: &Verdict) -> Option<&str> {
    verdict.access.as_ref()?.witness.as_deref()
}

/// What happens to a resource, and why: `replaced, because BillingMode can only be set when it is made`.
fn what(change: &Change) -> String {
    let word = change.action.as_str();
    match (&change.replacement, &change.from) {
        (Some(Replacement::Property(property)), _) => {
            format!("{word}: {property} can only be set when it is made")
        }
        (Some(Replacement::Follows { property, resource }), _) => {
            format!("{word}: its {property} follows {resource}, which is new")
        }
        (None, Some(from)) => format!("{word}: it was {from}"),
        (None, None) => word.to_owned(),
    }
}

/// Where a resource is declared, or was when it goes.
fn place(change: &Change) -> Option<String> {
    let origin = change.origin.as_ref()?;
    Some(match change.action {
        Action::Removed => format!("was at {origin}"),
        _ => origin.to_string(),
    })
}

/// An edit's place, as a reader knows it, and both sides.
fn sides(edit: &Edit) -> String {
    let path = edit.path.strip_prefix("Properties.").unwrap_or(&edit.path);
    format!(
        "{path}: {} -> {}",
        value(edit.old.as_ref()),
        value(edit.new.as_ref())
    )
}

/// A value shows so much of itself.
const LONGEST: usize = 160;

fn value(side: Option<&Tree>) -> String {
    let Some(tree) = side else {
        return "-".to_owned();
    };
    // A tree has text keys alone, so it can always be written.
    let text = serde_json::to_string(tree).unwrap_or_default();
    match text.char_indices().nth(LONGEST) {
        None => text,
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

#[cfg(test)]
mod tests;
