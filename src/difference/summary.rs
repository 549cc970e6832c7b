//! A difference in a few words.

use diff::{Difference, Fate, Reach, Topic, Verdict};

use super::{ACTIONS, on};
use crate::ui::counted;

/// `2 added, 1 replaced`, or that nothing differs.
pub(crate) fn changes(difference: &Difference) -> String {
    let count = |action| {
        let changes = difference.changes.iter();
        changes.filter(|change| change.action == action).count()
    };
    let mut parts: Vec<String> = ACTIONS
        .into_iter()
        .map(|(action, _)| (count(action), action.as_str()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    match difference.sections.len() {
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

/// What it means, in one line that says something of every topic.
pub(super) fn meaning<'d>(differences: impl Iterator<Item = &'d Difference> + Clone) -> String {
    let about = |topic| -> Vec<&Verdict> { differences.clone().flat_map(|it| on(it, topic)).collect() };
    let words = [
        data(&about(Topic::Data)),
        access(&about(Topic::Access)),
        contract(&about(Topic::Contract)),
    ];
    words.join(", ")
}

fn data(verdicts: &[&Verdict]) -> String {
    let of = |fate| {
        verdicts
            .iter()
            .filter(|verdict| verdict.fate == Some(fate))
            .count()
    };
    match (of(Fate::Lost), of(Fate::LeftBehind), of(Fate::AtRisk)) {
        (0, 0, 0) => "no data is lost".to_owned(),
        (0, 0, at_risk) => format!("data is protected less in {}", counted(at_risk, "place")),
        (0, left, _) => format!("data is left behind in {}", counted(left, "place")),
        (lost, _, _) => format!("data is lost in {}", counted(lost, "place")),
    }
}

fn access(verdicts: &[&Verdict]) -> String {
    let of = |reach| {
        let reaches = verdicts.iter().filter_map(|it| it.access.as_ref());
        reaches.filter(|access| access.reach == reach).count()
    };
    let places = |count| counted(count, "place");
    match (of(Reach::Public), of(Reach::Wider), of(Reach::MayBeWider)) {
        (0, 0, 0) if verdicts.is_empty() => "nobody may do more".to_owned(),
        (0, 0, 0) => "nobody may do more, somebody less".to_owned(),
        (0, 0, unknown) => format!("access may be wider in {}", places(unknown)),
        (0, wider, unknown) => format!("access is wider in {}", places(wider + unknown)),
        (public, _, _) => format!("access is public in {}", places(public)),
    }
}

fn contract(verdicts: &[&Verdict]) -> String {
    match verdicts.len() {
        0 => "clients notice nothing".to_owned(),
        count => format!("clients notice {}", counted(count, "change")),
    }
}
