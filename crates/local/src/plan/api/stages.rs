//! The stages of an API.

use std::collections::{HashMap, HashSet};

use super::{Api, Stage, belongs};
use crate::{
    gateway::throttle::Throttle,
    plan::{Names, Properties, Report},
};

/// Reads the stages that have something to serve.
pub(super) fn stages(api: &Api, names: &Names<'_>, report: &Report<'_>) -> Vec<Stage> {
    names
        .of_type("AWS::ApiGatewayV2::Stage")
        .filter_map(|(id, body)| stage(api, Properties::of(id, body, names, report)))
        .collect()
}

fn stage(api: &Api, mut properties: Properties<'_>) -> Option<Stage> {
    if !belongs(&mut properties, api) {
        return None;
    }
    let name = properties.required("StageName")?;
    if name == "$default" {
        properties.unusable(
            "StageName",
            "a stage called `$default` does not work for WebSocket APIs",
        );
        return None;
    }
    let deployed = properties.text("DeploymentId").is_some();
    let automatic = properties.flag("AutoDeploy") == Some(true);
    if !deployed && !automatic {
        let why = "without it, and without `AutoDeploy`, the stage serves nothing";
        properties.not_run("DeploymentId", why);
        return None;
    }
    if deployed && automatic {
        properties.unusable("AutoDeploy", "a stage has either this or `DeploymentId`");
    }
    let stage = Stage {
        variables: properties.text_map("StageVariables").into_iter().collect(),
        default_throttle: properties
            .nested("DefaultRouteSettings")
            .map(throttle)
            .unwrap_or_default(),
        route_throttles: route_throttles(api, &mut properties),
        unpermitted: HashSet::new(),
        name,
    };
    // Where logs go on AWS; here the console shows what happens.
    properties.without_meaning(&["AccessLogSettings", "Description", "Tags"]);
    properties.finish();
    Some(stage)
}

fn route_throttles(api: &Api, properties: &mut Properties<'_>) -> HashMap<String, Throttle> {
    let settings = properties.nested_map("RouteSettings");
    for (key, _) in &settings {
        if !api.routes.contains_key(key) {
            properties.unusable("RouteSettings", format!("there is no route with the key `{key}`"));
        }
    }
    settings
        .into_iter()
        .map(|(key, settings)| (key, throttle(settings)))
        .collect()
}

fn throttle(mut settings: Properties<'_>) -> Throttle {
    let throttle = Throttle {
        rate: limit(&mut settings, "ThrottlingRateLimit"),
        burst: limit(&mut settings, "ThrottlingBurstLimit"),
    };
    // Logs and metrics: the console is their local form.
    settings.without_meaning(&["DataTraceEnabled", "DetailedMetricsEnabled", "LoggingLevel"]);
    settings.finish();
    throttle
}

fn limit(settings: &mut Properties<'_>, key: &str) -> Option<f64> {
    let text = settings.text(key)?;
    let limit = text
        .parse()
        .ok()
        .filter(|limit: &f64| limit.is_finite() && *limit >= 0.0);
    match limit {
        None => settings.unusable(key, format!("`{text}` is no limit")),
        // A classic of tools that send zeros for what was not set.
        Some(0.0) => settings.not_run(
            key,
            "0 refuses every request with 429; leave it out for the account's limit",
        ),
        Some(_) => {}
    }
    limit
}
