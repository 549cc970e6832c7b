//! What the service says that happens to each resource.

use aws_sdk_cloudformation::types;

/// What happens to a resource when the change set is executed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceChange {
    /// The logical id; `Parent/Child` for one of a nested stack.
    pub resource: String,
    /// The type.
    pub kind: String,
    /// Its name in the account; none before it is made.
    pub physical_id: Option<String>,
    /// What happens.
    pub action: Action,
    /// Whether a new one is made, and the old one goes.
    pub replacement: Replacement,
    /// What becomes of one that goes; older answers of the service do not say.
    pub fate: Option<Fate>,
    /// What of it changes: `Properties`, `Tags`, `DeletionPolicy`, …
    pub scope: Vec<String>,
    /// Why, property by property.
    pub causes: Vec<Cause>,
}

/// What happens to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// It is made.
    Add,
    /// It changes.
    Modify,
    /// It leaves the stack.
    Remove,
    /// It is taken into the stack.
    Import,
    /// What happens shows only then.
    Dynamic,
    /// The stack's record of it changes, not the resource.
    Sync,
}

/// Whether a new resource is made, and the old one goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Replacement {
    /// It stays.
    No,
    /// That depends on what only shows when the change set is executed.
    Maybe,
    /// It does.
    Yes,
}

/// What becomes of a resource that goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It is deleted.
    Deleted,
    /// It stays in the account, outside of the stack.
    Retained,
    /// It is deleted, and a snapshot of it stays.
    Snapshot,
}

/// Why a property changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The property, such as `KeySchema`; none where another part of the resource changes.
    pub property: Option<String>,
    /// What made it change: a parameter, or another resource; none where the template itself did.
    pub entity: Option<String>,
    /// Whether this alone makes a new resource.
    pub replacement: Replacement,
}

impl ResourceChange {
    /// Reads what the service says; `nested` is the path of the stack inside, empty for the outer one.
    pub(super) fn from_sdk(change: types::ResourceChange, nested: &str) -> Self {
        let action = change.action.as_ref();
        let policy = change.policy_action.as_ref();
        let id = change.logical_resource_id.unwrap_or_default();
        let causes = change.details.unwrap_or_default().into_iter();
        Self {
            resource: format!("{nested}{id}"),
            kind: change.resource_type.unwrap_or_default(),
            physical_id: change.physical_resource_id,
            action: action.map_or(Action::Dynamic, Action::from_sdk),
            replacement: replacement(change.replacement.as_ref(), policy),
            fate: policy.and_then(Fate::from_sdk),
            scope: change
                .scope
                .unwrap_or_default()
                .iter()
                .map(|one| one.as_str().to_owned())
                .collect(),
            causes: causes.filter_map(Cause::from_sdk).collect(),
        }
    }

    /// Whether the resource that is there now goes, as far as that is known.
    pub fn ends_the_old_one(&self) -> Replacement {
        match self.action {
            Action::Remove => Replacement::Yes,
            Action::Modify => self.replacement,
            Action::Dynamic => self.replacement.max(Replacement::Maybe),
            Action::Add | Action::Import | Action::Sync => Replacement::No,
        }
    }
}

impl Action {
    fn from_sdk(action: &types::ChangeAction) -> Self {
        match action {
            types::ChangeAction::Add => Self::Add,
            types::ChangeAction::Modify => Self::Modify,
            types::ChangeAction::Remove => Self::Remove,
            types::ChangeAction::Import => Self::Import,
            types::ChangeAction::SyncWithActual => Self::Sync,
            // A word that is newer than this program promises nothing.
            _ => Self::Dynamic,
        }
    }
}

impl Fate {
    fn from_sdk(policy: &types::PolicyAction) -> Option<Self> {
        match policy {
            types::PolicyAction::Delete | types::PolicyAction::ReplaceAndDelete => Some(Self::Deleted),
            types::PolicyAction::Retain | types::PolicyAction::ReplaceAndRetain => Some(Self::Retained),
            types::PolicyAction::Snapshot | types::PolicyAction::ReplaceAndSnapshot => Some(Self::Snapshot),
            _ => None,
        }
    }
}

impl Cause {
    fn from_sdk(detail: types::ResourceChangeDetail) -> Option<Self> {
        let target = detail.target?;
        let is_dynamic = detail.evaluation == Some(types::EvaluationType::Dynamic);
        let replacement = match target.requires_recreation {
            Some(types::RequiresRecreation::Always) if !is_dynamic => Replacement::Yes,
            Some(types::RequiresRecreation::Always | types::RequiresRecreation::Conditionally) => {
                Replacement::Maybe
            }
            _ => Replacement::No,
        };
        Some(Self {
            property: target.name,
            entity: detail.causing_entity,
            replacement,
        })
    }
}

/// The service says it twice; the graver word counts.
fn replacement(said: Option<&types::Replacement>, policy: Option<&types::PolicyAction>) -> Replacement {
    use types::PolicyAction::{ReplaceAndDelete, ReplaceAndRetain, ReplaceAndSnapshot};
    match (said, policy) {
        (Some(types::Replacement::True), _) => Replacement::Yes,
        (Some(types::Replacement::Conditional), _)
        | (_, Some(ReplaceAndDelete | ReplaceAndRetain | ReplaceAndSnapshot)) => Replacement::Maybe,
        _ => Replacement::No,
    }
}
