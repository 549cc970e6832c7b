//! What a change of a template does on AWS, told offline from two templates.
//!
//! [`between`] compares what is deployed with what is to be. It lists what happens to each resource, and says on top what
//! that means: what is lost ([`data`]), what clients notice ([`contract`]), and who may do more ([`access`]). No I/O, and no
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
//! | `replace` | which changes make a new resource |
//! | [`data`] | what is lost, shortened or left without protection |
//! | [`contract`] | what clients notice |
//! | [`access`] | who may do more than before, and who less |
//! | [`verdict`] | a sentence about a change, and its topic |

pub mod access;
pub mod change;
pub mod contract;
pub mod data;
mod moved;
mod replace;
pub mod value;
pub mod verdict;

use cfn::Template;

pub use change::{Action, Change, Replacement};
pub use value::Edit;
pub use verdict::{Access, Reach, Topic, Verdict};

/// What a change of a template does.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The resources to which something happens: first those of the new template, in its order, then those that go.
    pub changes: Vec<Change>,
    /// Parameters, mappings, conditions and outputs that differ; their paths begin with the section.
    pub sections: Vec<Edit>,
    /// What that means.
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

    /// Whether there is any such verdict.
    pub fn broadens(&self) -> bool {
        self.broadening().next().is_some()
    }
}

/// Compares what is deployed with what is to be.
pub fn between(old: &Template, new: &Template) -> Difference {
    let changes = change::changes(old, new);
    let mut verdicts = data::verdicts(old, new, &changes);
    verdicts.extend(contract::verdicts(old, new, &changes));
    verdicts.extend(access::verdicts(old, new, &changes));
    Difference {
        sections: sections(old, new),
        changes,
        verdicts,
    }
}

/// The sections that hold something besides resources.
const SECTIONS: [&str; 5] = ["Parameters", "Mappings", "Conditions", "Transform", "Outputs"];

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
