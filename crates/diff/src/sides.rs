//! Both templates as they would be deployed, and what becomes of each resource.

use std::collections::HashMap;

use check::{Model, Resource};

use crate::{Action, Change};

/// What verdicts are made from.
#[derive(Debug)]
pub(crate) struct Sides<'a> {
    /// What is deployed.
    pub(crate) before: &'a Model<'a>,
    /// What is to be.
    pub(crate) after: &'a Model<'a>,
    /// The changes by the logical id that the resource has had until now.
    changes: HashMap<&'a str, &'a Change>,
}

impl<'a> Sides<'a> {
    pub(crate) fn new(before: &'a Model<'a>, after: &'a Model<'a>, changes: &'a [Change]) -> Self {
        Self {
            before,
            after,
            changes: changes.iter().map(|change| (change.old_id(), change)).collect(),
        }
    }

    /// What happens to a resource of the old template, if anything does.
    pub(crate) fn change(&self, old_id: &str) -> Option<&'a Change> {
        self.changes
            .get(old_id)
            .copied()
            .filter(|change| change.action != Action::Added)
    }

    /// What a resource of the old template is in the new one, by its old logical id.
    pub(crate) fn successor(&self, old_id: &str) -> Option<&'a Resource<'a>> {
        match self.change(old_id) {
            Some(change) if change.action == Action::Removed => None,
            Some(change) => self.after.resource(&change.id),
            None => self.after.resource(old_id),
        }
    }

    /// The old and new logical ids of resources that only have another one.
    pub(crate) fn moves(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let moved = self
            .changes
            .values()
            .filter(|change| change.action == Action::Moved);
        moved.map(|change| (change.old_id(), change.id.as_str()))
    }

    /// Whether two resources, one of each template, are the same one.
    pub(crate) fn is_same(&self, old_id: &str, new_id: &str) -> bool {
        self.successor(old_id)
            .is_some_and(|successor| successor.id == new_id)
    }
}
