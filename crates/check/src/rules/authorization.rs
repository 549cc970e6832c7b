//! Who may connect.

use crate::{Api, Finding, Found, Model, Route, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW205",
        Error,
        "Authorization on a route other than $connect",
        outside_connect
    ),
    rule!(
        "GW219",
        Error,
        "A route with CUSTOM authorization names no authorizer",
        without_authorizer
    ),
    rule!(
        "GW220",
        Warning,
        "A route names an authorizer that it does not ask",
        not_asked
    ),
    rule!("GW221", Error, "A route with JWT authorization", jwt),
    rule!("GW222", Info, "Anybody may connect", anybody),
];

fn routes<'a>(model: &'a Model<'_>) -> impl Iterator<Item = &'a Route<'a>> {
    model.apis.iter().flat_map(|api| &api.routes)
}

fn outside_connect(model: &Model<'_>, found: &mut Found) {
    for route in routes(model) {
        let kind = route
            .resource
            .known("AuthorizationType")
            .filter(|kind| *kind != "NONE");
        if let (Some(kind), Some(key)) = (kind, route.key.filter(|key| *key != "$connect")) {
            let message = format!(
                "API Gateway refuses the route `{key}` with {kind}: authorization is restricted to the $connect route"
            );
            let finding = Finding::new(route.resource, message).property("AuthorizationType");
            found.add(
                finding.hint("authorize `$connect`; its result reaches every later event of the connection"),
            );
        }
    }
}

fn without_authorizer(model: &Model<'_>, found: &mut Found) {
    for route in routes(model) {
        if route.resource.known("AuthorizationType") == Some("CUSTOM") && !route.authorizer.is_set() {
            let message =
                "API Gateway refuses the route: with CUSTOM authorization it has to name an authorizer";
            let finding = Finding::new(route.resource, message).property("AuthorizationType");
            found.add(finding.hint("set `AuthorizerId` to an `AWS::ApiGatewayV2::Authorizer` of the API"));
        }
    }
}

fn not_asked(model: &Model<'_>, found: &mut Found) {
    for route in routes(model).filter(|route| route.authorizer.is_set()) {
        let kind = match route.resource.get("AuthorizationType") {
            None => Some("NONE"),
            Some(_) => route.resource.known("AuthorizationType"),
        };
        if let Some(kind) = kind.filter(|kind| matches!(*kind, "NONE" | "AWS_IAM")) {
            let message = format!("the authorizer is never asked: the route's authorization is {kind}");
            let finding = Finding::new(route.resource, message).property("AuthorizerId");
            found.add(finding.hint("set `AuthorizationType: CUSTOM`, or remove `AuthorizerId`"));
        }
    }
}

fn jwt(model: &Model<'_>, found: &mut Found) {
    for route in routes(model) {
        if route.resource.known("AuthorizationType") == Some("JWT") {
            let message = "API Gateway refuses the route: JWT authorization is for HTTP APIs";
            let finding = Finding::new(route.resource, message).property("AuthorizationType");
            found.add(
                finding
                    .hint("set `AuthorizationType: CUSTOM`, and let a REQUEST authorizer verify the token"),
            );
        }
    }
}

fn anybody(model: &Model<'_>, found: &mut Found) {
    for api in model
        .apis
        .iter()
        .filter(|api| !api.routes.is_empty() && !model.is_open())
    {
        if let Some(finding) = open_door(api) {
            found.add(finding.hint("authorize `$connect`: `AWS_IAM`, or `CUSTOM` with a REQUEST authorizer"));
        }
    }
}

fn open_door(api: &Api<'_>) -> Option<Finding> {
    let Some(connect) = api.route("$connect") else {
        let all_known = api.routes.iter().all(|route| route.key.is_some());
        return all_known.then(|| {
            Finding::new(
                api.resource,
                "anybody may connect: the API has no route `$connect`",
            )
        });
    };
    let route = connect.resource;
    let nobody_asks =
        route.get("AuthorizationType").is_none() || route.known("AuthorizationType") == Some("NONE");
    let keyless = route.get("ApiKeyRequired").is_none() || route.flag("ApiKeyRequired") == Some(false);
    let message = "anybody may connect: nothing authorizes the route `$connect`";
    (nobody_asks && keyless).then(|| Finding::new(route, message))
}
