//! The steps of an operation, with the words of the service:
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html>.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use super::{
    change::{Change, changes},
    stack::{Resource, Stack, Step},
    template::Definition,
};
use crate::world::{ACCOUNT, World};

type Steps = VecDeque<Step>;

fn stack(status: &str, reason: Option<String>) -> Step {
    Step {
        status: status.to_owned(),
        reason,
        ..Step::default()
    }
}

fn resource(id: &str, status: &str, reason: Option<&str>, becomes: Option<Resource>) -> Step {
    Step {
        resource: Some(id.to_owned()),
        status: status.to_owned(),
        reason: reason.map(str::to_owned),
        becomes,
        adopts: None,
    }
}

/// A stack that is made: whole, or brought back to nothing.
pub(crate) fn create(world: &mut World, of: &Stack, target: &Definition) -> Steps {
    let mut steps = Steps::new();
    let mut made: Vec<String> = Vec::new();
    let mut of = of.clone();
    of.definition = target.clone();
    let all = target.resources();
    for (at, (id, declared)) in all.iter().enumerate() {
        let new = declare(world, &of, target, id, declared);
        steps.push_back(appear(id, &new, "CREATE_IN_PROGRESS"));
        if let Some(reason) = obstacle(world, id, &new) {
            let mut failed = vec![(*id).to_owned()];
            if let Some((next, declared)) = all.get(at + 1) {
                let next_new = declare(world, &of, target, next, declared);
                steps.push_back(appear(next, &next_new, "CREATE_IN_PROGRESS"));
                failed.push((*next).to_owned());
            }
            fail(
                &mut steps,
                "CREATE_FAILED",
                "Resource creation cancelled",
                &reason,
                &failed,
            );
            let said = format!(
                "The following resource(s) failed to create: [{}]. Rollback requested by user.",
                failed.join(", ")
            );
            steps.push_back(stack("ROLLBACK_IN_PROGRESS", Some(said)));
            for id in made.iter().rev() {
                remove(&mut steps, world, id);
            }
            let stuck = steps.iter().any(|step| step.status == "DELETE_FAILED");
            steps.push_back(stack(
                if stuck {
                    "ROLLBACK_FAILED"
                } else {
                    "ROLLBACK_COMPLETE"
                },
                None,
            ));
            return steps;
        }
        steps.push_back(resource(
            id,
            "CREATE_IN_PROGRESS",
            Some("Resource creation Initiated"),
            None,
        ));
        steps.push_back(resource(id, "CREATE_COMPLETE", None, None));
        of.resources.insert((*id).to_owned(), new);
        made.push((*id).to_owned());
    }
    steps.push_back(stack("CREATE_COMPLETE", None));
    steps
}

/// A stack that changes: all of it, or back to what it was.
pub(crate) fn update(world: &mut World, of: &Stack, target: &Definition) -> Steps {
    let mut steps = Steps::new();
    let mut done: Vec<(String, Option<Resource>)> = Vec::new();
    let planned = changes(world, of, target);
    let (removed, kept): (Vec<Change>, Vec<Change>) =
        planned.into_iter().partition(|change| change.action == "Remove");
    if let Some(said) = export_in_use(world, of, Some(target)) {
        steps.push_back(stack("UPDATE_ROLLBACK_IN_PROGRESS", Some(said)));
        return roll_back(world, steps, &done);
    }
    for (at, change) in kept.iter().enumerate() {
        let Some(declared) = target.resource(&change.id) else {
            continue;
        };
        let old = of.resources.get(&change.id).cloned();
        let new = match &old {
            Some(old) if change.replacement != "True" => Resource {
                properties: target.resolve(&declared["Properties"], &of.facts(world)),
                ..old.clone()
            },
            _ => declare(world, of, target, &change.id, declared),
        };
        let verb = if old.is_some() { "UPDATE" } else { "CREATE" };
        let began = format!("{verb}_IN_PROGRESS");
        let says = (old.is_some() && change.replacement == "True").then_some(
            "Requested update requires the creation of a new physical resource; hence creating one.",
        );
        let becomes = old.is_none().then(|| new.clone());
        steps.push_back(resource(&change.id, &began, says, becomes));
        if let Some(reason) = obstacle(world, &change.id, &new) {
            let mut failed = vec![change.id.clone()];
            if let Some(next) = kept.get(at + 1).filter(|next| next.action == "Modify") {
                steps.push_back(resource(&next.id, "UPDATE_IN_PROGRESS", None, None));
                failed.push(next.id.clone());
            }
            let cancelled = "Resource update cancelled";
            fail(&mut steps, &format!("{verb}_FAILED"), cancelled, &reason, &failed);
            done.push((change.id.clone(), old));
            let said = format!(
                "The following resource(s) failed to {}: [{}]. ",
                verb.to_lowercase(),
                failed.join(", ")
            );
            steps.push_back(stack("UPDATE_ROLLBACK_IN_PROGRESS", Some(said)));
            return roll_back(world, steps, &done);
        }
        steps.push_back(resource(&change.id, &format!("{verb}_COMPLETE"), None, Some(new)));
        done.push((change.id.clone(), old));
    }
    steps.push_back(Step {
        adopts: Some(target.clone()),
        ..stack("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", None)
    });
    for change in removed.iter().rev() {
        remove(&mut steps, world, &change.id);
    }
    steps.push_back(stack("UPDATE_COMPLETE", None));
    steps
}

/// The way back of an update: what was changed is changed again, what was made goes.
pub(crate) fn roll_back(world: &mut World, mut steps: Steps, done: &[(String, Option<Resource>)]) -> Steps {
    for (id, old) in done.iter().rev() {
        let Some(old) = old else { continue };
        steps.push_back(resource(id, "UPDATE_IN_PROGRESS", None, None));
        if let Some(reason) = world.faults.rollbacks.get(id) {
            steps.push_back(resource(id, "UPDATE_FAILED", Some(reason), Some(old.clone())));
            let said = format!("The following resource(s) failed to update: [{id}]. ");
            steps.push_back(stack("UPDATE_ROLLBACK_FAILED", Some(said)));
            return steps;
        }
        steps.push_back(resource(id, "UPDATE_COMPLETE", None, Some(old.clone())));
    }
    steps.push_back(stack("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", None));
    for (id, old) in done.iter().rev() {
        if old.is_none() {
            steps.push_back(resource(id, "DELETE_IN_PROGRESS", None, None));
            steps.push_back(resource(id, "DELETE_COMPLETE", None, None));
        }
    }
    steps.push_back(stack("UPDATE_ROLLBACK_COMPLETE", None));
    steps
}

/// A stack that goes; resources in `retain` and those with a policy stay.
pub(crate) fn delete(world: &mut World, of: &Stack, retain: &[String]) -> Steps {
    let mut steps = Steps::new();
    if let Some(said) = export_in_use(world, of, None) {
        steps.push_back(stack(&of.status, Some(format!("Delete canceled. {said}"))));
        return steps;
    }
    for (id, declared) in of.definition.resources().into_iter().rev() {
        let Some(old) = of.resources.get(id) else { continue };
        let kept = ["Retain", "RetainExceptOnCreate"]
            .iter()
            .any(|kept| declared["DeletionPolicy"] == *kept);
        if kept || retain.iter().any(|retained| retained == id) {
            steps.push_back(resource(id, "DELETE_SKIPPED", None, None));
        } else if old.status != "DELETE_COMPLETE" {
            remove(&mut steps, world, id);
        }
    }
    let stuck: Vec<&str> = steps
        .iter()
        .filter(|step| step.status == "DELETE_FAILED")
        .filter_map(|step| step.resource.as_deref())
        .collect();
    let last = match stuck.as_slice() {
        [] => stack("DELETE_COMPLETE", None),
        stuck => {
            let said = format!(
                "The following resource(s) failed to delete: [{}]. ",
                stuck.join(", ")
            );
            stack("DELETE_FAILED", Some(said))
        }
    };
    steps.push_back(last);
    steps
}

fn remove(steps: &mut Steps, world: &World, id: &str) {
    steps.push_back(resource(id, "DELETE_IN_PROGRESS", None, None));
    match world.faults.deletions.get(id) {
        Some(reason) => steps.push_back(resource(id, "DELETE_FAILED", Some(reason), None)),
        None => steps.push_back(resource(id, "DELETE_COMPLETE", None, None)),
    }
}

/// The first fails for a reason of its own; what was under way beside it is cancelled.
fn fail(steps: &mut Steps, status: &str, cancelled: &str, reason: &str, failed: &[String]) {
    for (at, id) in failed.iter().enumerate() {
        let reason = if at == 0 { reason } else { cancelled };
        steps.push_back(resource(id, status, Some(reason), None));
    }
}

fn appear(id: &str, new: &Resource, status: &str) -> Step {
    resource(id, status, None, Some(new.clone()))
}

/// A resource as the template declares it; a name that the template gives is its physical id.
fn declare(world: &mut World, of: &Stack, target: &Definition, id: &str, declared: &Value) -> Resource {
    let kind = declared["Type"].as_str().unwrap_or_default().to_owned();
    let properties = target.resolve(&declared["Properties"], &of.facts(world));
    let last = kind.rsplit("::").next().unwrap_or_default();
    let name = properties
        .get(format!("{last}Name"))
        .and_then(Value::as_str)
        .map(str::to_owned);
    let made = world.id();
    let suffix = made.trim_start_matches(['0', '-', '4', '8']);
    let named = name.unwrap_or_else(|| format!("{}-{id}-{suffix}", of.name));
    let physical = if kind == "AWS::CloudFormation::Stack" {
        format!(
            "arn:aws:cloudformation:{}:{ACCOUNT}:stack/{named}/{made}",
            of.region
        )
    } else {
        named
    };
    Resource {
        kind,
        physical,
        status: "CREATE_IN_PROGRESS".to_owned(),
        reason: None,
        properties,
        changed: 0,
    }
}

/// Why a resource cannot be made: what the test says, code that is not in the bucket, an import of nothing.
fn obstacle(world: &mut World, id: &str, new: &Resource) -> Option<String> {
    if let Some(reason) = world.faults.resources.get(id) {
        return Some(reason.clone());
    }
    if let Some((inner, reason)) = world.faults.nested.get(id).cloned() {
        return Some(nested(world, &new.physical, &inner, &reason));
    }
    let code = &new.properties["Code"];
    if let (Some(bucket), Some(key)) = (code["S3Bucket"].as_str(), code["S3Key"].as_str()) {
        let objects: Option<&BTreeMap<_, _>> = world.buckets.get(bucket);
        if !objects.is_some_and(|objects| objects.contains_key(key)) {
            return Some(
                "Resource handler returned message: \"Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 \
                 Error Message: The specified key does not exist. (Service: Lambda, Status Code: 400)\" \
                 (HandlerErrorCode: InvalidRequest)"
                    .to_owned(),
            );
        }
    }
    None
}

/// A stack within the stack, in which a resource fails; the cause stands in its own events alone.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html>
fn nested(world: &mut World, arn: &str, inner: &str, reason: &str) -> String {
    let name = arn.split('/').nth(1).unwrap_or(arn).to_owned();
    let region = arn.split(':').nth(3).unwrap_or_default().to_owned();
    let mut child = Stack::new(world, &name, &region);
    arn.clone_into(&mut child.id);
    child.begin(world, "CREATE_IN_PROGRESS");
    let said = format!("The following resource(s) failed to create: [{inner}]. ");
    child.steps.extend([
        resource(inner, "CREATE_IN_PROGRESS", None, None),
        resource(inner, "CREATE_FAILED", Some(reason), None),
        stack("ROLLBACK_IN_PROGRESS", Some(said.clone())),
        stack("ROLLBACK_COMPLETE", None),
    ]);
    while child.step(world) {}
    world.stacks.push(child);
    format!("Embedded stack {arn} was not successfully created: {said}")
}

/// An export that another stack imports may neither go nor change:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html>.
fn export_in_use(world: &World, of: &Stack, target: Option<&Definition>) -> Option<String> {
    let after: Vec<(Option<String>, Value)> = target.map_or_else(Vec::new, |target| {
        let outputs = target.outputs();
        outputs
            .map(|(_, output)| {
                let name = target.resolve(&output["Export"]["Name"], &of.facts(world));
                (name.as_str().map(str::to_owned), output["Value"].clone())
            })
            .collect()
    });
    for (_, _, export) in of.outputs(world) {
        let Some(export) = export else { continue };
        let Some(importer) = world.importers(&export).into_iter().next() else {
            continue;
        };
        if target.is_none() {
            return Some(format!(
                "Cannot delete export {export} as it is in use by {importer}."
            ));
        }
        if !after.iter().any(|(name, _)| name.as_ref() == Some(&export)) {
            return Some(format!(
                "Export {export} cannot be deleted as it is in use by {importer}"
            ));
        }
    }
    None
}

/// The way back of an update whose first way back failed.
pub(crate) fn restore(world: &mut World, of: &Stack, skip: &[String]) -> Steps {
    let failed = of.resources.iter();
    let failed = failed.filter(|(id, resource)| resource.status == "UPDATE_FAILED" && !skip.contains(id));
    let done: Vec<(String, Option<Resource>)> = failed
        .map(|(id, resource)| (id.clone(), Some(resource.clone())))
        .collect();
    roll_back(world, Steps::new(), &done)
}
