//! `execute-api:ManageConnections`: what a function needs to post to connections, and how it is missed.

use std::collections::HashMap;

use policy::{Pattern, Statement};

use super::{
    grants::{allowing, may},
    pattern::{hopeful, in_api},
    stages::is_name,
};
use crate::{Api, Finding, Found, Model, Rule, arn, is_known, rule};

const MANAGE: &str = "execute-api:ManageConnections";

/// What stands for the id of each connection where IAM looks at a call. That is observed; the guide shows ids.
const ANY_CONNECTION: &str = "{connectionId}";

/// The actions of execute-api.
const ACTIONS: [&str; 3] = [MANAGE, "execute-api:Invoke", "execute-api:InvalidateCache"];

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW310",
        Error,
        "A grant of ManageConnections fits no connection",
        never_fits
    ),
    rule!(
        "GW311",
        Warning,
        "A grant of ManageConnections names one connection",
        one_connection
    ),
    rule!("GW312", Error, "execute-api has no such action", misspelt),
    rule!(
        "GW313",
        Warning,
        "A function knows where connections are and may not post to them",
        not_allowed
    ),
];

/// The texts of the resources on which a statement allows to manage connections, and nothing else.
fn resources(statement: &Statement) -> Vec<String> {
    let only = statement
        .actions
        .listed()
        .iter()
        .all(|action| action.is_literal() && action.matches(MANAGE));
    match &statement.resources {
        Some(resources) if only && !statement.actions.is_negated() && !resources.is_negated() => {
            resources.listed().iter().map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    }
}

fn never_fits(model: &Model<'_>, found: &mut Found) {
    let apis: Vec<_> = model
        .apis
        .iter()
        .map(|api| (api, in_api(api, ""), connections(model, api)))
        .collect();
    let anywhere =
        VERBS.map(|verb| Pattern::new(&format!("arn:*:execute-api:*:*:*/*/{verb}/@connections/?*")));
    for (policy, path, statement) in allowing(model) {
        for resource in resources(&statement) {
            let text = arn::here(&resource);
            let own = apis
                .iter()
                .find_map(|(api, place, connections)| Some((api, text.strip_prefix(place)?, connections)));
            // Of an API that is not in the template any connection may be meant.
            let connections = own.map_or(&anywhere[..], |(.., connections)| connections);
            let pattern = hopeful(model, own.map_or(text.as_str(), |(_, below, _)| below));
            if connections.iter().any(|connection| pattern.overlaps(connection)) {
                continue;
            }
            let message = match own {
                Some((api, below, _)) => format!(
                    "posting to a connection is refused (403): `{}` has no connection that fits `{below}`",
                    api.resource.id
                ),
                None => format!(
                    "posting to a connection is refused (403): no connection has an ARN like `{resource}`"
                ),
            };
            let finding = Finding::new(policy.owner, message).property(&path);
            found.add(finding.hint(
                "after the API's id come `/stage/POST/@connections/*`, with a stage of this API; GET and DELETE are the other verbs",
            ));
        }
    }
}

/// What may be done to a connection.
const VERBS: [&str; 3] = ["POST", "GET", "DELETE"];

/// The connections of an API, as they stand behind its id.
fn connections(model: &Model<'_>, api: &Api<'_>) -> Vec<Pattern> {
    // A stage that nobody can reach says nothing about the one that is meant.
    let known = |stage: &&str| !is_known(stage) || is_name(stage);
    let stages = api
        .stages
        .iter()
        .filter_map(|stage| stage.resource.text("StageName"));
    let stages: Vec<&str> = stages.filter(known).collect();
    let stages = if stages.is_empty() { vec!["*"] } else { stages };
    let of_stage =
        |stage: &&str| VERBS.map(|verb| hopeful(model, &format!("{stage}/{verb}/@connections/?*")));
    stages.iter().flat_map(of_stage).collect()
}

fn one_connection(model: &Model<'_>, found: &mut Found) {
    for (policy, path, statement) in allowing(model) {
        for resource in resources(&statement) {
            let id = resource.split_once("/@connections/").map_or("", |(_, id)| id);
            let is_text = !id.is_empty() && is_known(id) && !id.contains('$');
            if is_text && !Pattern::new(id).matches(ANY_CONNECTION) {
                let message = format!(
                    "posting is refused (403): IAM compares with the text `{ANY_CONNECTION}`, never with an id, and `{id}` does not fit it"
                );
                let finding = Finding::new(policy.owner, message).property(&path);
                found.add(finding.hint("end the resource in `/@connections/*`"));
            }
        }
    }
}

fn misspelt(model: &Model<'_>, found: &mut Found) {
    for (policy, path, statement) in allowing(model) {
        for action in statement
            .actions
            .listed()
            .iter()
            .filter(|action| action.is_literal())
        {
            let name = action.to_string();
            let of_service = name.to_ascii_lowercase().starts_with("execute-api:") && is_known(&name);
            if of_service && !ACTIONS.iter().any(|known| action.matches(known)) {
                let message = format!("the statement allows nothing: execute-api has no action `{name}`");
                let meant = cfn::nearest(&name, ACTIONS).unwrap_or(MANAGE);
                let finding = Finding::new(policy.owner, message).property(&path);
                found.add(finding.hint(format!("write `{meant}`")));
            }
        }
    }
}

fn not_allowed(model: &Model<'_>, found: &mut Found) {
    // Functions may share a role.
    let mut allowed = HashMap::new();
    for function in &model.functions {
        let Some(role) = function.role.resource().and_then(|role| model.role(role.id)) else {
            continue;
        };
        let variables = function
            .resource
            .at(&["Environment", "Variables"])
            .and_then(cfn::Tree::as_map);
        let endpoint = variables
            .into_iter()
            .flatten()
            .find(|(_, value)| names_endpoint(model, value));
        let Some((name, _)) = endpoint else {
            continue;
        };
        let may = || may(model, role, MANAGE, None);
        if !*allowed.entry(role.resource.id).or_insert_with(may) {
            let message = format!(
                "posting to a connection is refused (403): `{name}` says where connections are, and the role `{}` may not \
                 manage them",
                role.resource.id
            );
            let path = format!("Environment.Variables.{name}");
            let finding = Finding::new(function.resource, message)
                .property(path)
                .related(role.resource);
            found.add(finding.hint(format!(
                "allow `{MANAGE}` on the API's `/stage/POST/@connections/*`"
            )));
        }
    }
}

/// Whether a value is the `https` address of an API of the template: what one posts to, clients connect by `wss`.
fn names_endpoint(model: &Model<'_>, value: &cfn::Tree) -> bool {
    let host = value.as_str().and_then(|text| text.strip_prefix("https://"));
    let id = host.and_then(|host| host.split_once(".execute-api."));
    id.is_some_and(|(id, _)| model.apis.iter().any(|api| api.resource.reference == id))
}
