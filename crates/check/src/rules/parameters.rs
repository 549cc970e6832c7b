//! Request parameters: what an integration takes from the request, and what `$connect` must bring.

use std::collections::HashMap;

use super::integrations;
use crate::{Finding, Found, Model, Route, Rule, is_known, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW274",
        Error,
        "A request parameter that API Gateway does not understand",
        malformed
    ),
    rule!(
        "GW275",
        Warning,
        "A part of the handshake is read where there is none",
        off_connect
    ),
];

/// The parts of a request that only `$connect` has.
const HANDSHAKE: [&str; 4] = [
    "querystring",
    "header",
    "multivaluequerystring",
    "multivalueheader",
];

fn malformed(model: &Model<'_>, found: &mut Found) {
    for integration in integrations::all(model) {
        for (key, value) in integration.resource.entries("RequestParameters") {
            let problem = match value.as_str() {
                _ if is_known(key) && !is_target(key) => {
                    format!("`{key}` is no part of a backend's request")
                }
                Some(value) if is_known(value) => match source_fault(value) {
                    Some(problem) => problem,
                    None => continue,
                },
                _ => continue,
            };
            let finding = Finding::new(
                integration.resource,
                format!("API Gateway refuses the integration: {problem}"),
            );
            found.add(finding.property(format!("RequestParameters.{key}")).hint(
                "write `integration.request.header.Name: context.connectionId`, or a constant in single quotes: `\"'text'\"`",
            ));
        }
    }
    for route in model.apis.iter().flat_map(|api| &api.routes) {
        for (key, _) in route.resource.entries("RequestParameters") {
            if is_known(key) && handshake(key).is_none() {
                let message = format!("API Gateway refuses the route: `{key}` is no part of the handshake");
                let finding =
                    Finding::new(route.resource, message).property(format!("RequestParameters.{key}"));
                found.add(finding.hint("write `route.request.querystring.token: {Required: true}`"));
            }
        }
    }
}

/// Whether this names a part of the request that the backend gets.
fn is_target(key: &str) -> bool {
    let part = key
        .strip_prefix("integration.request.")
        .and_then(|rest| rest.split_once('.'));
    part.is_some_and(|(part, name)| matches!(part, "header" | "querystring" | "path") && !name.is_empty())
}

/// What is wrong with the source of a parameter.
fn source_fault(value: &str) -> Option<String> {
    let quoted = value.len() >= 2 && value.starts_with('\'') && value.ends_with('\'');
    let stage = value
        .strip_prefix("stageVariables.")
        .is_some_and(|name| !name.is_empty());
    let body = value
        .strip_prefix("route.request.body")
        .is_some_and(|path| path.is_empty() || path.starts_with(['.', '[']));
    if quoted || stage || body || handshake(value).is_some() {
        return None;
    }
    let Some(variable) = value.strip_prefix("context.") else {
        return Some(format!(
            "`{value}` is no part of the request, and a constant stands in single quotes"
        ));
    };
    let unknown = vtl::Template::parse(&format!("${{context.{variable}}}"))
        .ok()?
        .check();
    let unknown = unknown.first()?;
    // Not every variable is documented; a typing error is near one that is.
    let nearest = unknown.nearest.as_deref()?.trim_start_matches('$');
    Some(format!("there is no `{value}`; `{nearest}` is near"))
}

/// The part of the handshake that this reads, if it is well formed.
fn handshake(text: &str) -> Option<&str> {
    let (part, name) = text.strip_prefix("route.request.")?.split_once('.')?;
    (HANDSHAKE.contains(&part) && !name.is_empty()).then_some(part)
}

fn off_connect(model: &Model<'_>, found: &mut Found) {
    for api in &model.apis {
        let mut routes: HashMap<&str, Vec<&Route<'_>>> = HashMap::new();
        for route in &api.routes {
            if let Some(target) = route.target.resource() {
                routes.entry(target.id).or_default().push(route);
            }
            let message = route.key.filter(|key| *key != "$connect");
            let required = route.resource.entries("RequestParameters").next();
            if let (Some(key), Some((parameter, _))) = (message, required) {
                let message = format!(
                    "messages of `{key}` fail or the route is refused: only `$connect` has `{parameter}`"
                );
                let finding = Finding::new(route.resource, message).property("RequestParameters");
                found.add(finding.hint("require it on `$connect`, and keep what later messages need"));
            }
        }
        for integration in &api.integrations {
            let behind = routes.get(integration.resource.id).map_or(&[][..], Vec::as_slice);
            let message = behind
                .iter()
                .find_map(|route| route.key.filter(|key| *key != "$connect"));
            let Some(key) = message else { continue };
            for (parameter, value) in integration.resource.entries("RequestParameters") {
                if let Some(value) = value.as_str().filter(|value| handshake(value).is_some()) {
                    let message = format!(
                        "messages of `{key}` fail or the integration is refused: only `$connect` has `{value}`"
                    );
                    let finding = Finding::new(integration.resource, message);
                    found.add(
                        finding
                            .property(format!("RequestParameters.{parameter}"))
                            .hint("pass it on from the authorizer, as `context.authorizer.name`, or read `route.request.body`"),
                    );
                }
            }
        }
    }
}
