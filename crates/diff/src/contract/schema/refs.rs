//! References inside of a schema, and whether two rules are the same when they are followed.

use std::collections::HashSet;

use cfn::Tree;

use super::DEEPEST;

/// What a rule is when references are followed; none where one leads out of the schema, to nothing, or round and round.
pub(super) fn target<'t>(root: &'t Tree, rule: &'t Tree) -> Option<&'t Tree> {
    let mut rule = rule;
    for _ in 0..DEEPEST {
        let Some(pointer) = rule.get("$ref").and_then(Tree::as_str) else {
            return Some(rule);
        };
        let path = pointer.strip_prefix('#')?;
        rule = path.split('/').skip(1).try_fold(root, |tree, step| {
            let step = step.replace("~1", "/").replace("~0", "~");
            match tree {
                Tree::List(items) => items.get(step.parse::<usize>().ok()?),
                tree => tree.get(&step),
            }
        })?;
    }
    None
}

/// Words that say something about a rule and refuse nothing.
const REMARKS: [&str; 6] = ["title", "description", "default", "definitions", "$schema", "id"];

/// Whether two rules refuse the same because they are the same, references followed and remarks passed over.
pub(super) fn same<'t>(roots: (&'t Tree, &'t Tree), old: &'t Tree, new: &'t Tree) -> bool {
    let mut assumed = HashSet::new();
    are_same(roots, old, new, &mut assumed, 0)
}

/// Pairs that are being compared already count as the same: the first that is not ends the comparison.
fn are_same<'t>(
    roots: (&'t Tree, &'t Tree),
    old: &'t Tree,
    new: &'t Tree,
    assumed: &mut HashSet<(*const Tree, *const Tree)>,
    depth: usize,
) -> bool {
    let (old, new) = match (target(roots.0, old), target(roots.1, new)) {
        (Some(old), Some(new)) => (old, new),
        (old_target, new_target) => return old_target.is_none() && new_target.is_none() && old == new,
    };
    if !assumed.insert((old, new)) {
        return true;
    }
    if depth == DEEPEST {
        return false;
    }
    match (old, new) {
        (Tree::Map(was), Tree::Map(is)) => {
            // The name of a member may be one of the words; then it has a rule and no text.
            let counts = |(key, value): &(&String, &Tree)| {
                !REMARKS.contains(&key.as_str()) || (matches!(value, Tree::Map(_)) && *key != "definitions")
            };
            was.iter().filter(counts).count() == is.iter().filter(counts).count()
                && was.iter().filter(counts).all(|(key, value)| {
                    is.get(key)
                        .is_some_and(|other| are_same(roots, value, other, assumed, depth + 1))
                })
        }
        (Tree::List(was), Tree::List(is)) => {
            was.len() == is.len()
                && was
                    .iter()
                    .zip(is)
                    .all(|(old, new)| are_same(roots, old, new, assumed, depth + 1))
        }
        (old, new) => old == new,
    }
}
