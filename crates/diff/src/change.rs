//! What happens to a resource, property by property.

use std::collections::BTreeSet;

use cfn::{Origin, Template, Tree};
use indexmap::IndexMap;

use crate::{
    moved,
    replace::{self, Causes},
    value::{self, Edit},
};

/// What happens to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// It is made.
    Added,
    /// It is changed in place.
    Changed,
    /// Its type has no table: a change may make a new one.
    MayBeReplaced,
    /// A new one is made, then the old one goes.
    Replaced,
    /// The same under another logical id: for CloudFormation, a new one is made and the old one goes.
    Moved,
    /// Its type changes, which CloudFormation refuses under the same logical id.
    Retyped,
    /// It goes; its deletion policy says whether from the account, too.
    Removed,
}

/// Why a resource is replaced.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Replacement {
    /// This property of it can only be set when it is made.
    Property(String),
    /// This property, which can only be set when it is made, refers to a resource that is new.
    Follows {
        /// The property.
        property: String,
        /// The resource.
        resource: String,
    },
}

/// What happens to one resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The logical id, the new one where it changes.
    pub id: String,
    /// The type, the new one where it changes.
    pub kind: String,
    /// What happens.
    pub action: Action,
    /// The logical id that it had, where that was another.
    pub from: Option<String>,
    /// What differs; nothing where it comes or goes as a whole.
    pub edits: Vec<Edit>,
    /// Why it is replaced, if it is.
    pub replacement: Option<Replacement>,
    /// Where the new template's program declares it, or where the old one's did; none where neither says it.
    pub origin: Option<Origin>,
}

impl Action {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::MayBeReplaced => "may be replaced",
            Self::Replaced => "replaced",
            Self::Moved => "moved",
            Self::Retyped => "retyped",
            Self::Removed => "removed",
        }
    }
}

impl Change {
    /// The logical id that the resource has had until now.
    pub fn old_id(&self) -> &str {
        self.from.as_deref().unwrap_or(&self.id)
    }

    /// Whether what the resource held until now goes with it, unless a policy keeps it.
    pub fn ends_the_old_one(&self) -> bool {
        matches!(self.action, Action::Replaced | Action::Moved | Action::Removed)
    }
}

/// The resources by logical id.
pub(crate) type Bodies<'t> = IndexMap<&'t str, &'t Tree>;

pub(crate) fn kind(body: &Tree) -> &str {
    body.get("Type").and_then(Tree::as_str).unwrap_or_default()
}

/// What happens to each resource to which something happens.
pub(crate) fn changes(old: &Template, new: &Template) -> Vec<Change> {
    let (before, after): (Bodies<'_>, Bodies<'_>) = (old.resources().collect(), new.resources().collect());
    let moved = moved::pairs(&before, &after);
    let edits: IndexMap<&str, Vec<Edit>> = after
        .iter()
        .filter_map(|(id, body)| Some((*id, edits(before.get(id)?, body))))
        .collect();
    let fresh: BTreeSet<&str> = after
        .keys()
        .copied()
        .filter(|id| !before.contains_key(id))
        .collect();
    let causes = replace::causes(&before, &after, &edits, fresh);

    let coming = after.iter().filter_map(|(id, body)| match before.get(id) {
        None => Some(newcomer(id, body, moved.get(id).copied())),
        Some(old) => stayer(id, old, body, edits.get(id)?, &causes),
    });
    let kept: BTreeSet<&str> = moved.values().copied().collect();
    let leaving = before
        .iter()
        .filter(|(id, _)| !after.contains_key(*id) && !kept.contains(*id));
    coming
        .chain(leaving.map(|(id, body)| change(id, body, Action::Removed)))
        .collect()
}

fn change(id: &str, body: &Tree, action: Action) -> Change {
    Change {
        id: id.to_owned(),
        kind: kind(body).to_owned(),
        action,
        from: None,
        edits: Vec::new(),
        replacement: None,
        origin: None,
    }
}

fn newcomer(id: &str, body: &Tree, from: Option<&str>) -> Change {
    match from {
        None => change(id, body, Action::Added),
        Some(from) => Change {
            from: Some(from.to_owned()),
            ..change(id, body, Action::Moved)
        },
    }
}

/// What happens to a resource that has been there before, if anything does.
fn stayer(id: &str, old: &Tree, new: &Tree, edits: &[Edit], causes: &Causes<'_>) -> Option<Change> {
    let cause = causes.get(id);
    let action = if kind(old) == kind(new) {
        match cause {
            Some(_) => Action::Replaced,
            None if edits.is_empty() => return None,
            None if replace::is_known(kind(new)) || !edits.iter().any(is_property) => Action::Changed,
            None => Action::MayBeReplaced,
        }
    } else {
        Action::Retyped
    };
    Some(Change {
        edits: edits.to_vec(),
        replacement: cause.cloned().filter(|_| action == Action::Replaced),
        ..change(id, new, action)
    })
}

fn is_property(edit: &Edit) -> bool {
    edit.path.starts_with("Properties")
}

/// What differs between two bodies. The order of what a resource waits for says nothing.
fn edits(old: &Tree, new: &Tree) -> Vec<Edit> {
    let mut edits = Vec::new();
    if old == new {
        return edits;
    }
    let none = Tree::map();
    let keys = |body: &'_ Tree| -> Vec<String> {
        let map = body.as_map();
        map.into_iter().flat_map(|map| map.keys().cloned()).collect()
    };
    let gone = keys(old).into_iter().filter(|key| new.get(key).is_none());
    for key in keys(new).into_iter().chain(gone) {
        match key.as_str() {
            "DependsOn" if waits_for(old) == waits_for(new) => {}
            // A path of its own for each: an object that comes or goes as a whole tells less.
            "Properties" => {
                let side = |body| Tree::get(body, "Properties").unwrap_or(&none);
                value::compare(&key, Some(side(old)), Some(side(new)), &mut edits);
            }
            _ => value::compare(&key, old.get(&key), new.get(&key), &mut edits),
        }
    }
    edits
}

fn waits_for(body: &Tree) -> BTreeSet<&str> {
    let names = body.get("DependsOn").map_or(&[][..], check::items);
    names.iter().filter_map(Tree::as_str).collect()
}
