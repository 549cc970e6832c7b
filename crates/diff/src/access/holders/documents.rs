//! Policy documents, found by their form.

use cfn::{Map, Tree};

/// Every policy document in the properties of a resource, also where it is written as text.
pub(super) fn documents(properties: &Tree) -> Vec<Tree> {
    let mut found = Vec::new();
    search(properties, &mut found);
    found
}

fn search(tree: &Tree, found: &mut Vec<Tree>) {
    match tree {
        Tree::Map(map) if is_document(map) => {
            let parts = ["Version", "Id", "Statement"];
            let parts = parts
                .iter()
                .filter_map(|part| Some(((*part).to_owned(), map.get(*part)?.clone())));
            found.push(parts.collect());
        }
        Tree::Map(map) => map.values().for_each(|value| search(value, found)),
        Tree::List(items) => items.iter().for_each(|item| search(item, found)),
        // Types that take JSON as text: the policies of log groups, of images.
        Tree::String(text) if text.trim_start().starts_with('{') && text.contains("Statement") => {
            if let Ok(tree) = Tree::from_json(text) {
                search(&tree, found);
            }
        }
        _ => {}
    }
}

fn is_document(map: &Map) -> bool {
    let statements = map.get("Statement").map_or(&[][..], check::items);
    statements.iter().any(|statement| {
        let has = |key: &str| statement.get(key).is_some();
        has("Effect") && (has("Action") || has("NotAction"))
    })
}
