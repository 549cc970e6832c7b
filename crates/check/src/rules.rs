//! The rules, one file per topic. A topic lists its rules in one table; this file lists the topics.

mod answers;
mod authorization;
mod stages;
mod targets;

use crate::Rule;

/// The rules of each topic.
const TOPICS: &[&[Rule]] = &[
    answers::RULES,
    authorization::RULES,
    stages::RULES,
    targets::RULES,
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    TOPICS.iter().copied().flatten()
}
