//! Settings of stages for their routes.

use cfn::Tree;

use super::stages::stages;
use crate::{Api, Finding, Found, Model, Rule, Stage, number, rule, sam};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW237",
        Error,
        "Settings for a route that does not exist",
        missing_route
    ),
    rule!("GW238", Error, "Settings of routes without the route's key", flat),
    rule!(
        "GW239",
        Warning,
        "A stage with settings for a route does not wait for it",
        too_early
    ),
    rule!("GW240", Error, "A throttle that lets nothing through", zero),
    rule!("GW241", Warning, "A throttle above the account's", above_account),
];

/// The settings of one route.
const SETTINGS: [&str; 5] = [
    "DataTraceEnabled",
    "DetailedMetricsEnabled",
    "LoggingLevel",
    "ThrottlingBurstLimit",
    "ThrottlingRateLimit",
];

/// The limits of a route, and what the whole account has where nobody had its quota raised.
const LIMITS: [(&str, f64); 2] = [
    ("ThrottlingBurstLimit", 5_000.0),
    ("ThrottlingRateLimit", 10_000.0),
];

/// The settings of single routes by the route's key.
fn of_routes<'a>(stage: &'a Stage<'_>) -> impl Iterator<Item = (&'a str, &'a Tree)> {
    stage
        .resource
        .entries("RouteSettings")
        .filter(|(key, _)| !SETTINGS.contains(key))
}

/// All settings of a stage, with the place of each.
pub(super) fn all<'a>(stage: &'a Stage<'_>) -> impl Iterator<Item = (String, &'a Tree)> {
    let default = stage.resource.get("DefaultRouteSettings");
    let default = default.map(|settings| ("DefaultRouteSettings".to_owned(), settings));
    let routes = of_routes(stage).map(|(key, settings)| (format!("RouteSettings.{key}"), settings));
    default.into_iter().chain(routes)
}

fn missing_route(model: &Model<'_>, found: &mut Found) {
    let complete = |api: &Api<'_>| !model.is_open() && api.routes.iter().all(|route| route.key.is_some());
    for (api, stage) in stages(model).filter(|(api, _)| complete(api)) {
        for (key, _) in of_routes(stage).filter(|(key, _)| api.route(key).is_none()) {
            let message = format!(
                "API Gateway refuses the stage: `{}` has no route `{key}`",
                api.resource.id
            );
            let finding = Finding::new(stage.resource, message).property(format!("RouteSettings.{key}"));
            let keys = api.routes.iter().filter_map(|route| route.key);
            found.add(match cfn::nearest(key, keys) {
                Some(meant) => finding.hint(format!("did you mean `{meant}`?")),
                None => finding.hint("settings for every route belong into `DefaultRouteSettings`"),
            });
        }
    }
}

fn flat(model: &Model<'_>, found: &mut Found) {
    for (_, stage) in stages(model) {
        let mut settings = stage.resource.entries("RouteSettings").map(|(key, _)| key);
        if let Some(setting) = settings.find(|key| SETTINGS.contains(key)) {
            let message =
                format!("API Gateway takes `{setting}` for the key of a route: settings stand below one");
            let finding = Finding::new(stage.resource, message).property(format!("RouteSettings.{setting}"));
            found.add(finding.hint(format!(
                "write `RouteSettings: {{chat: {{{setting}: …}}}}`, or `DefaultRouteSettings` for every route"
            )));
        }
    }
}

fn too_early(model: &Model<'_>, found: &mut Found) {
    // Nobody can say there what the stages wait for that the transform makes.
    if sam::is_sam(model.template) {
        return;
    }
    for (api, stage) in stages(model) {
        let mut keys = of_routes(stage).map(|(key, _)| key).peekable();
        if keys.peek().is_none() {
            continue;
        }
        let before = model.before(stage.resource);
        let missed = keys
            .filter_map(|key| api.route(key))
            .find(|route| !before.contains(route.resource.id));
        if let Some(route) = missed {
            let message = format!(
                "API Gateway refuses the stage where it is made before `{}`, which it has settings for",
                route.resource.id
            );
            let finding = Finding::new(stage.resource, message)
                .property("RouteSettings")
                .related(route.resource);
            found.add(finding.hint(format!("add `{}` to the stage's `DependsOn`", route.resource.id)));
        }
    }
}

/// Every limit that is a number, with its place and the account's.
fn limits(stage: &Stage<'_>) -> impl Iterator<Item = (String, f64, f64)> {
    all(stage).flat_map(|(path, settings)| {
        LIMITS.iter().filter_map(move |(name, account)| {
            Some((format!("{path}.{name}"), number(settings.get(name)?)?, *account))
        })
    })
}

fn zero(model: &Model<'_>, found: &mut Found) {
    for (_, stage) in stages(model) {
        for (path, limit, _) in limits(stage).filter(|(_, limit, _)| *limit <= 0.0) {
            let message = format!(
                "everything is refused with 429, handshakes included: a limit of {limit} lets nothing through"
            );
            let finding = Finding::new(stage.resource, message).property(path);
            found
                .add(finding.hint("remove it, so that the account's limit holds, or write a number above 0"));
        }
    }
}

fn above_account(model: &Model<'_>, found: &mut Found) {
    for (_, stage) in stages(model) {
        for (path, limit, account) in limits(stage).filter(|(_, limit, account)| limit > account) {
            let message = format!(
                "a limit of {limit} never comes to bear: the account has {account}, which all APIs of a region share"
            );
            let finding = Finding::new(stage.resource, message).property(path);
            found.add(finding.hint("have the account's quota raised first, or remove the limit"));
        }
    }
}
