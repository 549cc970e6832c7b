//! Resources that only have another logical id.

use std::collections::{HashMap, VecDeque};

use cfn::Tree;
use indexmap::IndexMap;

use crate::change::{Bodies, kind};

/// The new logical ids of resources that are the same under another one, with the old ids.
///
/// A resource that refers to one that moved is the same, too, when it refers to the new id: so pairs are looked for
/// until no more are found. Where several are alike, the first goes with the first.
pub(crate) fn pairs<'t>(before: &Bodies<'t>, after: &Bodies<'t>) -> IndexMap<&'t str, &'t str> {
    let mut leavers: Vec<(&str, &Tree)> = only_in(before, after).collect();
    let mut newcomers: Vec<(&str, &Tree)> = only_in(after, before).collect();
    let mut pairs = IndexMap::new();
    let mut renames: HashMap<&str, &str> = HashMap::new();
    loop {
        let mut alike: HashMap<String, VecDeque<&str>> = HashMap::new();
        for (id, body) in &leavers {
            alike
                .entry(content(&renamed(body, &renames)))
                .or_default()
                .push_back(id);
        }
        let found: Vec<(&str, &str)> = newcomers
            .iter()
            .filter_map(|(to, body)| Some((*to, alike.get_mut(&content(body))?.pop_front()?)))
            .collect();
        if found.is_empty() {
            return pairs;
        }
        for (to, from) in found {
            renames.insert(from, to);
            pairs.insert(to, from);
        }
        leavers.retain(|(id, _)| !renames.contains_key(id));
        newcomers.retain(|(id, _)| !pairs.contains_key(id));
    }
}

fn only_in<'a, 't>(
    some: &'a Bodies<'t>,
    others: &'a Bodies<'t>,
) -> impl Iterator<Item = (&'t str, &'t Tree)> + 'a {
    some.iter()
        .filter(|(id, _)| !others.contains_key(*id))
        .map(|(id, body)| (*id, *body))
}

/// What makes a resource what it is, as text; what it waits for and what is said about it do not.
fn content(body: &Tree) -> String {
    let mut text = kind(body).to_owned();
    for key in ["Condition", "Properties"] {
        text.push('\n');
        body.get(key)
            .into_iter()
            .for_each(|value| canonical(value, &mut text));
    }
    text
}

/// Writes a value so that the order of keys and the kind of scalars do not show.
fn canonical(value: &Tree, text: &mut String) {
    match value {
        Tree::Map(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            text.push('{');
            for (key, value) in entries {
                text.push_str(key);
                text.push(':');
                canonical(value, text);
            }
            text.push('}');
        }
        Tree::List(items) => {
            text.push('[');
            for item in items {
                canonical(item, text);
            }
            text.push(']');
        }
        scalar => {
            text.push('"');
            text.push_str(&scalar.scalar_text().unwrap_or_default());
            text.push('"');
        }
    }
}

/// The body with references to the new names.
pub(crate) fn renamed(value: &Tree, names: &HashMap<&str, &str>) -> Tree {
    let name = |text: &str| match text.split_once('.') {
        Some((id, attribute)) => names.get(id).map(|id| format!("{id}.{attribute}")),
        None => names.get(text).map(|id| (*id).to_owned()),
    };
    match (value.as_function(), value) {
        (Some((function @ ("Ref" | "Fn::GetAtt"), Tree::String(text))), _) => {
            name(text).map_or_else(|| value.clone(), |text| Tree::single(function, text))
        }
        (Some(("Fn::GetAtt", Tree::List(parts))), _) => {
            let part = |part: &Tree| match part.as_str().and_then(|text| names.get(text)) {
                Some(id) => Tree::from(*id),
                None => part.clone(),
            };
            Tree::single("Fn::GetAtt", parts.iter().map(part).collect::<Tree>())
        }
        (Some(("Fn::Sub", Tree::String(text))), _) => Tree::single("Fn::Sub", substituted(text, &name)),
        (_, Tree::Map(map)) => Tree::Map(
            map.iter()
                .map(|(key, value)| (key.clone(), renamed(value, names)))
                .collect(),
        ),
        (_, Tree::List(items)) => items.iter().map(|item| renamed(item, names)).collect(),
        _ => value.clone(),
    }
}

/// A text of `Fn::Sub` with its holes renamed.
fn substituted(text: &str, name: &dyn Fn(&str) -> Option<String>) -> String {
    let mut text = text.to_owned();
    let holes: Vec<String> = cfn::sub::holes(&text).map(str::to_owned).collect();
    for hole in holes {
        if let Some(new) = name(&hole) {
            text = text.replace(&format!("${{{hole}}}"), &format!("${{{new}}}"));
        }
    }
    text
}
