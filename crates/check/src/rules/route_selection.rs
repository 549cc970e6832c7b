//! Expressions that select: a route by the message, an answer, a model, an API key.

use super::expression::Expression;
use crate::{Api, Finding, Found, Model, Resource, Rule, is_known, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW206",
        Error,
        "An API that does not say how it selects routes",
        missing
    ),
    rule!(
        "GW207",
        Error,
        "A route selection expression that does not read the message",
        unreadable
    ),
    rule!(
        "GW208",
        Warning,
        "A route selection expression that selects the same for every message",
        constant
    ),
    rule!(
        "GW209",
        Error,
        "An API key is looked for where there is none",
        api_key
    ),
    rule!(
        "GW210",
        Error,
        "An answer is selected by something other than $default",
        answers
    ),
    rule!(
        "GW211",
        Error,
        "A model selection expression that does not read the message",
        models
    ),
];

const ROUTE_SELECTION: &str = "RouteSelectionExpression";

fn missing(model: &Model<'_>, found: &mut Found) {
    for api in model
        .apis
        .iter()
        .filter(|api| api.resource.get(ROUTE_SELECTION).is_none())
    {
        let message =
            "API Gateway refuses a WebSocket API that does not say what of a message selects its route";
        let finding = Finding::new(api.resource, message);
        found.add(finding.hint(
            "set `RouteSelectionExpression: $request.body.action`, with the member that your messages have",
        ));
    }
}

/// What is wrong with an expression that has to read members of the message; nothing where it reads none at all.
fn problem(text: &str) -> Option<String> {
    let is_member = |variable: &&str| {
        variable
            .strip_prefix("request.body.")
            .is_some_and(|path| !path.is_empty())
    };
    match Expression::parse(text) {
        Expression::Constant => None,
        Expression::Unclosed => Some("a `${` is not closed".to_owned()),
        Expression::Unbraced => Some("variables that stand beside something else need braces".to_owned()),
        Expression::Reads(variables) => {
            let other = variables.into_iter().find(|variable| !is_member(variable))?;
            Some(format!("`{other}` is no member of the message"))
        }
    }
}

/// An expression of a resource, if it is known, where the message is read wrongly.
fn misread(resource: &Resource<'_>, property: &str, what: &str) -> Option<Finding> {
    let text = resource.known(property)?;
    let message = format!(
        "API Gateway cannot select a {what} by `{text}`: {}",
        problem(text)?
    );
    let finding = Finding::new(resource, message).property(property);
    Some(
        finding.hint(
            "write `$request.body.action`, or `${request.body.a}/${request.body.b}` for several members",
        ),
    )
}

fn unreadable(model: &Model<'_>, found: &mut Found) {
    found.extend(
        model
            .apis
            .iter()
            .filter_map(|api| misread(api.resource, ROUTE_SELECTION, "route")),
    );
}

fn models(model: &Model<'_>, found: &mut Found) {
    let routes = model.apis.iter().flat_map(|api| &api.routes);
    found.extend(routes.filter_map(|route| misread(route.resource, "ModelSelectionExpression", "model")));
}

fn constant(model: &Model<'_>, found: &mut Found) {
    for api in &model.apis {
        let Some(text) = api.resource.known(ROUTE_SELECTION) else {
            continue;
        };
        if Expression::parse(text) != Expression::Constant || is_meant(api, text) {
            continue;
        }
        let message = format!("every message selects the route `{text}`: the expression reads nothing of it");
        let finding = Finding::new(api.resource, message).property(ROUTE_SELECTION);
        found.add(
            finding.hint(
                "begin with `$request.body.`; `\\$default` is the way to send every message to one route",
            ),
        );
    }
}

/// Whether a constant names a route on purpose.
fn is_meant(api: &Api<'_>, text: &str) -> bool {
    let key = text.strip_prefix('\\').unwrap_or(text);
    key == "$default" || api.route(key).is_some()
}

fn api_key(model: &Model<'_>, found: &mut Found) {
    const SOURCES: [&str; 2] = [
        "request.header.x-api-key",
        "context.authorizer.usageIdentifierKey",
    ];
    for api in &model.apis {
        let Some(text) = api.resource.known("ApiKeySelectionExpression") else {
            continue;
        };
        let fits = match Expression::parse(text) {
            Expression::Reads(variables) => {
                matches!(variables.as_slice(), [one] if SOURCES.iter().any(|source| source.eq_ignore_ascii_case(one)))
            }
            _ => false,
        };
        if !fits {
            let message = format!("API Gateway finds no API key by `{text}`: it knows two places only");
            let finding = Finding::new(api.resource, message).property("ApiKeySelectionExpression");
            found.add(
                finding
                    .hint("write `$request.header.x-api-key`, or `$context.authorizer.usageIdentifierKey`"),
            );
        }
    }
}

fn answers(model: &Model<'_>, found: &mut Found) {
    for api in &model.apis {
        let routes = api
            .routes
            .iter()
            .map(|route| (route.resource, "RouteResponseSelectionExpression"));
        let responses = api
            .route_responses
            .iter()
            .map(|response| (*response, "RouteResponseKey"));
        for (resource, property) in routes.chain(responses) {
            let Some(text) = resource.text(property).filter(|text| is_known(text)) else {
                continue;
            };
            if !matches!(text, "$default" | "\\$default") {
                let message = format!(
                    "API Gateway refuses `{text}`: the only answer that a route can select is `$default`"
                );
                found.add(
                    Finding::new(resource, message)
                        .property(property)
                        .hint("write `$default`"),
                );
            }
        }
    }
}
