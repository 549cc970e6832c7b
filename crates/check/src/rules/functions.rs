//! Functions that Lambda refuses, or that work longer than anybody waits.

use std::collections::HashSet;

use aws::lambda::Environment;
use cfn::{Severity, Tree};

use super::runtimes;
use crate::{Api, Finding, Found, Integration, Link, Model, Resource, Route, Rule, int, is_known, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW350",
        Warning,
        "A function may work longer than the gateway waits",
        slow
    ),
    rule!(
        "GW351",
        Warning,
        "A runtime that is deprecated",
        runtimes::deprecated
    ),
    rule!(
        "GW352",
        Error,
        "Environment variables of more than 4 KB",
        environment
    ),
    rule!(
        "GW353",
        Error,
        "Inline code for a runtime that takes none",
        inline
    ),
    rule!(
        "GW354",
        Error,
        "A name of an environment variable that Lambda refuses",
        variables
    ),
    rule!(
        "GW355",
        Info,
        "A function loses the events that it fails on",
        lost
    ),
    rule!("GW356", Error, "A function beyond what Lambda gives", bounds),
];

/// The seconds that API Gateway waits for an integration at most.
const GATEWAY_SECONDS: i64 = 29;

/// The seconds of a function that does not say.
pub(super) const DEFAULT_SECONDS: i64 = 3;

/// The time that a function has, if it is known.
pub(super) fn seconds(function: &Resource<'_>) -> Option<i64> {
    match function.get("Timeout") {
        None => Some(DEFAULT_SECONDS),
        Some(timeout) => int(timeout),
    }
}

fn slow(model: &Model<'_>, found: &mut Found) {
    let mut seen = HashSet::new();
    for api in &model.apis {
        for route in &api.routes {
            let Some(function) = waits_for(api, route) else {
                continue;
            };
            let time = seconds(function).filter(|time| *time > GATEWAY_SECONDS);
            if let (Some(time), true) = (time, seen.insert(function.id)) {
                let message = format!(
                    "a client of `{}` that waits for {GATEWAY_SECONDS} seconds gets an error, and the function works on: it has {time} seconds",
                    route.key.unwrap_or("the route")
                );
                let finding = Finding::new(function, message)
                    .property("Timeout")
                    .related(route.resource);
                found.add(finding.hint("set `Timeout` to 29 or less; put longer work behind a queue"));
            }
        }
    }
}

/// The function that a client of the route waits for. Nobody waits after the connection has ended.
fn waits_for<'m>(api: &Api<'m>, route: &Route<'m>) -> Option<&'m Resource<'m>> {
    let integration = api.integration(route.target.resource()?.id)?;
    let waits = route.key != Some("$disconnect") && !is_async(integration);
    integration.function.resource().filter(|_| waits)
}

/// Whether the gateway asks Lambda for an asynchronous invocation.
fn is_async(integration: &Integration<'_>) -> bool {
    let mut parameters = integration.resource.entries("RequestParameters");
    parameters.any(|(key, _)| key.to_ascii_lowercase().ends_with("header.x-amz-invocation-type"))
}

fn environment(model: &Model<'_>, found: &mut Found) {
    for function in &model.functions {
        // What only the deployment knows has a length that nobody knows; at least its known parts count.
        let known = |text: &str| {
            let parts = text
                .split('‹')
                .map(|part| part.split_once('›').map_or(part, |(_, rest)| rest));
            parts.map(str::len).sum::<usize>()
        };
        let bytes = variables_of(function.resource)
            .map(|(name, value)| name.len() + value.scalar_text().as_deref().map_or(0, known))
            .sum::<usize>();
        if bytes > Environment::MOST_BYTES {
            let message = format!(
                "Lambda refuses the function: its environment has {bytes} bytes, and {} are allowed",
                Environment::MOST_BYTES
            );
            let finding = Finding::new(function.resource, message).property("Environment.Variables");
            found.add(finding.hint("keep long values in a table or in SSM parameters, and pass their names"));
        }
    }
}

fn variables_of<'a>(function: &'a Resource<'_>) -> impl Iterator<Item = (&'a str, &'a Tree)> {
    let variables = function.at(&["Environment", "Variables"]).and_then(Tree::as_map);
    variables
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value))
}

fn variables(model: &Model<'_>, found: &mut Found) {
    for function in &model.functions {
        for (name, _) in variables_of(function.resource) {
            let Some(problem) = Environment::name_problem(name).filter(|_| is_known(name)) else {
                continue;
            };
            let message = format!("Lambda refuses the function: {problem}");
            let finding = Finding::new(function.resource, message);
            found.add(
                finding
                    .property(format!("Environment.Variables.{name}"))
                    .hint("give the variable another name"),
            );
        }
    }
}

fn inline(model: &Model<'_>, found: &mut Found) {
    for function in &model.functions {
        let runtime = function.resource.known("Runtime");
        let takes = |runtime: &str| runtime.starts_with("nodejs") || runtime.starts_with("python");
        let inline = function.resource.at(&["Code", "ZipFile"]).is_some();
        if let Some(runtime) = runtime.filter(|runtime| inline && !takes(runtime)) {
            let message = format!(
                "CloudFormation refuses the function: code stands inline for Node.js and Python, not for `{runtime}`"
            );
            let finding = Finding::new(function.resource, message).property("Code.ZipFile");
            found.add(finding.hint("put the code into a bucket: `S3Bucket` and `S3Key`"));
        }
    }
}

/// The services that invoke functions and do not wait for them.
const SENDERS: [&str; 6] = [
    "events.amazonaws.com",
    "iot.amazonaws.com",
    "logs.amazonaws.com",
    "s3.amazonaws.com",
    "ses.amazonaws.com",
    "sns.amazonaws.com",
];

fn lost(model: &Model<'_>, found: &mut Found) {
    let configured = model.of_type("AWS::Lambda::EventInvokeConfig").iter();
    let saved: HashSet<&str> = configured
        .filter(|config| config.at(&["DestinationConfig", "OnFailure"]).is_some())
        .filter_map(|config| match model.invoked(config.text("FunctionName")) {
            Link::To(function) => Some(function.id),
            Link::Unset | Link::Elsewhere => None,
        })
        .collect();
    for function in &model.functions {
        let resource = function.resource;
        if resource.get("DeadLetterConfig").is_some() || saved.contains(resource.id) {
            continue;
        }
        let sender = |permission: &&&Resource<'_>| {
            let principal = permission.known("Principal");
            principal.is_some_and(|principal| SENDERS.contains(&principal))
        };
        if let Some(permission) = function.permissions.iter().find(sender) {
            let message = format!(
                "an event of {} is gone after three failures: nothing takes what fails",
                permission.known("Principal").unwrap_or("a service")
            );
            let finding = Finding::new(resource, message).related(permission);
            found.add(
                finding.hint("set `DeadLetterConfig`, or `OnFailure` in an `AWS::Lambda::EventInvokeConfig`"),
            );
        }
    }
}

/// What Lambda gives to a function: the property, its unit, the least and the most.
const BOUNDS: [(&[&str], &str, i64, i64); 3] = [
    (&["Timeout"], "seconds", 1, 900),
    (&["MemorySize"], "MB", 128, 10_240),
    (&["EphemeralStorage", "Size"], "MB", 512, 10_240),
];

fn bounds(model: &Model<'_>, found: &mut Found) {
    for function in &model.functions {
        for (path, unit, least, most) in BOUNDS {
            let value = function.resource.at(path).and_then(int);
            if let Some(value) = value.filter(|value| !(least..=most).contains(value)) {
                let message =
                    format!("Lambda refuses the function: {value} is not between {least} and {most} {unit}");
                let finding = Finding::new(function.resource, message).property(path.join("."));
                found.add(
                    finding
                        .severity(Severity::Error)
                        .hint(format!("choose {least} to {most}")),
                );
            }
        }
    }
}
