//! From a path to the values it leads to.

use std::cmp::Ordering;

use cfn::Tree;

use super::parse::{Comparison, Filter, Path, PathError, Select, Step};

/// How many values a path may visit: `$..*..*` multiplies.
pub(super) const VISITS: usize = 100_000;

impl Path {
    /// The values that the path leads to, in the order of the body.
    pub(crate) fn select<'t>(&self, root: &'t Tree) -> Result<Vec<&'t Tree>, PathError> {
        walk(&self.steps, root, &mut Visits(VISITS))
    }
}

struct Visits(usize);

impl Visits {
    fn pay(&mut self, count: usize) -> Result<(), PathError> {
        self.0 = self.0.checked_sub(count).ok_or(PathError::TooManyVisits)?;
        Ok(())
    }
}

fn walk<'t>(steps: &[Step], root: &'t Tree, visits: &mut Visits) -> Result<Vec<&'t Tree>, PathError> {
    let mut found = vec![root];
    for step in steps {
        let mut next = Vec::new();
        for tree in found {
            if step.deep {
                for tree in descendants(tree, visits)? {
                    select(&step.select, tree, true, &mut next, visits)?;
                }
            } else {
                select(&step.select, tree, false, &mut next, visits)?;
            }
        }
        found = next;
    }
    Ok(found)
}

/// The value and everything in it, parents first.
fn descendants<'t>(tree: &'t Tree, visits: &mut Visits) -> Result<Vec<&'t Tree>, PathError> {
    let mut found = Vec::new();
    let mut open = vec![tree];
    while let Some(tree) = open.pop() {
        visits.pay(1)?;
        found.push(tree);
        open.extend(children(tree).into_iter().rev());
    }
    Ok(found)
}

fn children(tree: &Tree) -> Vec<&Tree> {
    match tree {
        Tree::List(items) => items.iter().collect(),
        Tree::Map(map) => map.values().collect(),
        _ => Vec::new(),
    }
}

fn select<'t>(
    select: &Select,
    tree: &'t Tree,
    deep: bool,
    found: &mut Vec<&'t Tree>,
    visits: &mut Visits,
) -> Result<(), PathError> {
    let before = found.len();
    match (select, tree) {
        (Select::All, _) => found.extend(children(tree)),
        (Select::Names(names), Tree::Map(map)) => found.extend(names.iter().filter_map(|name| map.get(name))),
        (Select::Indices(indices), Tree::List(items)) => found.extend(
            indices
                .iter()
                .filter_map(|index| items.get(usize::try_from(from_start(*index, items.len())).ok()?)),
        ),
        (Select::Slice(first, last), Tree::List(items)) => {
            let end = |index: i64| {
                usize::try_from(from_start(index, items.len()).max(0))
                    .map_or(items.len(), |end| end.min(items.len()))
            };
            let (first, last) = (first.map_or(0, end), last.map_or(items.len(), end));
            found.extend(items.get(first..last).unwrap_or_default());
        }
        (Select::Filter(filter), Tree::List(items)) => {
            for item in items {
                if passes(filter, item, visits)? {
                    found.push(item);
                }
            }
        }
        (Select::Filter(filter), Tree::Map(_)) if !deep && passes(filter, tree, visits)? => found.push(tree),
        _ => {}
    }
    visits.pay(1 + found.len() - before)
}

/// An index from the start, for one that may count from the end; below 0 there is nothing.
fn from_start(index: i64, size: usize) -> i64 {
    if index < 0 {
        index.saturating_add(i64::try_from(size).unwrap_or(i64::MAX))
    } else {
        index
    }
}

fn passes(filter: &Filter, tree: &Tree, visits: &mut Visits) -> Result<bool, PathError> {
    let found = walk(&filter.path, tree, visits)?;
    let Some((comparison, literal)) = &filter.test else {
        return Ok(!found.is_empty());
    };
    let [value] = found[..] else {
        return Ok(false);
    };
    Ok(match comparison {
        Comparison::Equal => equal(value, literal),
        Comparison::NotEqual => !equal(value, literal),
        Comparison::Less => order(value, literal).is_some_and(Ordering::is_lt),
        Comparison::LessOrEqual => order(value, literal).is_some_and(Ordering::is_le),
        Comparison::Greater => order(value, literal).is_some_and(Ordering::is_gt),
        Comparison::GreaterOrEqual => order(value, literal).is_some_and(Ordering::is_ge),
    })
}

fn equal(left: &Tree, right: &Tree) -> bool {
    left == right || order(left, right).is_some_and(Ordering::is_eq)
}

fn order(left: &Tree, right: &Tree) -> Option<Ordering> {
    match (left, right) {
        (Tree::String(left), Tree::String(right)) => Some(left.cmp(right)),
        _ => number(left)?.partial_cmp(&number(right)?),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a filter compares magnitudes")]
fn number(tree: &Tree) -> Option<f64> {
    match tree {
        Tree::Int(number) => Some(*number as f64),
        Tree::Float(number) => Some(*number),
        _ => None,
    }
}
