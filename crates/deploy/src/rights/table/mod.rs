//! Resource type to actions.
//!
//! The source is one for all types: the permissions that each type's registry schema lists for its handlers (create,
//! read, update, delete), held against the schemas by the test `handlers`. What a schema lists for features that no
//! property of ours turns on is left out; so are reads and writes of data, which some schemas list for imports and
//! replicas. The ARN that an action is on is the service's, from the service authorization reference.

mod compute;
mod data;
mod front;
mod identity;
mod messaging;
mod watch;

use cfn::Tree;

/// What one resource type needs, on one kind of ARN.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) cfn_type: &'static str,
    pub(super) on: On,
    /// The service, a colon, and its actions with spaces between.
    pub(super) actions: &'static str,
    /// The property without which it is not needed; none: always.
    pub(super) when: Option<&'static str>,
}

/// Which ARNs.
#[derive(Clone, Copy, Debug)]
pub(super) enum On {
    /// The resource's own.
    Own,
    /// The resource's own, and what is in it: the ARN with this behind it.
    OwnAnd(&'static str),
    /// The one that a property names, by name or ARN; the form has `{name}`.
    Named(&'static str, &'static str),
    /// The same for types whose made-up names have the logical id and not the stack's name, with this before it.
    Logical(&'static str, &'static str, &'static str),
    /// The bucket that a property names, with this behind it.
    Bucket(&'static str, &'static str),
    /// Always these.
    Fixed(&'static [&'static str]),
}

/// Services that know no resources for an action.
pub(super) const EVERYTHING: On = On::Fixed(&["*"]);

const fn row(cfn_type: &'static str, on: On, actions: &'static str) -> Row {
    Row {
        cfn_type,
        on,
        actions,
        when: None,
    }
}

impl Row {
    const fn when(self, property: &'static str) -> Self {
        Self {
            when: Some(property),
            ..self
        }
    }

    /// Whether a resource with these properties needs it.
    pub(super) fn applies(&self, properties: Option<&Tree>) -> bool {
        let set = |property| properties.is_some_and(|properties| properties.get(property).is_some());
        self.when.is_none_or(set)
    }

    /// The actions, each with its service.
    pub(super) fn actions(&self) -> impl Iterator<Item = String> {
        let (service, names) = self.actions.split_once(':').unwrap_or_default();
        names
            .split_whitespace()
            .map(move |name| format!("{service}:{name}"))
    }
}

/// All that is known of a type.
pub(super) fn rows(cfn_type: &str) -> impl Iterator<Item = &'static Row> {
    all().filter(move |row| row.cfn_type == cfn_type)
}

/// Whether CloudFormation begins the names that it makes up for a type with the stack's name; others have ids.
pub(super) fn is_named_by_stack(cfn_type: &str) -> bool {
    rows(cfn_type).any(|row| matches!(row.on, On::Own | On::OwnAnd(_) | On::Bucket(..)))
}

/// Everything that is known.
pub(super) fn all() -> impl Iterator<Item = &'static Row> {
    [
        front::ROWS,
        compute::ROWS,
        data::ROWS,
        messaging::ROWS,
        identity::ROWS,
        watch::ROWS,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests;
