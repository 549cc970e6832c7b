//! What an integration needs to reach its backend: an address of the right form, a method, a time, a link.

use crate::{Arn, Finding, Found, Integration, Link, Model, Rule, is_known, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW260",
        Info,
        "An integration names a function by its bare ARN",
        bare_function
    ),
    rule!(
        "GW261",
        Error,
        "An integration's address that its type does not take",
        address
    ),
    rule!(
        "GW262",
        Error,
        "An integration without a method, or a function behind another than POST",
        method
    ),
    rule!(
        "GW263",
        Error,
        "An integration timeout outside 50 to 29,000 milliseconds",
        timeout
    ),
    rule!(
        "GW276",
        Error,
        "A private integration without a link that WebSocket APIs have",
        link
    ),
    rule!(
        "GW277",
        Error,
        "A payload format that WebSocket APIs do not have",
        payload
    ),
];

/// How a function's address is written.
const FUNCTION: &str = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations";

/// The integrations of all WebSocket APIs.
pub(super) fn all<'a, 'm>(model: &'a Model<'m>) -> impl Iterator<Item = &'a Integration<'m>> {
    model.apis.iter().flat_map(|api| &api.integrations)
}

fn bare_function(model: &Model<'_>, found: &mut Found) {
    for integration in all(model) {
        let uri = integration.resource.text("IntegrationUri");
        if uri.is_some_and(|uri| Arn::parse(uri).is_some_and(|arn| arn.service == "lambda")) {
            let message =
                "it works, and the console shows no function: the address is the function's own ARN";
            let finding = Finding::new(integration.resource, message).property("IntegrationUri");
            found.add(finding.hint(format!("write `!Sub {FUNCTION}`")));
        }
    }
}

fn address(model: &Model<'_>, found: &mut Found) {
    for integration in all(model) {
        let resource = integration.resource;
        let Some(kind) = integration.kind.filter(|kind| *kind != "MOCK") else {
            continue;
        };
        let fault = match resource.get("IntegrationUri") {
            None => wrong("it has no address", kind),
            Some(uri) => uri.as_str().and_then(|uri| fault(integration, kind, uri)),
        };
        if let Some((problem, hint)) = fault {
            let message = format!("API Gateway refuses the integration, or every message fails: {problem}");
            found.add(
                Finding::new(resource, message)
                    .property("IntegrationUri")
                    .hint(hint),
            );
        }
    }
}

/// What is wrong with an address, and what to write instead.
fn fault(integration: &Integration<'_>, kind: &str, uri: &str) -> Option<(String, String)> {
    // What begins with something unknown may be of any form; a stage variable may hold a whole address.
    if uri.starts_with('‹') || uri.starts_with("${stageVariables") || uri.starts_with("{{resolve:") {
        return None;
    }
    let arn = Arn::parse(uri);
    let service = arn.filter(|arn| arn.service == "apigateway");
    let function = match (arn, service) {
        (Some(arn), None) => arn.service == "lambda" && arn.resource.starts_with("function:"),
        (_, Some(service)) => service.account == "lambda" && is_invocation(integration, service.resource),
        _ => false,
    };
    let is_right = match kind {
        "AWS_PROXY" => function,
        "AWS" => function || service.is_some_and(is_call),
        "HTTP" | "HTTP_PROXY" => {
            let host = uri
                .strip_prefix("https://")
                .or_else(|| uri.strip_prefix("http://"));
            host.is_some_and(|host| !host.is_empty())
        }
        _ => true,
    };
    if is_right {
        return None;
    }
    wrong(&format!("`{uri}` is no address of the type {kind}"), kind)
}

fn wrong(problem: &str, kind: &str) -> Option<(String, String)> {
    let hint = match kind {
        "AWS_PROXY" => format!("write `!Sub {FUNCTION}`"),
        "AWS" => "write `!Sub arn:${AWS::Partition}:apigateway:${AWS::Region}:dynamodb:action/PutItem`, or `…:sqs:path/account/queue`"
            .to_owned(),
        "HTTP" | "HTTP_PROXY" => "write an address such as `https://example.com/messages`".to_owned(),
        _ => return None,
    };
    Some((problem.to_owned(), hint))
}

/// Whether this is the invocation of a function by its ARN; its name is not enough.
fn is_invocation(integration: &Integration<'_>, resource: &str) -> bool {
    // A second slash is often written, and works.
    let path = resource
        .strip_prefix("path")
        .map(|path| path.trim_start_matches('/'));
    let Some(function) = path.and_then(|path| path.strip_prefix("2015-03-31/functions/")) else {
        return resource.starts_with('‹');
    };
    let Some(function) = function.strip_suffix("/invocations") else {
        // A value that only the deployment knows may bring its own end.
        return function.starts_with('‹');
    };
    let open = !is_known(function) || function.contains("${stageVariables");
    function.starts_with("arn:") || (open && !matches!(integration.function, Link::To(_)))
}

/// Whether this is a call of a service: `service:action/Name` or `service:path/…`.
fn is_call(arn: Arn<'_>) -> bool {
    let below = arn.resource.split_once('/');
    let called = below.is_some_and(|(form, rest)| matches!(form, "action" | "path") && !rest.is_empty());
    !arn.account.is_empty() && arn.account != "lambda" && (called || arn.resource.starts_with('‹'))
}

/// Whether an integration invokes a function.
fn invokes(integration: &Integration<'_>) -> bool {
    let uri = integration.resource.text("IntegrationUri");
    integration.kind == Some("AWS_PROXY") || uri.is_some_and(|uri| uri.contains(":lambda:"))
}

fn method(model: &Model<'_>, found: &mut Found) {
    for integration in all(model) {
        let Some(kind) = integration.kind.filter(|kind| *kind != "MOCK") else {
            continue;
        };
        let invokes = invokes(integration);
        let (message, hint) = match integration.resource.get("IntegrationMethod") {
            Some(_) if invokes => match integration.resource.known("IntegrationMethod") {
                Some(method) if method != "POST" => (
                    format!("every message fails: a function is invoked with POST, not {method}"),
                    "write `IntegrationMethod: POST`",
                ),
                _ => continue,
            },
            None if !invokes => (
                format!("API Gateway refuses the integration: the type {kind} needs a method"),
                "set `IntegrationMethod`; actions of services take POST",
            ),
            _ => continue,
        };
        let finding = Finding::new(integration.resource, message).property("IntegrationMethod");
        found.add(finding.hint(hint));
    }
}

fn timeout(model: &Model<'_>, found: &mut Found) {
    for integration in all(model) {
        let time = integration.resource.int("TimeoutInMillis");
        if let Some(time) = time.filter(|time| !(50..=29_000).contains(time)) {
            let message = format!(
                "API Gateway refuses the integration: {time} is not between 50 and 29,000 milliseconds"
            );
            let finding = Finding::new(integration.resource, message).property("TimeoutInMillis");
            found.add(finding.hint("leave it out for 29 seconds; let longer work go on behind a queue"));
        }
    }
}

fn link(model: &Model<'_>, found: &mut Found) {
    for integration in all(model) {
        let resource = integration.resource;
        if resource.known("ConnectionType") != Some("VPC_LINK") {
            continue;
        }
        let (property, problem) =
            match model.link("AWS::ApiGatewayV2::VpcLink", resource.text("ConnectionId")) {
                Link::Unset if resource.get("ConnectionId").is_none() => {
                    ("ConnectionType", "it names no link".to_owned())
                }
                Link::To(link) => (
                    "ConnectionId",
                    format!(
                        "`{}` is a link of HTTP APIs, which WebSocket APIs cannot use",
                        link.id
                    ),
                ),
                Link::Unset | Link::Elsewhere => continue,
            };
        let message = format!("API Gateway refuses the private integration: {problem}");
        found.add(Finding::new(resource, message).property(property).hint(
            "set `ConnectionId` to an `AWS::ApiGateway::VpcLink`, which leads to a network load balancer",
        ));
    }
}

fn payload(model: &Model<'_>, found: &mut Found) {
    for integration in all(model) {
        let version = integration.resource.get("PayloadFormatVersion");
        let version = version
            .and_then(cfn::Tree::scalar_text)
            .filter(|text| is_known(text));
        // A number loses its zero on the way: `1.0` without quotes is 1.
        if let Some(version) = version.filter(|version| !matches!(version.as_str(), "1.0" | "1")) {
            let message =
                format!("API Gateway refuses the payload format `{version}`: WebSocket APIs have 1.0 only");
            let finding = Finding::new(integration.resource, message).property("PayloadFormatVersion");
            found.add(finding.hint("leave it out"));
        }
    }
}
