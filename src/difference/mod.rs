//! Differences of stacks, to be shown.

pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod text;

use cfn::Tree;
use diff::{Action, Change, Difference, Edit, Replacement, Topic};

/// What happens to a stack.
#[derive(Debug)]
pub(crate) struct Compared {
    /// The stack's name.
    pub(crate) stack: String,
    /// What differs.
    pub(crate) difference: Difference,
}

impl Compared {
    /// `2 added, 1 replaced`, or that nothing differs.
    fn summary(&self) -> String {
        let count = |action| {
            let changes = self.difference.changes.iter();
            changes.filter(|change| change.action == action).count()
        };
        let mut parts: Vec<String> = ACTIONS
            .into_iter()
            .map(|(action, _)| (count(action), action.as_str()))
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        match self.difference.sections.len() {
            0 => {}
            1 => parts.push("1 change outside of resources".to_owned()),
            several => parts.push(format!("{several} changes outside of resources")),
        }
        if parts.is_empty() {
            "no difference".to_owned()
        } else {
            parts.join(", ")
        }
    }

    fn verdicts(&self, topic: Topic) -> Vec<String> {
        let verdicts = self.difference.verdicts.iter();
        verdicts
            .filter(|verdict| verdict.topic == topic)
            .map(|verdict| format!("`{}`: {}", verdict.resource, verdict.message))
            .collect()
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

fn mark(action: Action) -> &'static str {
    ACTIONS
        .iter()
        .find(|(other, _)| *other == action)
        .map_or("", |(_, mark)| mark)
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

/// An edit's place, as a reader knows it, and both sides.
fn sides(edit: &Edit) -> (&str, String, String) {
    let path = edit.path.strip_prefix("Properties.").unwrap_or(&edit.path);
    (path, value(edit.old.as_ref()), value(edit.new.as_ref()))
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
