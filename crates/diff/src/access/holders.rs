//! Whose policies a template has, wherever it keeps them.

mod documents;
mod identity;
mod resource;

use std::collections::BTreeSet;

use check::Model;
use indexmap::IndexMap;
use policy::Policy;

/// Somebody or something that policies hang on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Holder {
    /// The logical id that verdicts name.
    pub(super) resource: String,
    /// Its policies.
    pub(super) policies: Vec<Policy>,
    /// The ids of those that are resources of their own.
    pub(super) attached: BTreeSet<String>,
    /// The policies of its permissions boundary, if it has one that the template holds.
    pub(super) boundary: Option<Vec<Policy>>,
    /// What the template names and does not hold: managed policies, boundaries.
    pub(super) elsewhere: BTreeSet<String>,
    /// Documents that cannot be read, as text.
    pub(super) unreadable: BTreeSet<String>,
    /// The boundary that the template does not hold.
    pub(super) boundary_elsewhere: Option<String>,
}

/// What the policies of a holder speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// What somebody may do, whom messages call `the role` and so on.
    Identity(&'static str),
    /// Who may assume a role.
    Trust,
    /// Who may use a resource.
    Resource,
}

/// What a role may do.
pub(super) const ROLE: Kind = Kind::Identity("the role");

/// The holders of a template; the same one has the same key in both templates.
pub(super) type Holders = IndexMap<(Kind, String), Holder>;

/// Every policy of the template, by its holder.
pub(super) fn of(model: &Model<'_>) -> Holders {
    let mut holders = Holders::new();
    let known = identity::collect(model, &mut holders);
    resource::permissions(model, &mut holders);
    resource::policies(model, &known, &mut holders);
    holders
}

impl Holder {
    /// The holder with this key, a new one if it is not there yet.
    fn entry<'h>(holders: &'h mut Holders, kind: Kind, key: &str, resource: &str) -> &'h mut Self {
        holders.entry((kind, key.to_owned())).or_insert_with(|| Self {
            resource: resource.to_owned(),
            ..Self::default()
        })
    }

    /// Adds a document, which may be none that can be read.
    fn add(&mut self, name: &str, document: &cfn::Tree) {
        match Policy::read(name, document) {
            Ok(policy) => self.policies.push(policy),
            Err(_) => {
                self.unreadable.insert(document.to_json());
            }
        }
    }
}
