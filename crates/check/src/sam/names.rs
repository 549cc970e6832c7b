//! Names that the transform makes.

use std::collections::BTreeSet;

use cfn::{Map, Template, Tree};

use crate::mentions;

/// What `Ref` and holes of `Fn::Sub` may ask a resource of the model for: `!Ref Chat.Alias`.
const PARTS: [&str; 8] = [
    "Alias",
    "Deployment",
    "DestinationQueue",
    "DestinationTopic",
    "ReferenceableProperty",
    "Stage",
    "UsagePlan",
    "Version",
];

/// The same tree, with references to parts of the model's resources written as references to resources of their own, and
/// a stand-in for each resource that the transform makes and nobody here does.
pub(super) fn stand_in(template: &Template, mut tree: Tree) -> Tree {
    let of_model: BTreeSet<&str> = template
        .resources()
        .filter(|(_, body)| {
            let cfn_type = body.get("Type").and_then(Tree::as_str);
            cfn_type.is_some_and(|cfn_type| cfn_type.starts_with("AWS::Serverless::"))
        })
        .map(|(id, _)| id)
        .collect();
    join_parts(&mut tree, &of_model);
    let made = |name: &str| name.starts_with("Serverless") || of_model.iter().any(|id| name.starts_with(id));
    let declared = |name: &str| {
        ["Resources", "Parameters"]
            .iter()
            .any(|section| tree.at(&[section, name]).is_some())
    };
    let missing: BTreeSet<String> = mentions(&tree)
        .into_iter()
        .map(|mention| mention.id)
        .chain(dependencies(&tree))
        .filter(|name| made(name) && !declared(name))
        .collect();
    if let Some(Tree::Map(resources)) = tree.as_map_mut().and_then(|tree| tree.get_mut("Resources")) {
        for name in missing {
            resources.insert(name, Tree::single("Type", "AWS::Serverless::Made"));
        }
    }
    tree
}

fn dependencies(tree: &Tree) -> Vec<String> {
    let resources = tree.get("Resources").and_then(Tree::as_map);
    let named = resources
        .into_iter()
        .flat_map(Map::values)
        .filter_map(|body| body.get("DependsOn"));
    named
        .flat_map(crate::items)
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect()
}

fn join_parts(tree: &mut Tree, of_model: &BTreeSet<&str>) {
    match tree {
        Tree::List(items) => items.iter_mut().for_each(|item| join_parts(item, of_model)),
        Tree::Map(map) => {
            for (key, value) in map.iter_mut() {
                match (key.as_str(), value) {
                    ("Ref", Tree::String(name)) => {
                        if let Some(joined) = joined(name, of_model) {
                            *name = joined;
                        }
                    }
                    ("Fn::Sub", Tree::String(text)) => join_holes(text, of_model),
                    ("Fn::Sub", Tree::List(items)) => {
                        for item in items {
                            match item {
                                Tree::String(text) => join_holes(text, of_model),
                                other => join_parts(other, of_model),
                            }
                        }
                    }
                    (_, value) => join_parts(value, of_model),
                }
            }
        }
        _ => {}
    }
}

fn join_holes(text: &mut String, of_model: &BTreeSet<&str>) {
    let joined: Vec<(String, String)> = cfn::sub::holes(text)
        .filter_map(|hole| {
            Some((
                format!("${{{hole}}}"),
                format!("${{{}}}", joined(hole, of_model)?),
            ))
        })
        .collect();
    for (from, to) in joined {
        *text = text.replace(&from, &to);
    }
}

/// `ChatAlias` for `Chat.Alias`.
fn joined(name: &str, of_model: &BTreeSet<&str>) -> Option<String> {
    let (id, part) = name.split_once('.')?;
    (of_model.contains(id) && PARTS.contains(&part)).then(|| format!("{id}{part}"))
}
