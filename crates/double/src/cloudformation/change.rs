//! What the service finds to do when a template follows another, property by property.

use serde_json::{Map, Value, json};

use super::{stack::Stack, template::Definition};
use crate::world::World;

/// What happens to one resource.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) id: String,
    pub(crate) action: &'static str,
    pub(crate) replacement: &'static str,
    pub(crate) told: Value,
}

/// Everything that changes, with the values before and after.
pub(crate) fn changes(world: &World, of: &Stack, target: &Definition) -> Vec<Change> {
    let facts = of.facts(world);
    let old = of.definition.resources();
    let mut found = Vec::new();
    for (id, declared) in target.resources() {
        let new = target.resolve(&declared["Properties"], &facts);
        let before = of
            .resources
            .get(id)
            .filter(|resource| resource.status != "DELETE_COMPLETE");
        let Some(resource) = before else {
            found.push(change(id, "Add", declared, None, (&Value::Null, &new)));
            continue;
        };
        let known = old.iter().find(|(known, _)| *known == id);
        let before = known.map(|(_, declared)| of.definition.resolve(&declared["Properties"], &facts));
        let before = before.unwrap_or_default();
        let policies = known.map_or(Vec::new(), |(_, known)| policies(known, declared));
        if before != new || !policies.is_empty() {
            let physical = Some(resource.physical.as_str());
            let mut change = change(id, "Modify", declared, physical, (&before, &new));
            if before == new {
                change.told["ResourceChange"]["Scope"] = json!(policies);
            }
            found.push(change);
        }
    }
    for (id, declared) in old {
        let (true, Some(resource)) = (target.resource(id).is_none(), of.resources.get(id)) else {
            continue;
        };
        let before = of.definition.resolve(&declared["Properties"], &facts);
        found.push(change(
            id,
            "Remove",
            declared,
            Some(&resource.physical),
            (&before, &Value::Null),
        ));
    }
    found
}

/// The policies that differ; a change of one alone is a change, and its scope says so.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html>
fn policies(before: &Value, after: &Value) -> Vec<&'static str> {
    let policies = ["DeletionPolicy", "UpdateReplacePolicy"].into_iter();
    policies
        .filter(|policy| before[policy] != after[policy])
        .collect()
}

fn change(
    id: &str,
    action: &'static str,
    declared: &Value,
    physical: Option<&str>,
    (before, after): (&Value, &Value),
) -> Change {
    let kind = declared["Type"].as_str().unwrap_or_default();
    let modified = action == "Modify";
    let names = before
        .as_object()
        .into_iter()
        .chain(after.as_object())
        .flat_map(Map::keys);
    let mut names: Vec<&String> = names.filter(|name| before[*name] != after[*name]).collect();
    names.sort_unstable();
    names.dedup();
    let details = names.iter().filter(|_| modified).map(|name| {
        let recreation = if recreates(kind, name) { "Always" } else { "Never" };
        let text = |value: &Value| match value {
            Value::Null => Value::Null,
            Value::String(text) => json!(text),
            other => json!(other.to_string()),
        };
        json!({
            "Target": {
                "Attribute": "Properties",
                "Name": name,
                "RequiresRecreation": recreation,
                "Path": format!("/Properties/{name}"),
                "BeforeValue": text(&before[*name]),
                "AfterValue": text(&after[*name]),
            },
            "Evaluation": "Static",
            "ChangeSource": "DirectModification",
        })
    });
    let details: Vec<Value> = details.collect();
    let replaced = modified && names.iter().any(|name| recreates(kind, name));
    let replacement = if replaced { "True" } else { "False" };
    let context = |value: &Value| match value {
        Value::Null => Value::Null,
        value => json!(json!({ "Properties": value }).to_string()),
    };
    let told = json!({
        "Type": "Resource",
        "ResourceChange": {
            "Action": action,
            "LogicalResourceId": id,
            "PhysicalResourceId": physical,
            "ResourceType": kind,
            "Replacement": if modified { json!(replacement) } else { Value::Null },
            "Scope": if modified { json!(["Properties"]) } else { json!([]) },
            "Details": details,
            "BeforeContext": context(before),
            "AfterContext": context(after),
        },
    });
    Change {
        id: id.to_owned(),
        action,
        replacement,
        told,
    }
}

/// A few of the properties whose change replaces the resource; each page says so ("Update requires: Replacement").
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/>
fn recreates(kind: &str, property: &str) -> bool {
    matches!(
        (kind, property),
        ("AWS::DynamoDB::Table", "TableName" | "KeySchema")
            | ("AWS::ApiGatewayV2::Api", "ProtocolType")
            | ("AWS::ApiGatewayV2::Deployment", "ApiId")
            | ("AWS::IAM::Role", "RoleName")
            | ("AWS::Lambda::Function", "FunctionName")
            | ("AWS::Lambda::Permission", _)
            | ("AWS::Logs::LogGroup", "LogGroupName")
            | ("AWS::S3::Bucket", "BucketName")
            | ("AWS::SQS::Queue", "QueueName" | "FifoQueue")
    )
}
