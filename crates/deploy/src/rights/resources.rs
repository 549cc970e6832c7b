//! What CloudFormation calls to make, read, change and delete the resources of templates.

use std::collections::BTreeSet;

use cfn::{Template, Tree, is_known};

use super::{
    Place, Rights, deployer,
    names::Names,
    table::{self, On, Row},
};

/// What resources need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needed {
    /// What CloudFormation must be allowed to do.
    pub rights: Rights,
    /// Types of resources that are in the templates and of which is not known what they need.
    pub unknown: BTreeSet<String>,
}

/// What CloudFormation needs for all resources of these templates.
pub fn of_resources(templates: &[&Template], place: &Place) -> Needed {
    let mut needed = Needed::default();
    deployer::reads_bucket(&mut needed.rights, place);
    for template in templates {
        let names = Names::new(template, place);
        for (id, body) in names.template().resources() {
            let cfn_type = body.get("Type").and_then(Tree::as_str).unwrap_or_default();
            let mut rows = table::rows(cfn_type).peekable();
            if rows.peek().is_none() {
                needed.unknown.insert(cfn_type.to_owned());
            }
            let properties = body.get("Properties");
            for row in rows.filter(|row| row.applies(properties)) {
                let arns = arns(row, id, properties, &names, place);
                needed.rights.allow(row.actions(), arns);
            }
        }
        pass_roles(&mut needed.rights, &names, place);
    }
    needed
}

fn arns(row: &Row, id: &str, properties: Option<&Tree>, names: &Names, place: &Place) -> Vec<String> {
    let given = |property, made_up: String| {
        let given = names.given(properties, property);
        if given.is_empty() { vec![made_up] } else { given }
    };
    let all = |form: &str, named: Vec<String>| named.iter().map(|name| arn_of(form, name, place)).collect();
    match row.on {
        On::Own => names.own(id).into_iter().collect(),
        On::OwnAnd(more) => {
            let own = names.own(id);
            own.into_iter()
                .flat_map(|arn| [arn.clone(), format!("{arn}{more}")])
                .collect()
        }
        On::Fixed(forms) => forms.iter().map(|form| place.arn(form)).collect(),
        On::Named(property, form) => all(form, given(property, names.made_up())),
        On::Logical(property, form, before) => all(form, given(property, format!("{before}{id}-*"))),
        On::Bucket(property, rest) => {
            let buckets = given(property, names.made_up()).into_iter();
            let buckets = buckets.map(|name| format!("s3:::{}{rest}", name.to_lowercase()));
            buckets.map(|form| place.arn(&form)).collect()
        }
    }
}

/// A name may be an ARN already, and in a path it may begin with the path's slash.
fn arn_of(form: &str, name: &str, place: &Place) -> String {
    if name.starts_with("arn:") {
        return name.to_owned();
    }
    let name = if form.contains("/{name}") {
        name.trim_start_matches('/')
    } else {
        name
    };
    place.arn(&form.replace("{name}", name))
}

/// Roles are handed to the services that may take them, and to no others.
fn pass_roles(rights: &mut Rights, names: &Names, place: &Place) {
    let template = names.template();
    let own: BTreeSet<String> = template
        .of_type("AWS::IAM::Role")
        .filter_map(|(id, _)| names.own(id))
        .collect();
    let mut services = BTreeSet::new();
    for (_, role) in template.of_type("AWS::IAM::Role") {
        collect_services(
            role.at(&["Properties", "AssumeRolePolicyDocument"]),
            &mut services,
        );
    }
    let condition = (
        "StringEquals",
        "iam:PassedToService",
        services.into_iter().collect(),
    );
    rights.allow_if(["iam:PassRole"], own.iter().cloned(), vec![condition]);
    let mut others = BTreeSet::new();
    collect_roles(template.tree(), &place.arn("iam::"), &mut others);
    let others = others
        .into_iter()
        .filter(|role| is_known(role) && !own.contains(role));
    rights.allow(["iam:PassRole"], others);
}

/// The services that a trust policy names.
fn collect_services(tree: Option<&Tree>, services: &mut BTreeSet<String>) {
    match tree {
        Some(Tree::Map(map)) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("Service", Tree::String(name)) => {
                        services.insert(name.clone());
                    }
                    ("Service", Tree::List(names)) => {
                        services.extend(names.iter().filter_map(Tree::as_str).map(str::to_owned));
                    }
                    (_, value) => collect_services(Some(value), services),
                }
            }
        }
        Some(Tree::List(items)) => items
            .iter()
            .for_each(|item| collect_services(Some(item), services)),
        _ => {}
    }
}

/// Roles that the template names and does not make.
fn collect_roles(tree: &Tree, prefix: &str, roles: &mut BTreeSet<String>) {
    match tree {
        Tree::String(text) if text.starts_with(prefix) && text.contains(":role/") => {
            roles.insert(text.clone());
        }
        Tree::Map(map) => map.values().for_each(|value| collect_roles(value, prefix, roles)),
        Tree::List(items) => items.iter().for_each(|item| collect_roles(item, prefix, roles)),
        _ => {}
    }
}
