//! Which values differ, and where.

use cfn::Tree;
use indexmap::IndexMap;

/// A value that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Where it stands: `Properties.Environment.Variables.STAGE`.
    pub path: String,
    /// What it was; none where it is new.
    pub old: Option<Tree>,
    /// What it will be; none where it goes.
    pub new: Option<Tree>,
}

/// Members that name the items of a list: with one of these, items are compared by name and not by place.
const NAMES: [&str; 11] = [
    "AttributeName",
    "IndexName",
    "Key",
    "PolicyName",
    "Sid",
    "Name",
    "Id",
    "AlarmName",
    "RuleName",
    "ParameterKey",
    "LogicalId",
];

/// Adds what differs below a path, as deep as both sides have the same form.
pub fn compare(path: &str, old: Option<&Tree>, new: Option<&Tree>, edits: &mut Vec<Edit>) {
    match (old, new) {
        (None, None) => {}
        (Some(old), Some(new)) if same(old, new) => {}
        (Some(old @ Tree::Map(before)), Some(new @ Tree::Map(after))) if is_plain(old) && is_plain(new) => {
            let gone = before.keys().filter(|key| !after.contains_key(*key));
            for key in after.keys().chain(gone) {
                match (before.get(key), after.get(key)) {
                    // Most are: no path has to be written for them.
                    (Some(old), Some(new)) if old == new => {}
                    (old, new) => compare(&format!("{path}.{key}"), old, new, edits),
                }
            }
        }
        (Some(Tree::List(before)), Some(Tree::List(after))) => lists(path, before, after, edits),
        _ => edits.push(Edit {
            path: path.to_owned(),
            old: old.cloned(),
            new: new.cloned(),
        }),
    }
}

/// Whether CloudFormation takes two values for the same: it writes numbers and truth values as text.
pub fn same(old: &Tree, new: &Tree) -> bool {
    match (old, new) {
        (Tree::Map(old), Tree::Map(new)) => {
            old.len() == new.len()
                && old
                    .iter()
                    .all(|(key, value)| new.get(key).is_some_and(|other| same_under(key, value, other)))
        }
        (Tree::List(old), Tree::List(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
        }
        _ => {
            old == new
                || old
                    .scalar_text()
                    .is_some_and(|text| new.scalar_text() == Some(text))
        }
    }
}

/// `Fn::GetAtt` has two forms.
fn same_under(key: &str, old: &Tree, new: &Tree) -> bool {
    same(old, new) || (key == "Fn::GetAtt" && attribute(old).is_some_and(|text| attribute(new) == Some(text)))
}

fn attribute(argument: &Tree) -> Option<String> {
    match argument {
        Tree::String(text) => Some(text.clone()),
        Tree::List(parts) => Some(
            parts
                .iter()
                .map(Tree::as_str)
                .collect::<Option<Vec<_>>>()?
                .join("."),
        ),
        _ => None,
    }
}

fn is_plain(map: &Tree) -> bool {
    map.as_function().is_none()
}

fn lists(path: &str, old: &[Tree], new: &[Tree], edits: &mut Vec<Edit>) {
    let both_named = |name: &&str| Some((named(old, name)?, named(new, name)?));
    if let Some((before, after)) = NAMES.iter().find_map(both_named) {
        let gone = before.keys().filter(|name| !after.contains_key(*name));
        for name in after.keys().chain(gone) {
            let sides = (before.get(name).copied(), after.get(name).copied());
            compare(&format!("{path}[{name}]"), sides.0, sides.1, edits);
        }
    } else if old.len() == new.len() {
        for (place, (old, new)) in old.iter().zip(new).enumerate() {
            compare(&format!("{path}[{place}]"), Some(old), Some(new), edits);
        }
    } else {
        edits.push(Edit {
            path: path.to_owned(),
            old: Some(Tree::List(old.to_vec())),
            new: Some(Tree::List(new.to_vec())),
        });
    }
}

/// The items by name; none where one has no name, or two have the same.
fn named<'t>(items: &'t [Tree], name: &str) -> Option<IndexMap<&'t str, &'t Tree>> {
    let mut named = IndexMap::with_capacity(items.len());
    for item in items {
        let is_first = named.insert(item.get(name)?.as_str()?, item).is_none();
        if !is_first {
            return None;
        }
    }
    Some(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edits(old: &str, new: &str) -> Vec<String> {
        let tree = |json: &str| Tree::from_json(json).unwrap();
        let mut edits = Vec::new();
        compare("P", Some(&tree(old)), Some(&tree(new)), &mut edits);
        edits
            .into_iter()
            .map(|edit| {
                let text = |side: Option<Tree>| {
                    side.map_or("-".to_owned(), |tree| serde_json::to_string(&tree).unwrap())
                };
                format!("{}: {} => {}", edit.path, text(edit.old), text(edit.new))
            })
            .collect()
    }

    #[test]
    fn what_cloudformation_takes_for_the_same_does_not_differ() {
        for (old, new) in [
            (r#"{"A": 30, "B": true}"#, r#"{"B": "true", "A": "30"}"#),
            (r#"{"Fn::GetAtt": "A.Arn"}"#, r#"{"Fn::GetAtt": ["A", "Arn"]}"#),
        ] {
            assert_eq!(edits(old, new), Vec::<String>::new());
        }
    }

    #[test]
    fn the_deepest_place_is_named() {
        assert_eq!(
            edits(r#"{"A": {"B": 1, "C": 2}}"#, r#"{"A": {"B": 1, "C": 3, "D": 4}}"#),
            ["P.A.C: 2 => 3", "P.A.D: - => 4"]
        );
    }

    #[test]
    fn functions_differ_as_a_whole() {
        assert_eq!(
            edits(r#"{"A": {"Ref": "X"}}"#, r#"{"A": {"Ref": "Y"}}"#),
            [r#"P.A: {"Ref":"X"} => {"Ref":"Y"}"#]
        );
    }

    #[test]
    fn named_items_are_compared_by_name_and_others_by_place() {
        let old = r#"[{"Key": "team", "Value": "a"}, {"Key": "gone", "Value": "b"}]"#;
        let new = r#"[{"Key": "new", "Value": "c"}, {"Key": "team", "Value": "d"}]"#;
        assert_eq!(
            edits(old, new),
            [
                r#"P[new]: - => {"Key":"new","Value":"c"}"#,
                r#"P[team].Value: "a" => "d""#,
                r#"P[gone]: {"Key":"gone","Value":"b"} => -"#,
            ]
        );
        assert_eq!(edits(r#"["a", "b"]"#, r#"["a", "c"]"#), [r#"P[1]: "b" => "c""#]);
        assert_eq!(edits(r#"["a"]"#, r#"["a", "c"]"#), [r#"P: ["a"] => ["a","c"]"#]);
    }
}
