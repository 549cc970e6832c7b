//! Where the tables differ from the schemas on purpose, apart from what they leave out. An entry that no longer applies fails the test.

mod compute;
mod data;
mod front;
mod identity;
mod messaging;

use std::collections::BTreeSet;

use super::compare::{Difference, Kind};

/// Differences of one kind in one place, and why they are right.
struct Allowed {
    place: &'static str,
    kind: Kind,
    names: &'static [&'static str],
    reason: &'static str,
}

const SHELVES: &[&[Allowed]] = &[
    compute::ALLOWED,
    data::ALLOWED,
    front::ALLOWED,
    identity::ALLOWED,
    messaging::ALLOWED,
];

/// What nobody has explained, and explanations that nothing asks for.
pub(super) fn unexplained(differences: &BTreeSet<Difference>) -> Vec<String> {
    let allowed: BTreeSet<Difference> = all().flat_map(Allowed::differences).collect();
    let new = differences.difference(&allowed).map(ToString::to_string);
    let stale = all().flat_map(|entry| {
        let gone = entry
            .differences()
            .filter(|difference| !differences.contains(difference));
        gone.map(|difference| {
            format!(
                "{difference}: no longer; delete the exception that says \"{}\"",
                entry.reason
            )
        })
    });
    new.chain(stale).collect()
}

fn all() -> impl Iterator<Item = &'static Allowed> {
    SHELVES.iter().copied().flatten()
}

impl Allowed {
    fn differences(&self) -> impl Iterator<Item = Difference> {
        self.names.iter().map(|name| Difference {
            place: self.place.to_owned(),
            kind: self.kind,
            name: (*name).to_owned(),
        })
    }
}

#[test]
fn an_exception_that_nothing_asks_for_is_reported() {
    let names: usize = all().map(|entry| entry.names.len()).sum();
    assert_eq!(unexplained(&BTreeSet::new()).len(), names);
}
