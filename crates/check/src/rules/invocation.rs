//! Whether API Gateway may invoke the functions of routes and authorizers: `AWS::Lambda::Permission`.

use policy::Pattern;

use super::pattern::{hopeful, in_api};
use crate::{Api, Finding, Found, Function, Link, Model, Resource, Rule, arn, rule};

const GATEWAY: &str = "apigateway.amazonaws.com";

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW300",
        Error,
        "API Gateway may not invoke a function that it calls",
        missing
    ),
    rule!(
        "GW301",
        Warning,
        "An invoke permission fits no route and no authorizer of its API",
        astray
    ),
    rule!(
        "GW302",
        Warning,
        "An invoke permission lets any API invoke the function",
        for_everybody
    ),
];

fn missing(model: &Model<'_>, found: &mut Found) {
    for api in &model.apis {
        for integration in &api.integrations {
            let (Link::To(function), Link::Unset) = (integration.function, integration.role) else {
                continue;
            };
            let routes = api.routes.iter().filter(|route| {
                route
                    .target
                    .resource()
                    .is_some_and(|target| target.id == integration.resource.id)
            });
            let keys: Vec<&str> = routes.filter_map(|route| route.key).collect();
            let refused = |key: &&&str| {
                let stages = api
                    .stages
                    .iter()
                    .filter_map(|stage| stage.resource.text("StageName"));
                stages
                    .map(|stage| in_api(api, &format!("{stage}/{key}")))
                    .any(|source| !may_invoke(model, function, &source))
            };
            let refused: Vec<&str> = keys.iter().filter(refused).copied().collect();
            if let Some(first) = refused.first() {
                let others = match refused.len() {
                    1 => String::new(),
                    count => format!(" and {} more", count - 1),
                };
                let what = format!("of the route `{first}`{others}");
                found.add(refusal(
                    integration.resource,
                    "IntegrationUri",
                    function,
                    api,
                    &what,
                    "/*/*",
                ));
            }
        }
        for authorizer in &api.authorizers {
            let function = model.invoked(authorizer.text("AuthorizerUri"));
            let (Link::To(function), None) = (function, authorizer.get("AuthorizerCredentialsArn")) else {
                continue;
            };
            let own = format!("authorizers/{}", authorizer.reference);
            if !may_invoke(model, function, &in_api(api, &own)) {
                let below = format!("/authorizers/${{{}}}", authorizer.id);
                found.add(refusal(
                    authorizer,
                    "AuthorizerUri",
                    function,
                    api,
                    "of the authorizer",
                    &below,
                ));
            }
        }
    }
}

fn refusal(
    on: &Resource<'_>,
    property: &str,
    function: &Resource<'_>,
    api: &Api<'_>,
    what: &str,
    below: &str,
) -> Finding {
    let message = format!(
        "clients get an internal server error: no `AWS::Lambda::Permission` lets {GATEWAY} invoke `{}` on behalf {what}",
        function.id
    );
    let finding = Finding::new(on, message).property(property).related(function);
    finding.hint(format!(
        "add one with `Principal: {GATEWAY}` and `SourceArn: !Sub \
         arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{}}}{below}`",
        api.resource.id
    ))
}

/// Whether a permission opens the function to this source, or may do so for all that is known.
fn may_invoke(model: &Model<'_>, function: &Resource<'_>, source: &str) -> bool {
    let permissions = model
        .function(function.id)
        .map_or(&[][..], |function| &function.permissions);
    permissions
        .iter()
        .any(|permission| lets(model, permission, source))
}

/// Whether a permission opens its function to this source of API Gateway, or may do so for all that is known.
pub(super) fn lets(model: &Model<'_>, permission: &Resource<'_>, source: &str) -> bool {
    let fits = |property, wanted: &str| {
        let text = permission.text(property);
        text.is_some_and(|text| hopeful(model, text).ignoring_case().matches(wanted))
    };
    fits("Principal", GATEWAY)
        && fits("Action", "lambda:InvokeFunction")
        && permission
            .text("SourceArn")
            .is_none_or(|text| sources(model, text).matches(source))
}

fn sources(model: &Model<'_>, text: &str) -> Pattern {
    hopeful(model, &arn::here(text))
}

/// The permissions of API Gateway, with their functions.
pub(super) fn of_gateway<'a>(
    model: &'a Model<'_>,
) -> impl Iterator<Item = (&'a Function<'a>, &'a Resource<'a>)> {
    let all = model.functions.iter().flat_map(|function| {
        let permissions = function.permissions.iter().copied();
        permissions.map(move |permission| (function, permission))
    });
    all.filter(|(_, permission)| permission.known("Principal") == Some(GATEWAY))
}

fn astray(model: &Model<'_>, found: &mut Found) {
    for (function, permission) in of_gateway(model) {
        let Some(text) = permission.text("SourceArn").map(arn::here) else {
            continue;
        };
        let of_this = |api: &&Api<'_>| text.starts_with(&in_api(api, ""));
        let Some(api) = model.apis.iter().find(of_this) else {
            continue;
        };
        let pattern = hopeful(model, &text);
        if api.stages.is_empty()
            || callers(api).is_none_or(|callers| callers.iter().any(|caller| pattern.matches(caller)))
        {
            continue;
        }
        let below = text.trim_start_matches(&in_api(api, "")).to_owned();
        let message = format!(
            "nobody ever invokes `{}` by this permission: `{}` has no route, stage or authorizer that fits `{below}`",
            function.resource.id, api.resource.id
        );
        let finding = Finding::new(permission, message)
            .property("SourceArn")
            .related(api.resource);
        found.add(
            finding.hint(
                "after the API's id come `/stage/routeKey`, as in `/dev/$connect`, or `/authorizers/id`",
            ),
        );
    }
}

/// The ARNs by which an API invokes functions; none where some of them are not known.
fn callers(api: &Api<'_>) -> Option<Vec<String>> {
    let keys: Option<Vec<&str>> = api.routes.iter().map(|route| route.key).collect();
    let keys = keys?;
    let stages: Option<Vec<&str>> = api
        .stages
        .iter()
        .map(|stage| stage.resource.text("StageName"))
        .collect();
    let routes = stages?
        .into_iter()
        .flat_map(|stage| keys.iter().map(move |key| in_api(api, &format!("{stage}/{key}"))));
    let authorizers = api
        .authorizers
        .iter()
        .map(|it| in_api(api, &format!("authorizers/{}", it.reference)));
    Some(routes.chain(authorizers).collect())
}

fn for_everybody(model: &Model<'_>, found: &mut Found) {
    let bounds = ["SourceArn", "SourceAccount", "PrincipalOrgID"];
    for (function, permission) in of_gateway(model).filter(|_| !model.apis.is_empty()) {
        if bounds.iter().any(|bound| permission.get(bound).is_some()) {
            continue;
        }
        let message = format!(
            "any API of any account may invoke `{}`: the permission names no source",
            function.resource.id
        );
        let finding = Finding::new(permission, message).property("Principal");
        found.add(finding.hint(
            "set `SourceArn` to `arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/stage/routeKey`",
        ));
    }
}
