//! What becomes of a backend's answer: integration responses, and the gateway's own answers.

use cfn::Severity;
use regex_lite::Regex;

use super::{integrations, mapping};
use crate::{Finding, Found, Integration, Model, Rule, is_known, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW270",
        Error,
        "An integration response that no answer selects",
        keys
    ),
    rule!(
        "GW271",
        Warning,
        "A route asks for an answer that its integration drops",
        dropped
    ),
    rule!(
        "GW272",
        Warning,
        "An integration response behind a proxy integration",
        useless
    ),
    rule!(
        "GW273",
        Warning,
        "A MOCK integration whose template yields no status",
        mock
    ),
];

/// Whether the backend's answer goes to the client as it is, without integration responses.
fn is_proxy(integration: &Integration<'_>) -> Option<bool> {
    Some(matches!(integration.kind?, "AWS_PROXY" | "HTTP_PROXY"))
}

fn keys(model: &Model<'_>, found: &mut Found) {
    for response in model.apis.iter().flat_map(|api| &api.integration_responses) {
        let Some(key) = response
            .known("IntegrationResponseKey")
            .filter(|key| *key != "$default")
        else {
            continue;
        };
        let between = key.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
        let problem = match between {
            None => "it is neither `$default` nor an expression between slashes".to_owned(),
            Some("") => "the expression between the slashes is empty".to_owned(),
            Some(expression) => match Regex::new(expression) {
                Err(error) if is_common(expression) => format!("the expression does not parse, {error}"),
                _ => continue,
            },
        };
        let message = format!("API Gateway refuses the key `{key}`, or never selects it: {problem}");
        found.add(
            Finding::new(response, message)
                .property("IntegrationResponseKey")
                .hint(r"write `$default`, or an expression such as `/2\d\d/` for HTTP and MOCK, `/Error:.*/` for a function"),
        );
    }
}

/// Whether an expression has only what Java's expressions and `regex_lite`'s have alike.
fn is_common(expression: &str) -> bool {
    let mut escapes = expression.split('\\').skip(1);
    let known = |escape: &str| {
        escape
            .chars()
            .next()
            .is_none_or(|letter| !letter.is_ascii_alphanumeric() || "dDwWsSbBnrt".contains(letter))
    };
    let java = ["(?", "&&", "++", "*+", "?+", "}+"];
    escapes.all(known) && !java.iter().any(|part| expression.contains(part))
}

fn dropped(model: &Model<'_>, found: &mut Found) {
    for api in &model.apis {
        for route in &api.routes {
            let asks = route.resource.get("RouteResponseSelectionExpression").is_some();
            let integration = route
                .target
                .resource()
                .and_then(|target| api.integration(target.id));
            let Some(integration) = integration.filter(|_| asks && !route.responses.is_empty()) else {
                continue;
            };
            if is_proxy(integration) == Some(false) && integration.responses.is_empty() {
                let message = format!(
                    "clients of the route `{}` get no answer: `{}` is no proxy integration and has no integration response",
                    route.key.unwrap_or("‹›"),
                    integration.resource.id
                );
                let finding = Finding::new(route.resource, message)
                    .property("Target")
                    .related(integration.resource);
                found.add(finding.hint(
                    "add an `AWS::ApiGatewayV2::IntegrationResponse` with the key `$default` to the integration",
                ));
            }
        }
    }
}

fn useless(model: &Model<'_>, found: &mut Found) {
    for integration in integrations::all(model).filter(|integration| is_proxy(integration) == Some(true)) {
        for response in &integration.responses {
            let message = format!(
                "it changes nothing: `{}` is a proxy integration, whose answers go to the client as they are",
                integration.resource.id
            );
            let finding = Finding::new(response, message)
                .property("IntegrationId")
                .related(integration.resource);
            found.add(finding.hint("remove it, or make the integration's type AWS or HTTP"));
        }
    }
}

fn mock(model: &Model<'_>, found: &mut Found) {
    for integration in integrations::all(model).filter(|integration| integration.kind == Some("MOCK")) {
        let resource = integration.resource;
        let templates: Vec<_> = mapping::requests(integration).collect();
        let silent =
            |mapping: &&mapping::Mapping<'_>| is_known(mapping.text) && !mapping.text.contains("statusCode");
        if let Some(silent) = templates.iter().find(silent) {
            let message = "every message fails: the template of a MOCK integration yields the status, and this one does not";
            found.add(silent.finding(message).hint(r#"write `{"statusCode": 200}`"#));
        } else if resource.get("RequestTemplates").is_none() {
            let message = "the gateway takes the client's message for the status: a MOCK integration has no backend to ask";
            let finding = Finding::new(resource, message)
                .property("IntegrationType")
                .severity(Severity::Info);
            found.add(finding.hint(
                r#"set `RequestTemplates: {$default: '{"statusCode": 200}'}` and `TemplateSelectionExpression: \$default`"#,
            ));
        }
    }
}
