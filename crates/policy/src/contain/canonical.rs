//! One text for statements that differ only in how they are written.

use std::fmt::Debug;

use crate::{Matching, Statement};

/// The same for two statements only if they mean the same: ids, orders, repetitions and the case of keys do not show.
pub(super) fn canonical(statement: &Statement) -> String {
    let conditions = sorted(statement.conditions.iter().map(|condition| {
        let values = sorted(condition.values.iter().map(debug));
        (condition.operator, condition.key.to_ascii_lowercase(), values)
    }));
    debug((
        statement.effect,
        statement
            .principals
            .as_ref()
            .map(|listed| matching(listed, |item| debug(item))),
        matching(&statement.actions, |action| {
            action.to_string().to_ascii_lowercase()
        }),
        statement
            .resources
            .as_ref()
            .map(|listed| matching(listed, |item| debug(item))),
        conditions,
    ))
}

fn matching<T>(listed: &Matching<T>, text: impl Fn(&T) -> String) -> (bool, Vec<String>) {
    (
        listed.is_negated(),
        sorted_texts(listed.listed().iter().map(text)),
    )
}

fn sorted<T: Debug>(items: impl Iterator<Item = T>) -> Vec<String> {
    sorted_texts(items.map(debug))
}

fn sorted_texts(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut texts: Vec<String> = texts.collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

fn debug(value: impl Debug) -> String {
    format!("{value:?}")
}
