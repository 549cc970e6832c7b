//! Routes that answer: the expression on the route and the route response belong together.

use crate::{Finding, Found, Model, Route, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW203",
        Warning,
        "A route asks for an answer and has no route response",
        without_response
    ),
    rule!(
        "GW204",
        Info,
        "A route has a route response and does not ask for an answer",
        without_expression
    ),
    rule!("GW230", Info, "A route answers where nobody hears it", unheard),
];

const ASKS: &str = "RouteResponseSelectionExpression";

/// Whether a client may wait for an answer; that to `$connect` is the status of the handshake.
fn is_message(route: &Route<'_>) -> bool {
    !matches!(route.key, Some("$connect" | "$disconnect"))
}

fn without_response(model: &Model<'_>, found: &mut Found) {
    for route in model
        .apis
        .iter()
        .flat_map(|api| &api.routes)
        .filter(|route| is_message(route))
    {
        let asks = route.resource.get(ASKS).is_some();
        if asks && route.responses.is_empty() {
            let message = format!(
                "the route {} never answers: it selects a route response and has none, so what the integration returns \
                 is dropped",
                named(route.key)
            );
            let finding = Finding::new(route.resource, message).property(ASKS);
            found.add(finding.hint(
                "add an `AWS::ApiGatewayV2::RouteResponse` with the key `$default`, or remove the expression",
            ));
        }
    }
}

fn without_expression(model: &Model<'_>, found: &mut Found) {
    for route in model
        .apis
        .iter()
        .flat_map(|api| &api.routes)
        .filter(|route| is_message(route))
    {
        let asks = route.resource.get(ASKS).is_some();
        if let (false, Some(response)) = (asks, route.responses.first()) {
            let message = format!(
                "the route {} says only by its route response `{}` that it answers: AWS's guide and console go by that \
                 alone, other tools look at the expression on the route",
                named(route.key),
                response.id
            );
            let finding = Finding::new(route.resource, message).related(response);
            found.add(finding.hint("set `RouteResponseSelectionExpression: $default` on the route"));
        }
    }
}

fn unheard(model: &Model<'_>, found: &mut Found) {
    for api in &model.apis {
        // Of other integrations nobody knows for sure what tells the handshake its status.
        let is_proxy = |route: &Route<'_>| {
            let integration = route
                .target
                .resource()
                .and_then(|target| api.integration(target.id));
            integration.is_some_and(|integration| integration.kind == Some("AWS_PROXY"))
        };
        for route in &api.routes {
            let why = match route.key {
                Some("$connect") if is_proxy(route) => {
                    "the status of the handshake is the answer to `$connect`"
                }
                Some("$disconnect") => "after `$disconnect` there is no client any more",
                _ => continue,
            };
            let asks = route.resource.get(ASKS).is_some();
            if asks || !route.responses.is_empty() {
                let finding = Finding::new(route.resource, format!("nobody hears the answer: {why}"));
                found.add(
                    finding
                        .property(ASKS)
                        .hint("remove the expression and the route response"),
                );
            }
        }
    }
}

fn named(key: Option<&str>) -> String {
    key.map_or_else(|| "with a computed key".to_owned(), |key| format!("`{key}`"))
}
