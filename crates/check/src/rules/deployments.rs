//! Deployments: when they are made, and what they freeze.

use std::collections::HashSet;

use super::stages::deploys_itself;
use crate::{Api, Finding, Found, Model, Resource, Rule, Stage, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW234",
        Error,
        "A deployment into a stage that does not stand yet",
        into_nothing
    ),
    rule!(
        "GW235",
        Warning,
        "A deployment that does not wait for what it deploys",
        too_early
    ),
    rule!(
        "GW236",
        Info,
        "A deployment that does not change with its routes",
        never_again
    ),
];

/// Every deployment with its API.
fn deployments<'a>(model: &'a Model<'a>) -> impl Iterator<Item = (&'a Api<'a>, &'a Resource<'a>)> {
    model
        .apis
        .iter()
        .flat_map(|api| api.deployments.iter().map(move |deployment| (api, *deployment)))
}

fn into_nothing(model: &Model<'_>, found: &mut Found) {
    for (api, deployment) in deployments(model) {
        let Some(name) = deployment.text("StageName") else {
            continue;
        };
        let stage = api
            .stages
            .iter()
            .find(|stage| stage.resource.text("StageName") == Some(name));
        let waits = |stage: &Stage<'_>| model.before(deployment).contains(stage.resource.id);
        if !stage.is_some_and(waits) {
            let message = format!("the deployment fails: the API has no stage `{name}` when it is made");
            let finding = Finding::new(deployment, message).property("StageName");
            found.add(
                finding.hint("remove `StageName`, and set `DeploymentId` of the stage to this deployment"),
            );
        }
    }
}

fn too_early(model: &Model<'_>, found: &mut Found) {
    for (api, deployment) in deployments(model) {
        let before = model.before(deployment);
        let missed: Vec<&str> = frozen(api)
            .map(|it| it.id)
            .filter(|id| !before.contains(id))
            .collect();
        let Some(message) = message(api, &before, &missed) else {
            continue;
        };
        let finding = Finding::new(deployment, message).attribute("DependsOn");
        found.add(finding.hint(format!("add `DependsOn: [{}]`", missed.join(", "))));
    }
}

/// What a deployment freezes and has to wait for; integrations and authorizers come before the routes that name them.
fn frozen<'a>(api: &'a Api<'_>) -> impl Iterator<Item = &'a Resource<'a>> {
    let routes = api.routes.iter().map(|route| route.resource);
    routes
        .chain(api.route_responses.iter().copied())
        .chain(api.integration_responses.iter().copied())
}

/// What happens without those that were missed.
fn message(api: &Api<'_>, before: &HashSet<&str>, missed: &[&str]) -> Option<String> {
    let first = missed.first()?;
    let (others, them) = match missed.len() {
        1 => (String::new(), "it"),
        count => (format!(" and {} more", count - 1), "them"),
    };
    let any = api.routes.iter().any(|route| before.contains(route.resource.id));
    let end = if any {
        format!("and then it serves the API without {them}")
    } else {
        "and fails then: at least one route is required".to_owned()
    };
    Some(format!(
        "the deployment may be made before `{first}`{others}, {end}"
    ))
}

fn never_again(model: &Model<'_>, found: &mut Found) {
    for api in &model.apis {
        for stage in api
            .stages
            .iter()
            .filter(|stage| deploys_itself(stage.resource) == Some(false))
        {
            let Some(deployment) = stage.deployment.resource() else {
                continue;
            };
            // Whatever makes the id change, a counter or a hash, has a digit in it.
            if !deployment.id.contains(|letter: char| letter.is_ascii_digit()) {
                let message = format!(
                    "changed routes are not served: `{}` keeps its logical id, so that no new deployment is made",
                    deployment.id
                );
                let finding = Finding::new(deployment, message).related(stage.resource);
                found.add(finding.hint(
                    "put a hash of the routes into the logical id, or set `AutoDeploy: true` on the stage",
                ));
            }
        }
    }
}
