//! Who may use a resource: its own policy, policies that name it, and invoke permissions.

use std::collections::HashSet;

use cfn::Tree;
use check::{Link, Model, Resource};

use super::{Holder, Holders, Kind, documents::documents};

const PERMISSION: &str = "AWS::Lambda::Permission";

/// Properties of types that end in `Policy` which name what the policy hangs on.
const NAMED: [&str; 10] = [
    "Queues",
    "Queue",
    "Topics",
    "TopicArn",
    "Bucket",
    "SecretId",
    "ResourceArn",
    "EventBusName",
    "RepositoryName",
    "RestApiId",
];

/// Invoke permissions, by the function that they open.
pub(super) fn permissions(model: &Model<'_>, holders: &mut Holders) {
    for permission in model.of_type(PERMISSION) {
        let Some(name) = permission.text("FunctionName") else {
            continue;
        };
        let (key, arn) = match model.invoked(Some(name)) {
            Link::To(function) => (function.id, arn(name, function.arn.as_deref())),
            _ => (name, arn(name, None)),
        };
        let holder = Holder::entry(holders, Kind::Resource, key, key);
        match policy::invoke::policy(permission.id, &arn, permission.properties()) {
            Some(policy) => holder.policies.push(policy),
            None => {
                holder.unreadable.insert(permission.properties().to_json());
            }
        }
    }
}

/// The ARN that a permission speaks of; a version or alias has permissions of its own.
fn arn(name: &str, function: Option<&str>) -> String {
    if name.starts_with("arn:") {
        return name.to_owned();
    }
    let (bare, qualifier) = match name.split_once(':') {
        Some((bare, qualifier)) => (bare, format!(":{qualifier}")),
        None => (name, String::new()),
    };
    let usual = || {
        format!(
            "arn:aws:lambda:us-east-1:{}:function:{bare}",
            check::scenario::ACCOUNT
        )
    };
    function.map_or_else(usual, str::to_owned) + &qualifier
}

/// Every other policy document, at whatever property it stands; `known` are the resources whose documents are taken.
pub(super) fn policies(model: &Model<'_>, known: &HashSet<&str>, holders: &mut Holders) {
    let others = model
        .resources
        .iter()
        .filter(|resource| !known.contains(resource.id) && resource.kind != PERMISSION);
    for resource in others {
        for document in documents(resource.properties()) {
            for target in targets(model, resource) {
                Holder::entry(holders, Kind::Resource, &target, &target).add(resource.id, &document);
            }
        }
    }
}

/// The ids or names of what the policies of a resource hang on: of itself, unless it is there for others.
fn targets(model: &Model<'_>, resource: &Resource<'_>) -> Vec<String> {
    let itself = || vec![resource.id.to_owned()];
    if !resource.kind.ends_with("Policy") {
        return itself();
    }
    let named = NAMED.iter().find(|property| resource.get(property).is_some());
    let listed = named.map_or(&[][..], |property| resource.items(property));
    let targets: Vec<String> = listed
        .iter()
        .filter_map(Tree::scalar_text)
        .map(|name| id_of(model, &name).map_or(name, str::to_owned))
        .collect();
    if targets.is_empty() { itself() } else { targets }
}

/// The resource that a text names, of whatever type.
fn id_of<'m>(model: &'m Model<'m>, text: &str) -> Option<&'m str> {
    let mut resources = model.resources.iter();
    let found =
        resources.find(|resource| resource.reference == text || resource.arn.as_deref() == Some(text));
    found.map(|resource| resource.id)
}
