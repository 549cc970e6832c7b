//! The dimension of those who ask.

use super::{bits::Bits, texts::Bound};
use crate::{Matching, Principal, Principals, principal};

/// Those who ask, as far as statements tell them apart; nobody known comes first.
#[derive(Debug)]
pub(super) struct People(Vec<Option<Principal>>);

impl People {
    /// Everybody that these statements name, somebody of each account that they name, and somebody else of each kind.
    pub(super) fn new<'a>(principals: impl Iterator<Item = &'a Principals>) -> Self {
        let mut people = Vec::new();
        for somebody in principals.flat_map(Matching::listed) {
            let everybody = [Principal::Everyone, Principal::aws("*")].contains(somebody);
            if !everybody && !people.contains(somebody) {
                people.push(somebody.clone());
            }
        }
        let mut accounts: Vec<String> = Vec::new();
        for name in people.iter().filter_map(|somebody| match somebody {
            Principal::Aws(name) => Some(name),
            _ => None,
        }) {
            accounts.extend(principal::accounts_in(name).map(str::to_owned));
        }
        let foreign = (0..).map(|number: u32| format!("{:012}", 999_999_999_999 - u64::from(number)));
        let foreign = foreign.into_iter().find(|account| !accounts.contains(account));
        for account in accounts.into_iter().chain(foreign) {
            add_another(&mut people, |suffix| {
                Principal::Aws(format!("arn:aws:iam::{account}:role/somebody{suffix}"))
            });
        }
        add_another(&mut people, |suffix| {
            Principal::Service(format!("another{suffix}.amazonaws.com"))
        });
        Self(
            std::iter::once(None)
                .chain(people.into_iter().map(Some))
                .collect(),
        )
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn who(&self, point: usize) -> Option<&Principal> {
        self.0[point].as_ref()
    }

    /// Those whom the statement itself is about, or one of those that it names.
    pub(super) fn own(&self, principals: Option<&Principals>, of: Option<usize>) -> Bits {
        let named = of.and_then(|of| Some(Matching::Any(vec![principals?.listed().get(of)?.clone()])));
        let principals = named.as_ref().or(principals);
        Bits::of(self.len(), |point| {
            principals.is_none_or(|principals| principals.include(self.who(point)))
        })
    }

    /// Those whom another statement is about; a name that only AWS knows may be anybody's.
    pub(super) fn other(
        &self,
        own: Option<&Principals>,
        principals: Option<&Principals>,
        bound: Bound,
    ) -> Bits {
        let Some(principals) = principals else {
            return Bits::all(self.len());
        };
        let same = principals.is_negated() && own == Some(principals);
        let open = (bound == Bound::Upper) != principals.is_negated();
        Bits::of(self.len(), |point| {
            let who = self.who(point);
            let may = || principals.listed().iter().any(|named| may_be(named, who));
            let listed = principals.include(who) != principals.is_negated() || open && may();
            same || listed != principals.is_negated()
        })
    }
}

/// Adds somebody who is not there yet.
fn add_another(people: &mut Vec<Principal>, name: impl Fn(&str) -> Principal) {
    let mut suffix = String::new();
    while people.contains(&name(&suffix)) {
        suffix.push('x');
    }
    people.push(name(&suffix));
}

/// Whether two names may be the same once they are known.
fn may_be(named: &Principal, who: Option<&Principal>) -> bool {
    let name = |principal: &Principal| match principal {
        Principal::Everyone => None,
        Principal::Aws(name) => Some((0, name.clone())),
        Principal::Service(name) => Some((1, name.clone())),
        Principal::Federated(name) => Some((2, name.clone())),
        Principal::CanonicalUser(name) => Some((3, name.clone())),
    };
    let unknown = |name: &str| !cfn::is_known(name);
    match (name(named), who.and_then(name)) {
        (Some((one, named)), Some((other, who))) => one == other && (unknown(&named) || unknown(&who)),
        // `*` is everybody, even who is not known.
        (Some((0, named)), None) => unknown(&named),
        _ => false,
    }
}
