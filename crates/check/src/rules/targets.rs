//! What the parts of an API lead to.

use crate::{Finding, Found, Link, Model, Resource, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW202",
        Error,
        "A route leads to another API's integration or authorizer",
        routes
    ),
    rule!("GW249", Error, "A part of one API names a part of another", parts),
];

fn routes(model: &Model<'_>, found: &mut Found) {
    for route in model.apis.iter().flat_map(|api| &api.routes) {
        for (property, link) in [("Target", route.target), ("AuthorizerId", route.authorizer)] {
            found.extend(of_another_api(model, route.resource, property, link));
        }
    }
}

fn parts(model: &Model<'_>, found: &mut Found) {
    let named = |resource: &Resource<'_>, property, kind: &str| model.link(kind, resource.text(property));
    for api in &model.apis {
        for stage in &api.stages {
            found.extend(of_another_api(
                model,
                stage.resource,
                "DeploymentId",
                stage.deployment,
            ));
        }
        for response in &api.route_responses {
            let route = named(response, "RouteId", "AWS::ApiGatewayV2::Route");
            found.extend(of_another_api(model, response, "RouteId", route));
        }
        for response in &api.integration_responses {
            let integration = named(response, "IntegrationId", "AWS::ApiGatewayV2::Integration");
            found.extend(of_another_api(model, response, "IntegrationId", integration));
        }
        for mapping in &api.mappings {
            let own = api
                .stages
                .iter()
                .any(|stage| mapping.text("Stage") == Some(&stage.resource.reference));
            let stage = named(mapping, "Stage", "AWS::ApiGatewayV2::Stage");
            found.extend(of_another_api(model, mapping, "Stage", stage).filter(|_| !own));
        }
    }
}

/// A finding where a property leads to something of another API than the resource's.
fn of_another_api(
    model: &Model<'_>,
    resource: &Resource<'_>,
    property: &str,
    link: Link<'_>,
) -> Option<Finding> {
    let target = link.resource()?;
    let api = |resource: &Resource<'_>| model.named("AWS::ApiGatewayV2::Api", resource.text("ApiId")?);
    let (theirs, ours) = (api(target)?, api(resource)?);
    let what = resource.kind.rsplit("::").next().unwrap_or_default();
    let message = format!(
        "API Gateway refuses the {}: `{}` belongs to `{}`, not to `{}`",
        words(what),
        target.id,
        theirs.id,
        ours.id
    );
    let finding = Finding::new(resource, message).property(property);
    (theirs.id != ours.id).then(|| finding.hint(format!("use one with `ApiId: !Ref {}`", ours.id)))
}

/// A type's name as words: `route response` for `RouteResponse`.
fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 2);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}
