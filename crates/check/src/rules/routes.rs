//! Routes: their keys, and where they lead.

use std::collections::HashMap;

use cfn::Severity;

use super::stages::deploys_itself;
use crate::{Finding, Found, Model, Route, Rule, Stage, rule};

const PREDEFINED: [&str; 3] = ["$connect", "$disconnect", "$default"];

pub(super) const RULES: &[Rule] = &[
    rule!("GW223", Error, "A route key of one's own begins with $", reserved),
    rule!("GW224", Error, "Two routes of an API have one key", duplicates),
    rule!(
        "GW225",
        Warning,
        "A route key that hardly any message selects",
        odd_keys
    ),
    rule!("GW226", Warning, "A route that leads nowhere", without_target),
    rule!(
        "GW227",
        Error,
        "A route target that does not name an integration",
        malformed_target
    ),
    rule!("GW228", Error, "An API without routes is deployed", no_routes),
];

/// The routes whose key is known, with the key.
fn keyed<'a>(model: &'a Model<'_>) -> impl Iterator<Item = (&'a Route<'a>, &'a str)> {
    let routes = model.apis.iter().flat_map(|api| &api.routes);
    routes.filter_map(|route| Some((route, route.key?)))
}

fn reserved(model: &Model<'_>, found: &mut Found) {
    for (route, key) in keyed(model).filter(|(_, key)| key.starts_with('$') && !PREDEFINED.contains(key)) {
        let message =
            format!("API Gateway refuses the route key `{key}`: `$` is reserved for the predefined routes");
        let finding = Finding::new(route.resource, message).property("RouteKey");
        found.add(finding.hint(match cfn::nearest(key, PREDEFINED) {
            Some(meant) => format!("did you mean `{meant}`? A key of your own begins with something else"),
            None => "the predefined keys are `$connect`, `$disconnect` and `$default`".to_owned(),
        }));
    }
}

fn duplicates(model: &Model<'_>, found: &mut Found) {
    for api in &model.apis {
        let mut known = HashMap::new();
        for route in &api.routes {
            // Keys with tokens are compared, too: one expression is one token.
            let Some(key) = route.resource.text("RouteKey") else {
                continue;
            };
            match known.insert(key, route.resource) {
                Some(other) if !key.is_empty() => {
                    let message = format!(
                        "API Gateway refuses the route: `{}` has the key `{key}` already",
                        other.id
                    );
                    let finding = Finding::new(route.resource, message)
                        .property("RouteKey")
                        .related(other);
                    found.add(finding.hint("remove one of the two, or give it another key"));
                }
                _ => {}
            }
        }
    }
}

fn odd_keys(model: &Model<'_>, found: &mut Found) {
    for (route, key) in keyed(model) {
        let why = if key.trim() != key || key.is_empty() {
            "it is empty, or begins or ends with a blank"
        } else if is_http(key) {
            "it is written as the key of an HTTP API, with a method and a path"
        } else if key.len() > 128 {
            "it has more than 128 characters"
        } else {
            continue;
        };
        let message =
            format!("hardly any message selects `{key}`: {why}, and keys are compared letter by letter");
        let finding = Finding::new(route.resource, message).property("RouteKey");
        found.add(
            finding.hint(
                "write the key as the value that the route selection expression yields, such as `chat`",
            ),
        );
    }
}

/// Whether a key has the form of HTTP APIs: `GET /rooms`.
fn is_http(key: &str) -> bool {
    const METHODS: [&str; 8] = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
    key.split_once(' ')
        .is_some_and(|(method, path)| METHODS.contains(&method) && path.starts_with('/'))
}

fn without_target(model: &Model<'_>, found: &mut Found) {
    for (route, key) in keyed(model) {
        // `$connect` may be there for its authorizer alone, and nobody waits for `$disconnect`.
        if route.resource.get("Target").is_none() && !matches!(key, "$connect" | "$disconnect") {
            let message = format!("messages for `{key}` come to nothing: the route has no target");
            let finding = Finding::new(route.resource, message);
            found.add(finding.hint("set `Target: !Sub integrations/${Integration}`"));
        }
    }
}

fn malformed_target(model: &Model<'_>, found: &mut Found) {
    for route in model.apis.iter().flat_map(|api| &api.routes) {
        let Some(text) = route.resource.text("Target") else {
            continue;
        };
        let integration = model.named("AWS::ApiGatewayV2::Integration", text);
        if integration.is_some() || !may_be_target(text) {
            let message = "API Gateway refuses the route: its target does not begin with `integrations/`";
            let finding = Finding::new(route.resource, message).property("Target");
            let id = integration.map_or("Integration", |integration| integration.id);
            found.add(finding.hint(format!("write `Target: !Sub integrations/${{{id}}}`")));
        }
    }
}

/// Whether a text begins as targets do, as far as it is known.
fn may_be_target(text: &str) -> bool {
    const BEGINNING: &str = "integrations/";
    let known = text.split(['‹', '{']).next().unwrap_or_default();
    known.starts_with(BEGINNING) || (known.len() < text.len() && BEGINNING.starts_with(known))
}

fn no_routes(model: &Model<'_>, found: &mut Found) {
    for api in model
        .apis
        .iter()
        .filter(|api| api.routes.is_empty() && !model.is_open())
    {
        let id = api.resource.id;
        for deployment in &api.deployments {
            let message = format!("the deployment fails: `{id}` has no route, and at least one is required");
            let finding = Finding::new(deployment, message).related(api.resource);
            found.add(finding.hint("add an `AWS::ApiGatewayV2::Route`, and let the deployment depend on it"));
        }
        let follows = |stage: &&Stage<'_>| deploys_itself(stage.resource) == Some(true);
        for stage in api.stages.iter().filter(follows) {
            let message = format!("the stage serves nothing: `{id}` has no route");
            let finding = Finding::new(stage.resource, message).related(api.resource);
            found.add(
                finding
                    .severity(Severity::Warning)
                    .hint("add an `AWS::ApiGatewayV2::Route`"),
            );
        }
    }
}
