//! What a change of a template does on AWS, told offline from two templates.
//!
//! [`between`] compares what is deployed with what is to be. It lists what happens to each resource, and says on top what
//! that means: what is lost, who may do more ([`access`]), and what clients notice. No I/O, and no
//! panic whatever the templates hold.
//!
//! ```
//! use cfn::Template;
//! use diff::{Action, Topic};
//!
//! let table = |key: &str| {
//!     let json = format!(
//!         r#"{{"Resources": {{"Rooms": {{"Type": "AWS::DynamoDB::Table", "Properties": {{
//!             "KeySchema": [{{"AttributeName": "{key}", "KeyType": "HASH"}}]}}}}}}}}"#
//!     );
//!     Template::from_json("demo", &json)
//! };
//! let difference = diff::between(&table("id")?, &table("roomId")?);
//! assert_eq!(difference.changes[0].action, Action::Replaced);
//! assert_eq!(difference.verdicts[0].topic, Topic::Data);
//! assert_eq!(difference.verdicts[0].message, "the items of the table are lost: it is replaced by an empty one");
//! # Ok::<(), cfn::read::ReadError>(())
//! ```
//!
//! | room | holds |
//! |---|---|
//! | [`change`] | what happens to a resource, property by property |
//! | [`mod@value`] | which values differ, and where |
//! | `moved` | resources that only have another logical id |
//! | `sides` | both templates as they would be deployed, and what becomes of each resource |
//! | `replace` | which changes make a new resource |
//! | `data` | what is lost, deleted sooner or left without protection |
//! | `contract` | what clients notice |
//! | [`access`] | who may do more than before, and who less |
//! | [`verdict`] | a sentence about a change, and its topic |

pub mod access;
pub mod change;
mod contract;
mod data;
mod moved;
mod replace;
mod sides;
pub mod value;
pub mod verdict;

use std::collections::HashMap;

use cfn::{Origin, Template};
use check::{Concrete, Model};

use sides::Sides;

pub use change::{Action, Change, Replacement};
pub use data::held;
pub use value::Edit;
pub use verdict::{Access, Fate, Reach, Topic, Verdict};

/// What a change of a template does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// The resources to which something happens: first those of the new template, in its order, then those that go.
    pub changes: Vec<Change>,
    /// Parameters, mappings, conditions and outputs that differ; their paths begin with the section.
    pub sections: Vec<Edit>,
    /// What that means, gravest first: what is lost, who may do more, what clients notice.
    pub verdicts: Vec<Verdict>,
}

impl Difference {
    /// Whether there is nothing to deploy.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.sections.is_empty()
    }

    /// The verdicts by which somebody may do more than before, or by which nobody can say that they may not: what a
    /// person approves before `deploy --require-approval broadening` goes on.
    pub fn broadening(&self) -> impl Iterator<Item = &Verdict> {
        self.verdicts.iter().filter(|verdict| verdict.broadens())
    }

    /// The verdicts by which something that is stored is deleted: what a person names before `deploy` goes on.
    pub fn losing(&self) -> impl Iterator<Item = &Verdict> {
        self.verdicts.iter().filter(|verdict| verdict.loses())
    }

    /// Whether somebody may do more than before, or nobody can say that they may not.
    pub fn broadens(&self) -> bool {
        self.broadening().next().is_some()
    }

    /// Adds where each resource is declared.
    fn locate(&mut self, old: &Template, new: &Template) {
        for change in &mut self.changes {
            let was = old.origins().get(change.old_id());
            change.origin = new.origins().get(&change.id).or(was).cloned();
        }
        let changed = self.changes.iter();
        let now: HashMap<&str, &Origin> = changed
            .filter_map(|change| Some((change.old_id(), change.origin.as_ref()?)))
            .collect();
        for verdict in &mut self.verdicts {
            let id = verdict.resource.as_str();
            let known = now.get(id).copied().or_else(|| new.origins().get(id));
            verdict.origin = known.cloned();
        }
    }
}

/// Compares what is deployed with what is to be.
pub fn between(old: &Template, new: &Template) -> Difference {
    let mut difference = Difference {
        changes: change::changes(old, new),
        sections: sections(old, new),
        verdicts: Vec::new(),
    };
    if !difference.is_empty() {
        difference.verdicts = verdicts(old, new, &difference.changes);
        difference.locate(old, new);
    }
    difference
}

fn verdicts(old: &Template, new: &Template, changes: &[Change]) -> Vec<Verdict> {
    let concrete = |template| Concrete::new(template, cfn::placeholders(template));
    let (before, after) = (concrete(old), concrete(new));
    let (before, after) = (Model::new(&before), Model::new(&after));
    let sides = Sides::new(&before, &after, changes);
    let mut verdicts = data::verdicts(old, new, &sides);
    verdicts.extend(access::verdicts(old, new, &sides));
    verdicts.extend(contract::verdicts(&sides));
    verdicts
}

/// The sections that hold something besides resources.
const SECTIONS: [&str; 6] = [
    "Parameters",
    "Mappings",
    "Conditions",
    "Transform",
    "Globals",
    "Outputs",
];

fn sections(old: &Template, new: &Template) -> Vec<Edit> {
    let mut edits = Vec::new();
    for section in SECTIONS {
        value::compare(
            section,
            old.tree().get(section),
            new.tree().get(section),
            &mut edits,
        );
    }
    edits
}

#[cfg(test)]
mod tests;
