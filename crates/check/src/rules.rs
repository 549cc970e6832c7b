//! The rules, one file per topic. A topic lists its rules in one table; this file lists the topics.

mod answers;
mod authorization;
mod connections;
mod expiry;
mod integrations;
mod invocation;
mod mapping;
mod models;
mod parameters;
mod pattern;
mod policies;
mod properties;
mod references;
mod results;
mod selection;
mod services;
mod stages;
mod targets;
mod types;
mod values;

use crate::Rule;

/// The rules of each topic.
const TOPICS: &[&[Rule]] = &[
    answers::RULES,
    authorization::RULES,
    connections::RULES,
    invocation::RULES,
    expiry::RULES,
    integrations::RULES,
    mapping::RULES,
    results::RULES,
    models::RULES,
    parameters::RULES,
    policies::RULES,
    properties::RULES,
    references::RULES,
    selection::RULES,
    services::RULES,
    stages::RULES,
    targets::RULES,
    types::RULES,
    values::RULES,
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    TOPICS.iter().copied().flatten()
}
