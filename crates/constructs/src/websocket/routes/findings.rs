//! What is wrong with a set of routes.

use aws::apigatewayv2;
use cfn::{Diagnostic, Resource as _, Scope};

use super::{
    Routes,
    permissions::STACK_RESOURCES,
    plan::{Plan, Planned},
};
use crate::{
    FunctionRef,
    websocket::{IntegrationTimeout, Source, authorization, rival::rival, route::KeyedRoute},
};

/// Everything, at once.
pub(super) fn all(plan: &Plan<'_>, scope: &Scope<'_>) -> Vec<Diagnostic> {
    let routes = plan.routes;
    let api = routes.stage.api();
    let of_routes = plan.all.iter().enumerate().flat_map(|(place, planned)| {
        let of_route = of_route(planned.route, &routes.all[..place]);
        of_route.into_iter().chain(same_ids(planned))
    });
    of_routes
        .chain(
            routes
                .all
                .iter()
                .flat_map(|route| authorization::findings(route, api)),
        )
        .chain(foreign_models(routes))
        .chain(foreign_stages(routes))
        .chain(rivals(routes, scope))
        .chain(crowd(plan, scope))
        .collect()
}

/// What is wrong with a route, by itself or beside those before it.
fn of_route(route: &KeyedRoute, before: &[KeyedRoute]) -> Vec<Diagnostic> {
    let twice = before.iter().any(|other| other.key == route.key).then(|| {
        let message = format!("the route `{}` is declared twice", route.key);
        Diagnostic::error("GW104", message).hint("a message has one route: remove the other")
    });
    let of_function = route.integration.function().into_iter();
    twice
        .into_iter()
        .chain(of_function.flat_map(|function| behind(function, route, before)))
        .chain(handshake(route))
        .chain(operation(route))
        .collect()
}

/// What a function says that the gateway does not.
fn behind(function: &FunctionRef, route: &KeyedRoute, before: &[KeyedRoute]) -> Vec<Diagnostic> {
    let is_it = |other: Option<&FunctionRef>| other.is_some_and(|other| other.id() == function.id());
    let mut findings = Vec::new();
    let first = !before.iter().any(|other| is_it(other.integration.function()));
    if first && function.timeout().as_secs() * 1000 > IntegrationTimeout::LONGEST.as_millis() {
        let message = format!(
            "`{}` may run for {} s, but behind a route the gateway answers for it after 29 s",
            function.id(),
            function.timeout().as_secs()
        );
        let finding = Diagnostic::error("GW103", message).on(function.id());
        findings.push(
            finding.hint(
                "set `.timeout(Timeout::secs::<29>())` or less, and leave long work to a stream or queue",
            ),
        );
    }
    let shared = |other: &&KeyedRoute| {
        is_it(other.integration.proxied()) && other.integration.name("") == route.integration.name("")
    };
    let impatient = route.integration.proxied().is_some()
        && before
            .iter()
            .filter(shared)
            .any(|other| other.integration.waits() != route.integration.waits());
    if impatient {
        let message = format!(
            "routes to `{}` give its one integration different timeouts",
            function.id()
        );
        let finding = Diagnostic::error("GW105", message).on(function.id());
        findings.push(finding.hint("pass clones of one `Integration` to all of its routes"));
    }
    findings
}

/// Two keys with the same letters and digits.
fn same_ids(
    Planned {
        route,
        name,
        shares_ids,
        ..
    }: &Planned<'_>,
) -> Option<Diagnostic> {
    shares_ids.then(|| {
        let message = format!(
            "the route `{}` has the logical ids of another one: both begin with `{name}`",
            route.key
        );
        Diagnostic::error("GW114", message)
            .on(format!("{name}Route"))
            .hint("give one of them a name of its own, as in `Route::to(&function).named(\"Again\")`")
    })
}

/// Parts of the handshake where there is none, and names that are none.
fn handshake(route: &KeyedRoute) -> Vec<Diagnostic> {
    let parameters = route.integration.handshake().into_iter().map(Source::to_string);
    let template = route.integration.template_reads_handshake();
    let read = parameters.chain(template.then(|| "$input.params()".to_owned()));
    let late = read.filter(|_| route.key != "$connect").map(|what| {
        let message = format!(
            "the route `{}` reads `{what}`, which only `$connect` has",
            route.key
        );
        Diagnostic::error("GW117", message)
            .hint("let the authorizer put it into the context, and read `context.authorizer.{key}`")
    });
    let named = route.required.iter().filter(|source| !source.is_checked());
    let nameless = named.map(|source| {
        let message = format!("`{source}` names no parameter of the handshake");
        Diagnostic::error("GW118", message).hint("a name takes letters, digits and `_-.`")
    });
    late.chain(nameless).collect()
}

fn operation(route: &KeyedRoute) -> Option<Diagnostic> {
    let name = route.operation.as_ref()?;
    let message = format!("the operation of `{}` has {} characters", route.key, name.len());
    (!(1..=64).contains(&name.len()))
        .then(|| Diagnostic::error("GW119", message).hint("an operation's name has 1 to 64 characters"))
}

/// Models of other APIs.
fn foreign_models(routes: &Routes) -> impl Iterator<Item = Diagnostic> {
    let api = routes.stage.api().handle().logical_id();
    let models = routes.all.iter().flat_map(|route| &route.validation.models);
    models
        .filter(move |(_, model)| model.api() != api)
        .map(move |(_, model)| {
            let (name, own) = (model.name(), model.api());
            Diagnostic::error("GW123", format!("`{name}` is a model of `{own}`, not of `{api}`"))
                .on(name)
                .hint("make a model with this schema for this API")
        })
}

/// Stages of other APIs.
fn foreign_stages(routes: &Routes) -> impl Iterator<Item = Diagnostic> {
    let api = routes.stage.api().handle().logical_id();
    routes.others.iter().filter_map(move |stage| {
        let other = stage.api().handle().logical_id();
        (other != api).then(|| {
            let message = format!("`{}` is a stage of `{other}`, not of `{api}`", stage.name());
            Diagnostic::error("GW130", message)
                .on(other)
                .hint(format!("name the stage with the `.stage(..)` of `{api}`"))
        })
    })
}

/// Routes of another set that stand already. An API has each route once, whatever the number of its stages.
fn rivals(routes: &Routes, scope: &Scope<'_>) -> Vec<Diagnostic> {
    let api = routes.stage.api().handle();
    let rivals = routes.all.iter().filter_map(|route| {
        let to_come = apigatewayv2::Route::new(api, route.key.as_str()).into_properties();
        let message = format!("the API has a route `{}` already", route.key);
        rival::<apigatewayv2::Route>(scope, &to_come, message)
    });
    rivals
        .map(|finding| {
            finding.hint("declare all routes of an API in one set; `.also_of(&stage)` serves a second stage")
        })
        .collect()
}

/// More resources than a stack has, however wide the permissions are.
fn crowd(plan: &Plan<'_>, scope: &Scope<'_>) -> Option<Diagnostic> {
    let routes = &plan.routes.all;
    let needed = plan.resources(scope) + plan.functions().len() * plan.stages().len();
    let over = needed.checked_sub(STACK_RESOURCES + 1)? + 1;
    let answers = routes.iter().filter(|route| route.two_way).count();
    let message = format!(
        "{} routes, {answers} of them two-way, bring the stack to {needed} resources; it may have {STACK_RESOURCES}",
        routes.len()
    );
    let hint = if over <= answers {
        format!(
            "an answer takes a resource more: make {over} routes one-way, and post what they answer to the connection"
        )
    } else {
        "put a part of the routes into an API and a stack of its own".to_owned()
    };
    let api = plan.routes.stage.api().handle();
    Some(
        Diagnostic::error("GW115", message)
            .on(api.logical_id())
            .hint(hint),
    )
}
