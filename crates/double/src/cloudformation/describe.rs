//! What is told of stacks.

use serde_json::{Value, json};

use super::stack::{Resource, Stack};
use crate::{
    answer::{Answer, Refusal, Said},
    request::Call,
    world::{World, time},
};

/// Where a page begins.
pub(crate) fn token(call: &Call) -> usize {
    call.text("NextToken")
        .and_then(|token| token.parse().ok())
        .unwrap_or_default()
}

/// A page of a list, under a name.
fn page(world: &World, call: &Call, name: &str, list: Vec<Value>) -> Answer {
    let (skip, size) = (token(call), world.page);
    let next = (list.len() > skip + size).then(|| (skip + size).to_string());
    let list: Vec<Value> = list.into_iter().skip(skip).take(size).collect();
    Answer::Members(json!({ name: list, "NextToken": next }))
}

/// A stack that was deleted is told by its ARN only, for 90 days.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html>
pub(crate) fn stacks(world: &mut World, call: &Call) -> Said {
    let Some(name) = call.text("StackName") else {
        let all = world.stacks.iter().filter(|stack| stack.stands());
        let all = all.map(|stack| told(world, stack)).collect();
        return Ok(page(world, call, "Stacks", all));
    };
    let missing = |_| Refusal::validation(format!("Stack with id {name} does not exist"));
    world.poll(name).map_err(missing)?;
    let stack = world.must_find(name)?;
    Ok(Answer::Members(json!({ "Stacks": [told(world, stack)] })))
}

fn told(world: &World, stack: &Stack) -> Value {
    let definition = &stack.definition;
    let done = stack.status.ends_with("_COMPLETE");
    let outputs = stack.outputs(world).into_iter().filter(|_| done);
    let outputs = outputs
        .map(|(key, value, export)| json!({ "OutputKey": key, "OutputValue": value, "ExportName": export }));
    let parameters = definition.parameters.iter();
    let parameters = parameters.map(|(key, value)| json!({ "ParameterKey": key, "ParameterValue": value }));
    let tags = definition
        .tags
        .iter()
        .map(|(key, value)| json!({ "Key": key, "Value": value }));
    json!({
        "StackId": stack.id,
        "StackName": stack.name,
        "StackStatus": stack.status,
        "StackStatusReason": stack.reason,
        "CreationTime": time(stack.created),
        "LastUpdatedTime": stack.updated.map(time),
        "DeletionTime": stack.deleted.map(time),
        "EnableTerminationProtection": stack.protection,
        "RoleARN": stack.role,
        "Outputs": outputs.collect::<Vec<_>>(),
        "Parameters": parameters.collect::<Vec<_>>(),
        "Tags": tags.collect::<Vec<_>>(),
        "DriftInformation": { "StackDriftStatus": "NOT_CHECKED" },
    })
}

pub(crate) fn list(world: &World, call: &Call) -> Answer {
    let wanted = call.texts("StackStatusFilter");
    let all = world.stacks.iter();
    let all = all.filter(|stack| wanted.is_empty() || wanted.contains(&stack.status));
    let all = all.map(|stack| {
        json!({
            "StackId": stack.id,
            "StackName": stack.name,
            "StackStatus": stack.status,
            "StackStatusReason": stack.reason,
            "CreationTime": time(stack.created),
            "LastUpdatedTime": stack.updated.map(time),
            "DeletionTime": stack.deleted.map(time),
            "DriftInformation": { "StackDriftStatus": "NOT_CHECKED" },
        })
    });
    let all = all.collect();
    page(world, call, "StackSummaries", all)
}

/// The latest first. The first page is a question about what happens next, too.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html>
pub(crate) fn events(world: &mut World, call: &Call) -> Said {
    let name = call.text("StackName").unwrap_or_default();
    if token(call) == 0 {
        world.poll(name)?;
    }
    let stack = world.must_find(name)?;
    let events = stack.events.iter().rev().map(|event| event.told(stack)).collect();
    Ok(page(world, call, "StackEvents", events))
}

pub(crate) fn resources(world: &mut World, call: &Call) -> Said {
    let stack = world.must_find(call.text("StackName").unwrap_or_default())?;
    let list = stack
        .resources
        .iter()
        .map(|(id, resource)| told_resource(stack, id, resource))
        .collect();
    if call.action == "ListStackResources" {
        return Ok(page(world, call, "StackResourceSummaries", list));
    }
    Ok(Answer::Members(json!({ "StackResources": list })))
}

pub(crate) fn resource(world: &mut World, call: &Call) -> Said {
    let stack = world.must_find(call.text("StackName").unwrap_or_default())?;
    let id = call.text("LogicalResourceId").unwrap_or_default();
    let missing = || Refusal::validation(format!("Resource {id} does not exist for stack {}", stack.name));
    let resource = stack.resources.get(id).ok_or_else(missing)?;
    Ok(Answer::Members(
        json!({ "StackResourceDetail": told_resource(stack, id, resource) }),
    ))
}

fn told_resource(stack: &Stack, id: &str, resource: &Resource) -> Value {
    json!({
        "StackName": stack.name,
        "StackId": stack.id,
        "LogicalResourceId": id,
        "PhysicalResourceId": resource.physical,
        "ResourceType": resource.kind,
        "Timestamp": time(resource.changed),
        "LastUpdatedTimestamp": time(resource.changed),
        "ResourceStatus": resource.status,
        "ResourceStatusReason": resource.reason,
    })
}

pub(crate) fn exports(world: &World, call: &Call) -> Answer {
    let exports = world.exports().into_iter();
    let exports = exports
        .map(|(name, (stack, value))| json!({ "ExportingStackId": stack, "Name": name, "Value": value }))
        .collect();
    page(world, call, "Exports", exports)
}

pub(crate) fn imports(world: &mut World, call: &Call) -> Said {
    let export = call.text("ExportName").unwrap_or_default();
    let importers: Vec<Value> = world.importers(export).into_iter().map(Value::String).collect();
    if importers.is_empty() {
        let said = format!("Export '{export}' is not imported by any stack.");
        return Err(Refusal::validation(said));
    }
    Ok(page(world, call, "Imports", importers))
}

pub(crate) fn template(world: &mut World, call: &Call) -> Said {
    let name = call.text("StackName").unwrap_or_default();
    let missing = |_| Refusal::validation(format!("Stack with id {name} does not exist"));
    let stack = world.must_find(name).map_err(missing)?;
    let stages = json!(["Original", "Processed"]);
    Ok(Answer::Members(
        json!({ "TemplateBody": stack.definition.text, "StagesAvailable": stages }),
    ))
}
