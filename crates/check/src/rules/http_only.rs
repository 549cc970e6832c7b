//! What only HTTP APIs have.

use crate::{Finding, Found, Model, Resource, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW212",
        Warning,
        "A property of HTTP APIs on a WebSocket API",
        properties
    ),
    rule!(
        "GW213",
        Error,
        "An authorizer with a property that only HTTP APIs take",
        of_authorizers
    ),
];

const OF_APIS: &[&str] = &[
    "BasePath",
    "Body",
    "BodyS3Location",
    "CorsConfiguration",
    "CredentialsArn",
    "FailOnWarnings",
    "RouteKey",
    "Target",
];
const OF_ROUTES: &[&str] = &["AuthorizationScopes"];
const OF_INTEGRATIONS: &[&str] = &["IntegrationSubtype", "ResponseParameters", "TlsConfig"];
const OF_AUTHORIZERS: &[&str] = &[
    "AuthorizerPayloadFormatVersion",
    "AuthorizerResultTtlInSeconds",
    "EnableSimpleResponses",
    "JwtConfiguration",
];

/// The properties of a list that a resource has.
fn present<'a>(resource: &Resource<'_>, names: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    names.iter().copied().filter(|name| resource.get(name).is_some())
}

fn properties(model: &Model<'_>, found: &mut Found) {
    for api in &model.apis {
        let routes = api.routes.iter().map(|route| (route.resource, OF_ROUTES));
        let integrations = api
            .integrations
            .iter()
            .map(|integration| (integration.resource, OF_INTEGRATIONS));
        for (resource, names) in std::iter::once((api.resource, OF_APIS))
            .chain(routes)
            .chain(integrations)
        {
            for name in present(resource, names) {
                let message =
                    format!("`{name}` is for HTTP APIs: on a WebSocket API it is refused, or does nothing");
                found.add(
                    Finding::new(resource, message)
                        .property(name)
                        .hint(format!("remove `{name}`")),
                );
            }
        }
    }
}

fn of_authorizers(model: &Model<'_>, found: &mut Found) {
    for authorizer in model.apis.iter().flat_map(|api| &api.authorizers) {
        for name in present(authorizer, OF_AUTHORIZERS) {
            let message =
                format!("API Gateway refuses the authorizer: `{name}` cannot be set for WebSocket APIs");
            let finding = Finding::new(authorizer, message).property(name);
            found.add(finding.hint(format!(
                "remove `{name}`; the function runs for every connection, and answers with a policy"
            )));
        }
    }
}
