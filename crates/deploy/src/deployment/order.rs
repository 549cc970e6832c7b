//! Which stack comes before which.

use std::collections::{BTreeMap, BTreeSet};

use cfn::StackEntry;

/// Stacks that wait for others, as they become free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Each that has not begun, with those that it waits for.
    waiting: BTreeMap<String, BTreeSet<String>>,
}

/// Stacks that wait for each other.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stacks wait for each other: {}", .0.join(", "))]
pub struct OrderError(pub Vec<String>);

impl Order {
    /// The order of some stacks. One that is not among them is not waited for.
    pub fn of<'a>(stacks: impl IntoIterator<Item = &'a StackEntry> + Clone) -> Result<Self, OrderError> {
        let chosen: BTreeSet<&str> = stacks
            .clone()
            .into_iter()
            .map(|stack| stack.name.as_str())
            .collect();
        let waiting = stacks.into_iter().map(|stack| {
            let before = stack
                .depends_on
                .iter()
                .filter(|name| chosen.contains(name.as_str()));
            (stack.name.clone(), before.cloned().collect())
        });
        let order = Self {
            waiting: waiting.collect(),
        };
        let mut trial = order.clone();
        loop {
            let free = trial.free();
            if free.is_empty() {
                break;
            }
            for name in &free {
                trial.done(name);
            }
        }
        if trial.waiting.is_empty() {
            Ok(order)
        } else {
            Err(OrderError(trial.waiting.into_keys().collect()))
        }
    }

    /// Takes the stacks that wait for nothing any more.
    pub fn free(&mut self) -> Vec<String> {
        let free: Vec<String> = self
            .waiting
            .iter()
            .filter(|(_, before)| before.is_empty())
            .map(|(name, _)| name.clone())
            .collect();
        for name in &free {
            self.waiting.remove(name);
        }
        free
    }

    /// Nobody waits for a stack any more.
    pub fn done(&mut self, name: &str) {
        for before in self.waiting.values_mut() {
            before.remove(name);
        }
    }

    /// Takes the stacks that wait for one that failed, directly or through others.
    pub fn failed(&mut self, name: &str) -> Vec<String> {
        let mut lost = BTreeSet::from([name.to_owned()]);
        loop {
            let behind = self
                .waiting
                .iter()
                .find(|(_, before)| !before.is_disjoint(&lost))
                .map(|(name, _)| name.clone());
            let Some(behind) = behind else { break };
            self.waiting.remove(&behind);
            lost.insert(behind);
        }
        lost.remove(name);
        lost.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stack(name: &str, before: &[&str]) -> StackEntry {
        StackEntry {
            name: name.to_owned(),
            depends_on: before.iter().map(|name| (*name).to_owned()).collect(),
            ..StackEntry::default()
        }
    }

    #[test]
    fn a_stack_waits_for_all_that_it_imports_from() {
        let stacks = [
            stack("api", &["data", "keys", "elsewhere"]),
            stack("data", &[]),
            stack("keys", &[]),
        ];
        let mut order = Order::of(&stacks).unwrap();
        assert_eq!(order.free(), ["data", "keys"]);
        order.done("data");
        assert_eq!(order.free(), [""; 0]);
        order.done("keys");
        assert_eq!(order.free(), ["api"]);
    }

    #[test]
    fn what_stands_behind_a_failure_does_not_begin() {
        let stacks = [
            stack("a", &[]),
            stack("b", &["a"]),
            stack("c", &["b"]),
            stack("d", &[]),
            stack("e", &["d"]),
        ];
        let mut order = Order::of(&stacks).unwrap();
        assert_eq!(order.free(), ["a", "d"]);
        assert_eq!(order.failed("a"), ["b", "c"]);
        order.done("d");
        assert_eq!(order.free(), ["e"]);
        assert_eq!(order.free(), [""; 0]);
    }

    #[test]
    fn a_circle_is_refused() {
        let stacks = [
            stack("a", &["b"]),
            stack("b", &["a"]),
            stack("c", &["a"]),
            stack("d", &[]),
        ];
        let error = Order::of(&stacks).unwrap_err();
        assert_eq!(error.to_string(), "stacks wait for each other: a, b, c");
    }

    proptest! {
        #[test]
        fn each_stack_begins_once_and_after_those_it_waits_for(edges in prop::collection::vec((0..8usize, 0..8usize), 0..20)) {
            let names: Vec<String> = (0..8).map(|number| format!("s{number}")).collect();
            let stacks: Vec<StackEntry> = names
                .iter()
                .enumerate()
                .map(|(number, name)| {
                    let before = edges.iter().filter(|(from, to)| *from == number && to < from);
                    let before: Vec<&str> = before.map(|(_, to)| names[*to].as_str()).collect();
                    stack(name, &before)
                })
                .collect();
            let mut order = Order::of(&stacks).unwrap();
            let mut begun: Vec<String> = Vec::new();
            loop {
                let free = order.free();
                if free.is_empty() {
                    break;
                }
                for name in &free {
                    let entry = stacks.iter().find(|stack| stack.name == *name).unwrap();
                    prop_assert!(entry.depends_on.iter().all(|before| begun.contains(before)));
                }
                for name in &free {
                    order.done(name);
                }
                begun.extend(free);
            }
            begun.sort();
            prop_assert_eq!(begun, names);
        }
    }
}
