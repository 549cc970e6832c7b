//! The rules, one file per topic. A topic lists its rules in one table; this file lists the topics.

mod answers;
mod authorization;
mod connections;
mod invocation;
mod pattern;
mod policies;
mod services;
mod stages;
mod targets;

use crate::Rule;

/// The rules of each topic.
const TOPICS: &[&[Rule]] = &[
    answers::RULES,
    authorization::RULES,
    connections::RULES,
    invocation::RULES,
    policies::RULES,
    services::RULES,
    stages::RULES,
    targets::RULES,
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    TOPICS.iter().copied().flatten()
}
