//! The section `Globals`: properties that resources of a type share.

use cfn::{Map, Template, Tree};

/// The properties of a resource, with those of the globals below them.
pub(super) fn merged(template: &Template, cfn_type: &str, own: Option<&Tree>) -> Map {
    let kind = cfn_type.strip_prefix("AWS::Serverless::");
    let globals = kind.and_then(|kind| template.tree().at(&["Globals", kind]));
    let merged = match (globals, own) {
        (Some(globals), Some(own)) => merge(globals, own),
        (Some(only), None) | (None, Some(only)) => only.clone(),
        (None, None) => Tree::map(),
    };
    match merged {
        Tree::Map(map) => map,
        _ => Map::new(),
    }
}

/// Maps are merged, lists appended, and of anything else the resource's own counts.
fn merge(globals: &Tree, own: &Tree) -> Tree {
    match (globals, own) {
        (Tree::Map(globals), Tree::Map(map)) if own.as_function().is_none() => {
            let mut merged = globals.clone();
            for (key, value) in map {
                let value = globals
                    .get(key)
                    .map_or_else(|| value.clone(), |global| merge(global, value));
                merged.insert(key.clone(), value);
            }
            Tree::Map(merged)
        }
        (Tree::List(globals), Tree::List(own)) => globals.iter().chain(own).cloned().collect(),
        _ => own.clone(),
    }
}
