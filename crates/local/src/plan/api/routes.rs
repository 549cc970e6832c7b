//! The routes of an API.

use std::collections::{BTreeMap, HashMap, HashSet};

use cfn::Tree;

use super::{Api, Authorizer, Integration, Route, belongs};
use crate::plan::{Names, Properties, Report};

const PREDEFINED: [&str; 3] = ["$connect", "$disconnect", "$default"];

/// Reads the routes of an API by route key.
pub(super) fn routes(
    api: &Api,
    names: &Names<'_>,
    report: &Report<'_>,
    integrations: &HashMap<String, Integration>,
    authorizers: &HashMap<String, Authorizer>,
) -> BTreeMap<String, Route> {
    let answering = answering_routes(names, report);
    let mut routes: BTreeMap<String, Route> = BTreeMap::new();
    for (id, body) in names.of_type("AWS::ApiGatewayV2::Route") {
        let mut properties = Properties::of(id, body, names, report);
        if !belongs(&mut properties, api) {
            continue;
        }
        let Some(key) = route_key(&mut properties) else {
            continue;
        };
        if let Some(first) = routes.get(&key) {
            let why = format!("`{key}` is the key of `{}` already", first.resource);
            properties.unusable("RouteKey", why);
            continue;
        }
        let answers = names.reference_of(id).is_some_and(|id| answering.contains(&id));
        let route = Route {
            resource: id.to_owned(),
            target: target(&mut properties, integrations),
            two_way: two_way(&mut properties, answers),
            authorizer: authorizer(&mut properties, &key, authorizers),
        };
        if properties.flag("ApiKeyRequired") == Some(true) {
            properties.not_run(
                "ApiKeyRequired",
                "API keys are not checked locally, everybody passes",
            );
        }
        properties.without_meaning(&["OperationName"]);
        properties.finish();
        routes.insert(key, route);
    }
    routes
}

fn route_key(properties: &mut Properties<'_>) -> Option<String> {
    let key = properties.required("RouteKey")?;
    if key.starts_with('$') && !PREDEFINED.contains(&key.as_str()) {
        let why = format!("`{key}`: only {} may begin with `$`", PREDEFINED.join(", "));
        properties.unusable("RouteKey", why);
        return None;
    }
    Some(key)
}

fn target(
    properties: &mut Properties<'_>,
    integrations: &HashMap<String, Integration>,
) -> Option<Integration> {
    let target = properties.text("Target")?;
    let integration = target
        .strip_prefix("integrations/")
        .and_then(|id| integrations.get(id));
    if integration.is_none() {
        properties.unusable(
            "Target",
            format!("`{target}` names no integration of this template"),
        );
    }
    integration.cloned()
}

/// Answering needs both, the route's expression and a route response.
fn two_way(properties: &mut Properties<'_>, answers: bool) -> bool {
    match (
        properties.text("RouteResponseSelectionExpression").as_deref(),
        answers,
    ) {
        (Some("$default"), true) => true,
        (None, false) => false,
        (Some("$default"), false) => {
            let why = "there is no RouteResponse for the route, so it does not answer";
            properties.unusable("RouteResponseSelectionExpression", why);
            false
        }
        (None, true) => {
            let why = "it is missing although the route has a RouteResponse, so it does not answer";
            properties.unusable("RouteResponseSelectionExpression", why);
            false
        }
        (Some(other), _) => {
            properties.unusable(
                "RouteResponseSelectionExpression",
                format!("`{other}`: it can be `$default` only"),
            );
            false
        }
    }
}

fn authorizer(
    properties: &mut Properties<'_>,
    key: &str,
    authorizers: &HashMap<String, Authorizer>,
) -> Option<Authorizer> {
    let kind = properties
        .text("AuthorizationType")
        .unwrap_or_else(|| "NONE".to_owned());
    let id = properties.text("AuthorizerId");
    if kind != "NONE" && key != "$connect" {
        let why = "authorization is restricted to the $connect route only";
        properties.unusable("AuthorizationType", why);
        return None;
    }
    match kind.as_str() {
        "NONE" => None,
        "CUSTOM" => {
            let authorizer = id.as_deref().and_then(|id| authorizers.get(id));
            if authorizer.is_none() {
                properties.unusable("AuthorizerId", "it names no authorizer of this template");
            }
            authorizer.cloned()
        }
        "AWS_IAM" => {
            properties.not_run(
                "AuthorizationType",
                "signatures are not checked locally, everybody passes",
            );
            None
        }
        other => {
            properties.unusable(
                "AuthorizationType",
                format!("a WebSocket API does not know `{other}`"),
            );
            None
        }
    }
}

/// The physical ids of the routes that have a route response.
fn answering_routes(names: &Names<'_>, report: &Report<'_>) -> HashSet<String> {
    let responses = names.of_type("AWS::ApiGatewayV2::RouteResponse");
    responses
        .filter_map(|(id, body)| answering_route(id, body, names, report))
        .collect()
}

fn answering_route(id: &str, body: &Tree, names: &Names<'_>, report: &Report<'_>) -> Option<String> {
    let mut properties = Properties::of(id, body, names, report);
    let route = properties.required("RouteId");
    let key = properties.required("RouteResponseKey")?;
    if key != "$default" {
        properties.unusable("RouteResponseKey", format!("`{key}`: it can be `$default` only"));
        return None;
    }
    properties.without_meaning(&["ApiId"]);
    properties.finish();
    route
}
