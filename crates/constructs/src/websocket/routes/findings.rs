//! What is wrong with a set of routes.

use std::collections::{BTreeMap, BTreeSet};

use aws::apigatewayv2;
use cfn::{Diagnostic, Origin, Resource as _, Scope, Tree};

use super::{
    Routes,
    permissions::STACK_RESOURCES,
    plan::{Plan, Planned},
};
use crate::{
    FunctionRef,
    websocket::{IntegrationTimeout, Source, authorization, route::KeyedRoute},
};

/// Everything, at once.
pub(super) fn all(plan: &Plan<'_>, scope: &Scope<'_>) -> Vec<Diagnostic> {
    let routes = plan.routes;
    let api = routes.stage.api();
    let rivals = rivals(routes, scope);
    // Routes of the same API have the same ids for a better reason.
    let taken = rivals.is_empty().then(|| taken(plan, scope)).flatten();
    let mut before = Before::default();
    let of_routes = plan.all.iter().flat_map(|planned| {
        let of_route = of_route(planned.route, &mut before);
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
        .chain(rivals)
        .chain(taken)
        .chain(crowd(plan, scope))
        .collect()
}

/// What the routes before one have said.
#[derive(Default)]
struct Before<'a> {
    keys: BTreeSet<&'a str>,
    functions: BTreeSet<&'a str>,
    /// How long the integrations of functions wait, by function and name.
    waits: BTreeMap<(&'a str, &'a str), IntegrationTimeout>,
}

/// What is wrong with a route, by itself or beside those before it.
fn of_route<'a>(route: &'a KeyedRoute, before: &mut Before<'a>) -> Vec<Diagnostic> {
    let twice = (!before.keys.insert(&route.key)).then(|| {
        let message = format!("the route `{}` is declared twice", route.key);
        Diagnostic::error("GW104", message).hint("a message has one route: remove the other")
    });
    let of_function = route.integration.function();
    twice
        .into_iter()
        .chain(of_function.and_then(|function| too_slow(function, before)))
        .chain(impatient(route, before))
        .chain(handshake(route))
        .chain(operation(route))
        .collect()
}

/// A function, named by the first of its routes, that may run longer than the gateway waits.
fn too_slow<'a>(function: &'a FunctionRef, before: &mut Before<'a>) -> Option<Diagnostic> {
    let first = before.functions.insert(function.id());
    let seconds = function.timeout().as_secs();
    (first && seconds * 1000 > IntegrationTimeout::LONGEST.as_millis()).then(|| {
        let message = format!(
            "`{}` may run for {seconds} s, but behind a route the gateway answers for it after 29 s",
            function.id()
        );
        let finding = Diagnostic::error("GW103", message).on(function.id());
        finding
            .hint("set `.timeout(Timeout::secs::<29>())` or less, and leave long work to a stream or queue")
    })
}

/// A timeout that is not that of the routes before which share the integration.
fn impatient<'a>(route: &'a KeyedRoute, before: &mut Before<'a>) -> Option<Diagnostic> {
    let integration = &route.integration;
    let function = integration.proxied()?.id();
    let own = integration.waits();
    let first = *before
        .waits
        .entry((function, integration.name("")))
        .or_insert(own);
    (first != own).then(|| {
        let message = format!("routes to `{function}` give its one integration different timeouts");
        let finding = Diagnostic::error("GW105", message).on(function);
        finding.hint("pass clones of one `Integration` to all of its routes")
    })
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
    let api = apigatewayv2::Route::new(routes.stage.api().handle(), "").into_properties();
    let of_api = |body: &Tree| {
        body.get("Type").and_then(Tree::as_str) == Some(apigatewayv2::Route::CFN_TYPE)
            && body.at(&["Properties", "ApiId"]) == api.get("ApiId")
    };
    let standing = scope.resources().filter(|(_, _, body)| of_api(body));
    let standing: BTreeMap<&str, _> = standing
        .filter_map(|(id, origin, body)| {
            Some((body.at(&["Properties", "RouteKey"])?.as_str()?, (id, origin)))
        })
        .collect();
    let rivals = routes.all.iter().filter_map(|route| {
        let (id, origin) = standing.get(route.key.as_str())?;
        let message = format!("the API has a route `{}` already", route.key);
        let finding = Diagnostic::error("GW112", message)
            .on(*id)
            .at(Origin::clone(origin));
        Some(
            finding.hint("declare all routes of an API in one set; `.also_of(&stage)` serves a second stage"),
        )
    });
    rivals.collect()
}

/// The routes of a second API without a prefix.
fn taken(plan: &Plan<'_>, scope: &Scope<'_>) -> Option<Diagnostic> {
    let id = plan.taken(scope)?;
    let api = plan.routes.stage.api().handle().logical_id();
    let message = format!("the routes of `{api}` need the logical id `{id}`, which stands already");
    let hint = format!("begin their ids with a prefix, as in `Routes::of(&stage).prefix(\"{api}\")`");
    Some(Diagnostic::error("GW114", message).on(api).hint(hint))
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

#[cfg(test)]
mod tests;
