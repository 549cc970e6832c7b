//! One text for statements that differ only in how they are written.

use crate::{Condition, Matching, Statement, Text};

/// The same for two statements only if they mean the same: ids, orders, repetitions and the case of keys do not show.
pub(super) fn canonical(statement: &Statement) -> String {
    let mut parts = vec![statement.effect.to_string()];
    if let Some(principals) = &statement.principals {
        parts.push(matching("Principal", principals, |principal| {
            format!("{principal:?}")
        }));
    }
    parts.push(matching("Action", &statement.actions, |action| {
        action.to_string().to_ascii_lowercase()
    }));
    if let Some(resources) = &statement.resources {
        parts.push(matching("Resource", resources, text));
    }
    parts.extend(sorted(statement.conditions.iter().map(condition)));
    parts.join("\n")
}

fn matching<T>(element: &str, listed: &Matching<T>, text: impl Fn(&T) -> String) -> String {
    let not = if listed.is_negated() { "Not" } else { "" };
    format!("{not}{element}{:?}", sorted(listed.listed().iter().map(text)))
}

fn condition(condition: &Condition) -> String {
    let values = sorted(condition.values.iter().map(text));
    format!(
        "{:?}{:?}{values:?}",
        condition.operator,
        condition.key.to_ascii_lowercase()
    )
}

/// The text as it is written, and whether its variables are any.
fn text(text: &Text) -> String {
    let kind = if text.is_plain() { "plain" } else { "variables" };
    format!("{kind} {}", text.source())
}

fn sorted(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut texts: Vec<String> = texts.collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}
