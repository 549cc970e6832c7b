//! Grants on tables that are wider than their use.

use std::collections::HashSet;

use cfn::{Severity, Tree};
use policy::{Pattern, Statement};

use super::grants::allowing;
use crate::{Finding, Found, Function, Model, Resource, Rule, arn, is_known, rule, scenario::ACCOUNT};

pub(super) const RULES: &[Rule] = &[
    rule!("GW340", Warning, "A table grant with wildcards", wildcards),
    rule!(
        "GW341",
        Info,
        "A grant on an index that the table does not have",
        without_index
    ),
    rule!(
        "GW342",
        Info,
        "A grant on a table that the function never names",
        never_named
    ),
];

const TABLES: [&str; 2] = ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"];

/// The actions on the content of tables, and on tables themselves, that can be granted on one table.
const ON_TABLES: [&str; 13] = [
    "dynamodb:BatchGetItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:DeleteTable",
    "dynamodb:GetItem",
    "dynamodb:PartiQLInsert",
    "dynamodb:PartiQLSelect",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
    "dynamodb:UpdateTable",
];

/// The texts of a statement's `Resource`.
fn resources(statement: &Statement) -> impl Iterator<Item = &str> {
    let resources = statement
        .resources
        .as_ref()
        .filter(|resources| !resources.is_negated());
    resources
        .map_or(&[][..], |resources| resources.listed())
        .iter()
        .map(policy::Text::source)
}

fn wildcards(model: &Model<'_>, found: &mut Found) {
    let nobodys = format!("arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/‹›");
    for (policy, path, statement) in allowing(model) {
        let actions = statement.actions.listed();
        let of_tables = |action: &Pattern| {
            action.to_string().to_ascii_lowercase().starts_with("dynamodb:")
                && ON_TABLES.iter().any(|known| action.matches(known))
        };
        let named = actions.iter().find(|action| of_tables(action));
        let Some(named) = named.filter(|_| !statement.actions.is_negated()) else {
            continue;
        };
        let every = resources(&statement).any(|text| Pattern::new(&arn::here(text)).matches(&nobodys));
        if every && statement.conditions.is_empty() {
            let message = format!("`{named}` is allowed on every table of the account, whoever owns it");
            let finding = Finding::new(policy.owner, message).property(&path);
            found.add(
                finding.hint("name the table: `!GetAtt Table.Arn`, and `/index/Name` behind it for an index"),
            );
        } else if let Some(all) = actions.iter().find(|action| action.to_string() == "dynamodb:*") {
            let message = format!("`{all}` also allows to delete the table and to change its settings");
            let finding = Finding::new(policy.owner, message)
                .property(&path)
                .severity(Severity::Info);
            found.add(
                finding.hint("name what the code does, such as `dynamodb:PutItem` and `dynamodb:Query`"),
            );
        }
    }
}

/// The table of this template that an ARN names, and the index after it.
fn table<'m>(model: &Model<'m>, text: &str) -> Option<(&'m Resource<'m>, Option<String>)> {
    let text = arn::here(text);
    let (table, index) = match text.split_once("/index/") {
        Some((table, index)) => (table, Some(index.to_owned())),
        None => (text.as_str(), None),
    };
    let table = TABLES.iter().find_map(|kind| model.named(kind, table))?;
    Some((table, index))
}

/// The names of a table's indexes; none where one of them is not known.
fn indexes<'a>(table: &'a Resource<'_>) -> Option<Vec<&'a str>> {
    ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"]
        .iter()
        .flat_map(|property| table.items(property))
        .map(|index| index.get("IndexName")?.as_str().filter(|name| is_known(name)))
        .collect()
}

fn without_index(model: &Model<'_>, found: &mut Found) {
    for (policy, path, statement) in allowing(model) {
        for text in resources(&statement) {
            let Some((table, Some(index))) = table(model, text) else {
                continue;
            };
            let pattern = Pattern::new(&index);
            let fits = |names: Vec<&str>| names.iter().any(|name| pattern.matches(name));
            if !is_known(&index) || indexes(table).is_none_or(fits) {
                continue;
            }
            let message = format!(
                "this allows nothing: `{}` has no index that fits `{index}`",
                table.id
            );
            let finding = Finding::new(policy.owner, message).property(&path).related(table);
            found.add(finding.hint("remove the resource, or name an index of the table"));
        }
    }
}

/// The texts of a function's environment.
fn environment<'a>(function: &'a Function<'_>) -> impl Iterator<Item = &'a str> {
    let variables = function.resource.at(&["Environment", "Variables"]);
    let variables = variables.and_then(Tree::as_map);
    variables
        .into_iter()
        .flatten()
        .filter_map(|(_, value)| value.as_str())
}

/// Only functions that learn the name of another table from their environment are judged: others may have it written
/// in their code.
fn never_named(model: &Model<'_>, found: &mut Found) {
    for role in &model.roles {
        let of_role = |function: &&Function<'_>| {
            let own = function.role.resource();
            own.is_some_and(|own| own.id == role.resource.id)
        };
        let functions: Vec<_> = model.functions.iter().filter(of_role).collect();
        let is_named = |table: &Resource<'_>| {
            let named = |text: &str| text.contains(table.reference.as_str());
            functions.iter().any(|function| environment(function).any(named))
        };
        let mut seen = HashSet::new();
        let statements = role.policies.iter().flat_map(crate::Policy::statements);
        let granted: Vec<_> = statements
            .filter(crate::Statement::allows)
            .flat_map(|statement| {
                let tables = statement.texts("Resource").filter_map(|text| table(model, text));
                tables.map(move |(table, _)| table).collect::<Vec<_>>()
            })
            .filter(|table| seen.insert(table.id))
            .collect();
        let (named, unnamed): (Vec<_>, Vec<_>) = granted.into_iter().partition(|table| is_named(table));
        for table in unnamed.into_iter().filter(|_| !named.is_empty()) {
            let message = format!(
                "the role may use `{}`, and its function reads the names of other tables and not of this one",
                table.id
            );
            let finding = Finding::new(role.resource, message).related(table);
            found.add(finding.hint("remove the grant, or name the table in the function's environment"));
        }
    }
}
