//! Integrations that call a service: they need a role, and the role needs the action.

use super::grants::may;
use crate::{Arn, Finding, Found, Integration, Link, Model, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW330",
        Error,
        "A service integration assumes no role",
        without_role
    ),
    rule!(
        "GW331",
        Error,
        "The role of a service integration lacks its action",
        without_action
    ),
];

/// The service that an integration calls, and the rest of its URI; functions are not meant.
fn service<'a>(integration: &'a Integration<'_>) -> Option<(&'a str, &'a str)> {
    let uri = Arn::parse(integration.resource.text("IntegrationUri")?)?;
    // The account's place holds the service: `arn:aws:apigateway:us-east-1:sqs:path/…`.
    let calls = integration.kind == Some("AWS") && uri.service == "apigateway" && uri.account != "lambda";
    calls.then_some((uri.account, uri.resource))
}

fn without_role(model: &Model<'_>, found: &mut Found) {
    for integration in model.apis.iter().flat_map(|api| &api.integrations) {
        if let (Some((service, _)), Link::Unset) = (service(integration), integration.role) {
            let message = format!("every message fails: API Gateway has no role to call {service} with");
            let finding = Finding::new(integration.resource, message).property("IntegrationUri");
            found
                .add(finding.hint("set `CredentialsArn` to a role that apigateway.amazonaws.com may assume"));
        }
    }
}

fn without_action(model: &Model<'_>, found: &mut Found) {
    for integration in model.apis.iter().flat_map(|api| &api.integrations) {
        let role = integration.role.resource().and_then(|role| model.role(role.id));
        let (Some(action), Some(role)) = (action(integration), role) else {
            continue;
        };
        if !may(model, role, &action, None) {
            let message = format!(
                "every message fails: the role `{}` may not `{action}`",
                role.resource.id
            );
            let finding = Finding::new(integration.resource, message)
                .property("CredentialsArn")
                .related(role.resource);
            found.add(finding.hint(format!(
                "allow `{action}` on the resource that the integration is about"
            )));
        }
    }
}

/// The action that an integration performs, where its URI or its one template says it.
fn action(integration: &Integration<'_>) -> Option<String> {
    let (service, rest) = service(integration)?;
    if let Some(name) = rest.strip_prefix("action/") {
        let known = !name.is_empty() && name.chars().all(char::is_alphanumeric);
        return known.then(|| format!("{service}:{name}"));
    }
    let templates = integration.resource.get("RequestTemplates")?.as_map()?;
    let text = templates
        .values()
        .next()
        .filter(|_| templates.len() == 1)?
        .as_str()?;
    let (_, name) = text.split_once("Action=")?;
    let end = name
        .find(|letter: char| !letter.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    (matches!(service, "sqs" | "sns") && end > 0).then(|| format!("{service}:{}", &name[..end]))
}
