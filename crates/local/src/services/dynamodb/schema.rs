//! The requests that make a table what the template says.
//!
//! They are written as JSON and read by the engine, which checks them as the service does.

use std::collections::{BTreeMap, BTreeSet};

use dynoxide::{Database, DynoxideError};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::plan::{Index, Key, Table};

type Result<T> = std::result::Result<T, DynoxideError>;

/// Creates a table with its indexes, stream and end of life.
pub(super) fn create(database: &Database, table: &Table) -> Result<()> {
    let mut request = json!({
        "TableName": table.name,
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": key_schema(&table.key),
        "AttributeDefinitions": attribute_definitions(&table.attributes),
        "StreamSpecification": stream(table),
    });
    for (property, indexes) in [
        ("GlobalSecondaryIndexes", &table.global_indexes),
        ("LocalSecondaryIndexes", &table.local_indexes),
    ] {
        if !indexes.is_empty() {
            request[property] = indexes
                .iter()
                .map(|(name, index)| index_of(name, index))
                .collect();
        }
    }
    database.create_table(parse(request)?)?;
    time_to_live(database, table, None)
}

/// Whether items can stay where they are when `before` becomes `after`.
pub(super) fn keeps_items(before: &Table, after: &Table) -> bool {
    let own_key = |table: &Table| {
        let names = [Some(&table.key.partition), table.key.sort.as_ref()];
        let names = names.into_iter().flatten();
        let types: Vec<_> = names.map(|name| table.attributes.get(name).cloned()).collect();
        (table.key.clone(), types, table.local_indexes.clone())
    };
    own_key(before) == own_key(after)
}

/// Makes a table with the same key what the template says now.
pub(super) fn update(database: &Database, before: &Table, after: &Table) -> Result<()> {
    let attributes = attribute_definitions(&after.attributes);
    let names: BTreeSet<_> = before
        .global_indexes
        .keys()
        .chain(after.global_indexes.keys())
        .collect();
    for name in names {
        let (old, new) = (before.global_indexes.get(name), after.global_indexes.get(name));
        if old == new {
            continue;
        }
        // One at a time, as the service wants it.
        let removal = old.map(|_| json!({ "Delete": { "IndexName": name } }));
        let addition = new.map(|index| json!({ "Create": index_of(name, index) }));
        for change in [removal, addition].into_iter().flatten() {
            database.update_table(parse(json!({
                "TableName": after.name,
                "AttributeDefinitions": attributes,
                "GlobalSecondaryIndexUpdates": [change],
            }))?)?;
        }
    }
    if before.stream.is_some() != after.stream.is_some() {
        let request = json!({ "TableName": after.name, "StreamSpecification": stream(after) });
        database.update_table(parse(request)?)?;
    }
    time_to_live(database, after, before.time_to_live.as_deref())
}

/// Removes a table and its items.
pub(super) fn delete(database: &Database, table: &Table) -> Result<()> {
    let request = parse(json!({ "TableName": table.name }))?;
    database.delete_table(request).map(drop)
}

/// Sets the attribute that ends items' lives; `before` is the one that does so far.
fn time_to_live(database: &Database, table: &Table, before: Option<&str>) -> Result<()> {
    let after = table.time_to_live.as_deref();
    if before == after {
        return Ok(());
    }
    for (attribute, enabled) in [(before, false), (after, true)] {
        let Some(attribute) = attribute else { continue };
        database.update_time_to_live(parse(json!({
            "TableName": table.name,
            "TimeToLiveSpecification": { "AttributeName": attribute, "Enabled": enabled },
        }))?)?;
    }
    Ok(())
}

/// The engine always keeps both images: only from them can be told whether a write changed anything. What the
/// template asks for is cut out of them when a record is handed on.
fn stream(table: &Table) -> Value {
    if table.stream.is_some() {
        json!({ "StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES" })
    } else {
        json!({ "StreamEnabled": false })
    }
}

fn key_schema(key: &Key) -> Value {
    let partition = json!({ "AttributeName": key.partition, "KeyType": "HASH" });
    let sort = key
        .sort
        .as_ref()
        .map(|name| json!({ "AttributeName": name, "KeyType": "RANGE" }));
    std::iter::once(partition).chain(sort).collect()
}

fn attribute_definitions(attributes: &BTreeMap<String, String>) -> Value {
    attributes
        .iter()
        .map(|(name, kind)| json!({ "AttributeName": name, "AttributeType": kind }))
        .collect()
}

fn index_of(name: &str, index: &Index) -> Value {
    let mut projection = json!({ "ProjectionType": index.projection });
    if !index.included.is_empty() {
        projection["NonKeyAttributes"] = json!(index.included);
    }
    json!({ "IndexName": name, "KeySchema": key_schema(&index.key), "Projection": projection })
}

fn parse<T: DeserializeOwned>(request: Value) -> Result<T> {
    serde_json::from_value(request).map_err(|error| {
        let words = error.to_string();
        DynoxideError::ValidationException(words.trim_start_matches("VALIDATION:").to_owned())
    })
}
