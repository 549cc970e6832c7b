//! What is served under which name.

use std::collections::HashMap;

use crate::{Api, Finding, Found, Model, Resource, Rule, Stage, flag, is_known, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW201",
        Error,
        "A stage name that a WebSocket API does not take",
        names
    ),
    rule!("GW229", Error, "Two stages of an API have one name", duplicates),
    rule!("GW231", Warning, "A stage that serves nothing", serves_nothing),
    rule!(
        "GW232",
        Warning,
        "A stage with AutoDeploy and a deployment of its own",
        both
    ),
    rule!(
        "GW233",
        Error,
        "A stage variable that API Gateway does not take",
        variables
    ),
];

/// Every stage with its API.
pub(super) fn stages<'a>(model: &'a Model<'a>) -> impl Iterator<Item = (&'a Api<'a>, &'a Stage<'a>)> {
    model
        .apis
        .iter()
        .flat_map(|api| api.stages.iter().map(move |stage| (api, stage)))
}

fn names(model: &Model<'_>, found: &mut Found) {
    for (_, stage) in stages(model) {
        let Some(name) = stage.name else { continue };
        if name == "$default" {
            let message = "nobody can connect: a stage called `$default` does not work for WebSocket APIs, their addresses \
                           end in the stage's name";
            let finding = Finding::new(stage.resource, message).property("StageName");
            found.add(finding.hint("give the stage a name such as `dev`"));
        } else if !is_name(name) {
            let message = format!(
                "API Gateway refuses the stage name `{name}`: it takes 1 to 128 letters, digits, hyphens and underscores"
            );
            found.add(Finding::new(stage.resource, message).property("StageName"));
        }
    }
}

/// Whether a WebSocket API takes the name for a stage.
pub(super) fn is_name(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !name.is_empty() && name.len() <= 128 && name.bytes().all(fits)
}

fn duplicates(model: &Model<'_>, found: &mut Found) {
    for api in &model.apis {
        let mut known = HashMap::new();
        for stage in &api.stages {
            let Some(name) = stage.resource.text("StageName") else {
                continue;
            };
            if let Some(other) = known.insert(name, stage.resource) {
                let message = format!(
                    "API Gateway refuses the stage: `{}` is called `{name}` already",
                    other.id
                );
                let finding = Finding::new(stage.resource, message)
                    .property("StageName")
                    .related(other);
                found.add(finding.hint("remove one of the two, or give it another name"));
            }
        }
    }
}

/// Whether a stage follows its API by itself; unknown where a value decides that.
pub(super) fn deploys_itself(stage: &Resource<'_>) -> Option<bool> {
    match stage.get("AutoDeploy") {
        None => Some(false),
        Some(value) => flag(value),
    }
}

fn serves_nothing(model: &Model<'_>, found: &mut Found) {
    for (api, stage) in stages(model) {
        let name = stage.resource.text("StageName");
        let served = api
            .deployments
            .iter()
            .any(|it| it.text("StageName").is_some_and(|text| Some(text) == name));
        if !served && !stage.deployment.is_set() && deploys_itself(stage.resource) == Some(false) {
            let message =
                "nobody can connect to the stage until something else deploys it: it has no deployment";
            let finding = Finding::new(stage.resource, message);
            found.add(finding.hint("set `DeploymentId`, or `AutoDeploy: true`"));
        }
    }
}

fn both(model: &Model<'_>, found: &mut Found) {
    for (_, stage) in stages(model) {
        if stage.deployment.is_set() && deploys_itself(stage.resource) == Some(true) {
            let message =
                "API Gateway refuses the next change of `DeploymentId`: the stage deploys by itself";
            let finding = Finding::new(stage.resource, message).property("DeploymentId");
            found.add(finding.hint("keep one of `AutoDeploy` and `DeploymentId`"));
        }
    }
}

fn variables(model: &Model<'_>, found: &mut Found) {
    for (_, stage) in stages(model) {
        let variables: Vec<_> = stage.resource.entries("StageVariables").collect();
        if variables.len() > 100 {
            let message = format!(
                "API Gateway refuses the stage: it takes 100 variables, not {}",
                variables.len()
            );
            let finding = Finding::new(stage.resource, message).property("StageVariables");
            found.add(finding.hint("put what belongs together into one variable"));
        }
        for (name, value) in variables {
            let value = value.scalar_text().filter(|text| is_known(text));
            if !is_variable(name) || value.is_some_and(|value| !is_value(&value)) {
                let message =
                    format!("API Gateway refuses the stage: it does not take the variable `{name}`");
                let finding =
                    Finding::new(stage.resource, message).property(format!("StageVariables.{name}"));
                found.add(finding.hint(
                    "a name is up to 64 letters, digits and `_`, a value 1 to 512 of letters, digits and `-._~:/?#&=,`",
                ));
            }
        }
    }
}

fn is_variable(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    (1..=64).contains(&name.len()) && name.bytes().all(fits)
}

fn is_value(value: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#&=,".contains(&byte);
    (1..=512).contains(&value.len()) && value.bytes().all(fits)
}
