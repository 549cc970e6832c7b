//! Whether API Gateway may invoke the functions of routes and authorizers: `AWS::Lambda::Permission`.

use std::collections::{HashMap, HashSet};

use policy::Pattern;

use super::pattern::{hopeful, in_api};
use crate::{Api, Finding, Found, Function, Link, Model, Resource, Route, Rule, arn, rule};

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
    let doors = doors(model);
    let may_invoke = |function: &Resource<'_>, source: &str| {
        let mut doors = doors.get(function.id).into_iter().flatten();
        doors.any(|door| door.lets(source))
    };
    for api in &model.apis {
        let mut keys: HashMap<&str, Vec<&str>> = HashMap::new();
        for route in &api.routes {
            if let (Some(target), Some(key)) = (route.target.resource(), route.key) {
                keys.entry(target.id).or_default().push(key);
            }
        }
        for integration in &api.integrations {
            let (Link::To(function), Link::Unset) = (integration.function, integration.role) else {
                continue;
            };
            let keys = keys.get(integration.resource.id).map_or(&[][..], Vec::as_slice);
            let refused = |key: &&&str| {
                let stages = api
                    .stages
                    .iter()
                    .filter_map(|stage| stage.resource.text("StageName"));
                stages
                    .map(|stage| in_api(api, &format!("{stage}/{key}")))
                    .any(|source| !may_invoke(function, &source))
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
            if !may_invoke(function, &in_api(api, &own)) {
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

/// What a permission opens to API Gateway, or may open for all that is known.
pub(super) struct Door<'m> {
    pub(super) permission: &'m Resource<'m>,
    sources: Sources,
}

/// The sources that may come in.
enum Sources {
    /// Every one, as the permission names none.
    All,
    /// One. Comparing texts is far quicker than trying a pattern, and there is a permission for each route.
    One(String),
    Fitting(Pattern),
}

impl Door<'_> {
    /// Whether it is open to this source.
    pub(super) fn lets(&self, source: &str) -> bool {
        match &self.sources {
            Sources::All => true,
            Sources::One(text) => text == source,
            Sources::Fitting(pattern) => pattern.matches(source),
        }
    }
}

/// What is open of each function, by its logical id.
pub(super) fn doors<'a>(model: &'a Model<'a>) -> HashMap<&'a str, Vec<Door<'a>>> {
    let of_function = |function: &'a Function<'a>| {
        let permissions = function.permissions.iter();
        let doors = permissions.filter_map(|permission| door(model, permission));
        (function.resource.id, doors.collect())
    };
    model.functions.iter().map(of_function).collect()
}

fn door<'a>(model: &Model<'_>, permission: &'a Resource<'a>) -> Option<Door<'a>> {
    let fits = |property, wanted: &str| {
        let text = permission.text(property);
        text.is_some_and(|text| hopeful(model, text).ignoring_case().matches(wanted))
    };
    (fits("Principal", GATEWAY) && fits("Action", "lambda:InvokeFunction")).then(|| Door {
        permission,
        sources: sources(model, permission),
    })
}

fn sources(model: &Model<'_>, permission: &Resource<'_>) -> Sources {
    let Some(text) = permission.text("SourceArn").map(arn::here) else {
        return Sources::All;
    };
    let pattern = hopeful(model, &text);
    if pattern.is_literal() {
        Sources::One(text)
    } else {
        Sources::Fitting(pattern)
    }
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
    let apis: Vec<_> = model
        .apis
        .iter()
        .map(|api| (api, in_api(api, ""), callers(api)))
        .collect();
    for (function, permission) in of_gateway(model) {
        let Some(text) = permission.text("SourceArn").map(arn::here) else {
            continue;
        };
        let of_this = apis
            .iter()
            .find_map(|(api, place, callers)| Some((api, text.strip_prefix(place.as_str())?, callers)));
        let Some((api, below, callers)) = of_this else {
            continue;
        };
        let sources = sources(model, permission);
        let fits = |callers: &HashSet<String>| match &sources {
            Sources::All => true,
            Sources::One(text) => callers.contains(text),
            Sources::Fitting(pattern) => callers.iter().any(|caller| pattern.matches(caller)),
        };
        if api.stages.is_empty() || callers.as_ref().is_none_or(fits) {
            continue;
        }
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
fn callers(api: &Api<'_>) -> Option<HashSet<String>> {
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
        let source = caller(model, function.resource).unwrap_or_else(|| "${Api}/stage/routeKey".to_owned());
        let finding = Finding::new(permission, message).property("Principal");
        found.add(finding.hint(format!(
            "set `SourceArn` to `arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:{source}`"
        )));
    }
}

/// What calls a function, as the end of an ARN in a template: its authorizer, its route or all routes of a stage.
fn caller(model: &Model<'_>, function: &Resource<'_>) -> Option<String> {
    let is_it = |link: Link<'_>| link.resource().is_some_and(|resource| resource.id == function.id);
    model.apis.iter().find_map(|api| {
        let mut authorizers = api.authorizers.iter();
        if let Some(authorizer) = authorizers.find(|it| is_it(model.invoked(it.text("AuthorizerUri")))) {
            return Some(format!(
                "${{{}}}/authorizers/${{{}}}",
                api.resource.id, authorizer.id
            ));
        }
        let calls = |route: &&Route<'_>| {
            let integration = route.target.resource().and_then(|it| api.integration(it.id));
            integration.is_some_and(|integration| is_it(integration.function))
        };
        let keys: Vec<&str> = api
            .routes
            .iter()
            .filter(calls)
            .map(|it| it.key.unwrap_or("*"))
            .collect();
        let key = match keys[..] {
            [] => return None,
            [key] => key,
            _ => "*",
        };
        let stage = match &api.stages[..] {
            [stage] => format!("${{{}}}", stage.resource.id),
            _ => "*".to_owned(),
        };
        Some(format!("${{{}}}/{stage}/{key}", api.resource.id))
    })
}
