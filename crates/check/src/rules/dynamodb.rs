//! Tables: keys, indexes, capacity, names, time to live.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cfn::{Severity, Tree};

use crate::{Finding, Found, Model, Resource, Rule, is_known, items, number, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW370",
        Error,
        "Key attributes and declared attributes that do not match",
        attributes
    ),
    rule!("GW371", Error, "An attribute that is declared twice", twice),
    rule!(
        "GW372",
        Error,
        "More indexes or included attributes than DynamoDB takes",
        quotas
    ),
    rule!("GW373", Error, "A local index that its table cannot have", local),
    rule!(
        "GW374",
        Error,
        "Capacity that does not fit the billing mode",
        capacity
    ),
    rule!(
        "GW375",
        Error,
        "A name of a table or an index that DynamoDB refuses",
        names
    ),
    rule!("GW376", Warning, "A time of expiry that is no number", expiry),
];

const GLOBAL: &str = "GlobalSecondaryIndexes";
const LOCAL: &str = "LocalSecondaryIndexes";

fn tables<'a>(model: &'a Model<'_>) -> impl Iterator<Item = &'a Resource<'a>> {
    let kinds = ["AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table"];
    kinds
        .into_iter()
        .flat_map(|kind| model.of_type(kind).iter().copied())
}

/// The names and types of the declared attributes; none where one of them is not known.
fn declared<'a>(table: &'a Resource<'_>) -> Option<Vec<(&'a str, &'a str)>> {
    let text = |item: &'a Tree, key| item.get(key).and_then(Tree::as_str).filter(|text| is_known(text));
    let items = table.items("AttributeDefinitions").iter();
    items
        .map(|item| Some((text(item, "AttributeName")?, text(item, "AttributeType")?)))
        .collect()
}

/// The attributes of a key with their place in it, `HASH` or `RANGE`.
fn key<'a>(owner: &'a Tree) -> impl Iterator<Item = (&'a str, &'a str)> {
    let text = |item: &'a Tree, key| item.get(key).and_then(Tree::as_str);
    let parts = owner.get("KeySchema").map_or(&[][..], items).iter();
    parts.filter_map(move |item| Some((text(item, "AttributeName")?, text(item, "KeyType")?)))
}

/// The table and its indexes: where each has its key.
fn keyed<'a>(table: &'a Resource<'_>) -> impl Iterator<Item = (String, &'a Tree)> {
    let indexes = [GLOBAL, LOCAL].into_iter().flat_map(|property| {
        let indexes = table.items(property).iter().enumerate();
        indexes.map(move |(place, index)| (format!("{property}[{place}].KeySchema"), index))
    });
    std::iter::once(("KeySchema".to_owned(), table.properties())).chain(indexes)
}

fn attributes(model: &Model<'_>, found: &mut Found) {
    for table in tables(model) {
        let Some(declared) = declared(table) else { continue };
        let declared: BTreeSet<&str> = declared.into_iter().map(|(name, _)| name).collect();
        let mut used = BTreeMap::new();
        for (path, owner) in keyed(table) {
            for (name, _) in key(owner) {
                used.entry(name).or_insert_with(|| path.clone());
            }
        }
        for (name, path) in &used {
            if is_known(name) && !declared.contains(name) {
                let message =
                    format!("DynamoDB refuses the table: nothing declares the key attribute `{name}`");
                let finding = Finding::new(table, message).property(path);
                found.add(finding.hint(format!(
                    "add `{{AttributeName: {name}, AttributeType: S}}` to `AttributeDefinitions`"
                )));
            }
        }
        if used.keys().all(|name| is_known(name)) {
            for name in declared.iter().filter(|name| !used.contains_key(*name)) {
                let message =
                    format!("DynamoDB refuses the table: no key has the declared attribute `{name}`");
                let finding = Finding::new(table, message).property("AttributeDefinitions");
                found.add(finding.hint("declare the attributes of keys only; others need no declaration"));
            }
        }
    }
}

fn twice(model: &Model<'_>, found: &mut Found) {
    for table in tables(model) {
        let mut types: HashMap<&str, &str> = HashMap::new();
        for (name, kind) in declared(table).unwrap_or_default() {
            if let Some(first) = types.insert(name, kind) {
                let message = if first == kind {
                    format!("DynamoDB refuses the table: `{name}` is declared twice")
                } else {
                    format!(
                        "DynamoDB refuses the table: `{name}` is declared with the types {first} and {kind}"
                    )
                };
                let finding = Finding::new(table, message).property("AttributeDefinitions");
                found.add(finding.hint("declare each attribute once; all keys share it"));
            }
        }
    }
}

/// The most indexes of a kind; the global ones are a quota that can be raised.
const INDEXES: [(&str, usize, Severity); 2] = [(GLOBAL, 20, Severity::Warning), (LOCAL, 5, Severity::Error)];

/// The most attributes that all indexes of a table include.
const INCLUDED: usize = 100;

fn quotas(model: &Model<'_>, found: &mut Found) {
    for table in tables(model) {
        let mut included = 0;
        for (property, most, severity) in INDEXES {
            let indexes = table.items(property);
            let attributes = |index: &Tree| {
                index
                    .at(&["Projection", "NonKeyAttributes"])
                    .map_or(0, |list| items(list).len())
            };
            included += indexes.iter().map(attributes).sum::<usize>();
            if indexes.len() > most {
                let message = format!(
                    "DynamoDB refuses the table: it has {} of the {property}, and {most} are allowed",
                    indexes.len()
                );
                let finding = Finding::new(table, message).property(property).severity(severity);
                found
                    .add(finding.hint("let one index answer several questions: give its keys general names"));
            }
        }
        if included > INCLUDED {
            let message = format!(
                "DynamoDB refuses the table: its indexes include {included} attributes, and {INCLUDED} are allowed"
            );
            found.add(
                Finding::new(table, message)
                    .hint("use `ProjectionType: ALL` or `KEYS_ONLY` for the widest one"),
            );
        }
    }
}

fn local(model: &Model<'_>, found: &mut Found) {
    for table in tables(model).filter(|table| table.get(LOCAL).is_some()) {
        let of = |owner, place| key(owner).find(|(_, own)| *own == place).map(|(name, _)| name);
        let partition = of(table.properties(), "HASH");
        let has_range = of(table.properties(), "RANGE").is_some();
        for (place, index) in table.items(LOCAL).iter().enumerate() {
            let problem = if partition.is_none() || key(index).next().is_none() {
                continue;
            } else if !has_range {
                "its table has no sort key"
            } else if of(index, "HASH") != partition {
                "its partition key is not the table's"
            } else if of(index, "RANGE").is_none() {
                "it has no sort key"
            } else {
                continue;
            };
            let message = format!("DynamoDB refuses the local index: {problem}");
            let finding = Finding::new(table, message).property(format!("{LOCAL}[{place}].KeySchema"));
            found.add(finding.hint(
                "give it the table's partition key and a sort key of its own, or make it a global index",
            ));
        }
    }
}

fn capacity(model: &Model<'_>, found: &mut Found) {
    for table in model.of_type("AWS::DynamoDB::Table") {
        let on_demand = match (table.get("BillingMode"), table.known("BillingMode")) {
            (None, _) | (_, Some("PROVISIONED")) => false,
            (_, Some("PAY_PER_REQUEST")) => true,
            _ => continue,
        };
        let indexes = table.items(GLOBAL).iter().enumerate();
        let indexes =
            indexes.map(|(place, index)| (format!("{GLOBAL}[{place}].ProvisionedThroughput"), index));
        let own = ("ProvisionedThroughput".to_owned(), table.properties());
        for (path, owner) in std::iter::once(own).chain(indexes) {
            let units = owner.get("ProvisionedThroughput");
            let zero = |units: &Tree| {
                let unit = |key| units.get(key).and_then(number);
                unit("ReadCapacityUnits") == Some(0.0) && unit("WriteCapacityUnits") == Some(0.0)
            };
            let (problem, hint) = match units {
                Some(units) if on_demand && !zero(units) => (
                    "a table that is paid per request has no capacity",
                    "remove it, or set `BillingMode: PROVISIONED`",
                ),
                None if !on_demand => (
                    "it is provisioned, which it is by default, and has no capacity",
                    "set `BillingMode: PAY_PER_REQUEST` on the table, or the capacity here",
                ),
                _ => continue,
            };
            let message = format!("DynamoDB refuses the table: {problem}");
            found.add(Finding::new(table, message).property(path).hint(hint));
        }
    }
}

fn names(model: &Model<'_>, found: &mut Found) {
    for table in tables(model) {
        let indexes = [GLOBAL, LOCAL].into_iter().flat_map(|property| {
            let indexes = table.items(property).iter().enumerate();
            indexes
                .map(move |(place, index)| (format!("{property}[{place}].IndexName"), index.get("IndexName")))
        });
        let own = ("TableName".to_owned(), table.get("TableName"));
        for (path, name) in std::iter::once(own).chain(indexes) {
            let Some(name) = name.and_then(Tree::as_str).filter(|name| is_known(name)) else {
                continue;
            };
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
            if !(3..=255).contains(&name.len()) || !name.bytes().all(fits) {
                let message = format!(
                    "DynamoDB refuses the name `{name}`: it takes 3 to 255 letters, digits, `-`, `_` and `.`"
                );
                found.add(Finding::new(table, message).property(path));
            }
        }
    }
}

fn expiry(model: &Model<'_>, found: &mut Found) {
    for table in tables(model) {
        let path = ["TimeToLiveSpecification", "AttributeName"];
        let name = table.at(&path).and_then(Tree::as_str).unwrap_or_default();
        let declared = declared(table).unwrap_or_default();
        let kind = declared
            .iter()
            .find(|(own, _)| *own == name)
            .map(|(_, kind)| *kind);
        if let Some(kind) = kind.filter(|kind| *kind != "N") {
            let message = format!(
                "no item ever expires: `{name}` is a key of type {kind}, and time to live is read from numbers"
            );
            let finding = Finding::new(table, message).property(path.join("."));
            found.add(finding.hint("keep the time of expiry, in seconds, in an attribute of type N"));
        }
    }
}
