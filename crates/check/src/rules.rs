//! The rules, one file per topic. A topic lists its rules in one table; this file lists the topics.

mod answers;
mod api_keys;
mod authorization;
mod authorizers;
mod connection_reach;
mod connections;
mod consumers;
mod deployments;
mod domains;
mod dynamodb;
mod expiry;
mod expression;
mod functions;
mod grants;
mod http_only;
mod integrations;
mod invocation;
mod logs;
mod mapping;
mod models;
mod parameters;
mod pattern;
mod permissions;
mod policies;
mod properties;
mod qualifiers;
mod queues;
mod quotas;
mod references;
mod results;
mod route_selection;
mod route_settings;
mod routes;
mod runtimes;
mod selection;
mod services;
mod stages;
mod tables;
mod targets;
mod trust;
mod types;
mod values;

use crate::Rule;

/// The rules of each topic.
const TOPICS: &[&[Rule]] = &[
    answers::RULES,
    api_keys::RULES,
    authorization::RULES,
    authorizers::RULES,
    connection_reach::RULES,
    connections::RULES,
    consumers::RULES,
    deployments::RULES,
    domains::RULES,
    dynamodb::RULES,
    expiry::RULES,
    functions::RULES,
    http_only::RULES,
    integrations::RULES,
    invocation::RULES,
    logs::RULES,
    mapping::RULES,
    models::RULES,
    parameters::RULES,
    permissions::RULES,
    policies::RULES,
    properties::RULES,
    qualifiers::RULES,
    queues::RULES,
    quotas::RULES,
    references::RULES,
    results::RULES,
    route_selection::RULES,
    route_settings::RULES,
    routes::RULES,
    selection::RULES,
    services::RULES,
    stages::RULES,
    tables::RULES,
    targets::RULES,
    trust::RULES,
    types::RULES,
    values::RULES,
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    TOPICS.iter().copied().flatten()
}
