//! The rules, one file per topic. A topic lists its rules in one table; this file lists the topics.

mod answers;
mod api_keys;
mod authorization;
mod authorizers;
mod connections;
mod deployments;
mod domains;
mod expiry;
mod expression;
mod http_only;
mod integrations;
mod invocation;
mod logs;
mod mapping;
mod models;
mod parameters;
mod pattern;
mod policies;
mod properties;
mod quotas;
mod references;
mod results;
mod route_selection;
mod route_settings;
mod routes;
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
    api_keys::RULES,
    authorization::RULES,
    authorizers::RULES,
    connections::RULES,
    deployments::RULES,
    domains::RULES,
    expiry::RULES,
    http_only::RULES,
    integrations::RULES,
    invocation::RULES,
    logs::RULES,
    mapping::RULES,
    models::RULES,
    parameters::RULES,
    policies::RULES,
    properties::RULES,
    quotas::RULES,
    references::RULES,
    results::RULES,
    route_selection::RULES,
    route_settings::RULES,
    routes::RULES,
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
