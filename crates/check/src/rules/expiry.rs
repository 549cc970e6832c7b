//! When items of DynamoDB expire that mapping templates write.

use std::collections::HashSet;

use cfn::{Severity, Tree};

use super::{integrations, mapping};
use crate::{Finding, Found, Model, Rule, number, rule};

pub(super) const RULES: &[Rule] = &[rule!(
    "GW266",
    Error,
    "A mapping template writes the time of expiry in milliseconds",
    milliseconds
)];

/// A request in November 2023: whatever a template makes of this time is in seconds, or far off.
const EVENT: &str = r#"{"requestContext": {"requestTimeEpoch": 1700000000000, "connectedAt": 1700000000000, "connectionId": "Kx3=", "stage": "dev"}}"#;

/// No item expires after the year 5000; this many seconds are later.
const LATEST: f64 = 1e11;

fn milliseconds(model: &Model<'_>, found: &mut Found) {
    for integration in integrations::all(model) {
        let uri = integration.resource.text("IntegrationUri").unwrap_or_default();
        if !uri.contains(":dynamodb:action/") {
            continue;
        }
        for mapping in mapping::requests(integration) {
            let Some(request) = mapping::rendered(&mapping, EVENT) else {
                continue;
            };
            let mut late = Vec::new();
            written(&request, &mut late);
            for (table, attribute) in late {
                if let Some(severity) = is_expiry(model, table, &attribute) {
                    found.add(finding(&mapping, &attribute).severity(severity));
                }
            }
        }
    }
}

fn finding(mapping: &mapping::Mapping<'_>, attribute: &str) -> Finding {
    let message = format!(
        "the items never expire: DynamoDB reads `{attribute}` as seconds, and the template writes milliseconds"
    );
    mapping
        .finding(message)
        .hint("divide first: `#set($expires = $context.requestTimeEpoch / 1000 + 7200)`")
}

/// How sure it is that a table's items expire by this attribute: its table says so, or its name.
fn is_expiry(model: &Model<'_>, table: &str, attribute: &str) -> Option<Severity> {
    let resource = ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"]
        .into_iter()
        .find_map(|kind| model.named(kind, table));
    let of_table = resource.map(|table| table.at(&["TimeToLiveSpecification", "AttributeName"]));
    if let Some(named) = of_table {
        return (named.and_then(Tree::as_str) == Some(attribute)).then_some(Severity::Error);
    }
    let name = attribute.to_ascii_lowercase();
    let says = ["ttl", "expir", "timetolive"]
        .iter()
        .any(|word| name.contains(word));
    says.then_some(Severity::Warning)
}

/// The attributes that a request writes with a number beyond all seconds, each with the table.
fn written<'r>(request: &'r Tree, late: &mut Vec<(&'r str, String)>) {
    if let Some(table) = request.get("TableName").and_then(Tree::as_str) {
        late.extend(late_names(request.get("Item")).map(|name| (table, name.to_owned())));
        let values: HashSet<&str> = late_names(request.get("ExpressionAttributeValues")).collect();
        let assignments = request.get("UpdateExpression").and_then(Tree::as_str);
        for assignment in assignments.into_iter().flat_map(|text| text.split(',')) {
            let Some((left, right)) = assignment.split_once('=') else {
                continue;
            };
            if values.contains(right.split_whitespace().next().unwrap_or_default()) {
                let name = left.split_whitespace().last().unwrap_or_default();
                let named = request
                    .at(&["ExpressionAttributeNames", name])
                    .and_then(Tree::as_str);
                late.push((table, named.unwrap_or(name).to_owned()));
            }
        }
        return;
    }
    match request {
        Tree::Map(map) => map.values().for_each(|value| written(value, late)),
        Tree::List(items) => items.iter().for_each(|item| written(item, late)),
        _ => {}
    }
}

/// The names of a map of attribute values whose number is too large for seconds.
fn late_names(values: Option<&Tree>) -> impl Iterator<Item = &str> {
    let entries = values.and_then(Tree::as_map).into_iter().flatten();
    entries.filter_map(|(name, value)| {
        let number = number(value.get("N")?)?;
        (number > LATEST).then_some(name.as_str())
    })
}
