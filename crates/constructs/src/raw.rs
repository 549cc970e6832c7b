//! The way around a construct: properties that it does not know.

use cfn::{Entry, IntoEntry, Map, Tree};

/// Properties to set on a construct's main resource, over whatever the construct says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Raw(Map);

impl Raw {
    pub(crate) fn set(&mut self, name: &str, value: impl Into<Tree>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// What is set, by name.
    pub(crate) fn properties(&self) -> &Map {
        &self.0
    }

    pub(crate) fn onto<E: IntoEntry>(self, resource: E) -> Entry<E::Table> {
        self.0
            .into_iter()
            .fold(resource.into_entry(), |entry, (name, value)| {
                entry.raw_property(&name, value)
            })
    }
}
