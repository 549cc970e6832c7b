//! Secondary indexes of tables.

use aws::dynamodb::{self, GlobalSecondaryIndex, ProjectionType};
use cfn::{Arn, Value, sub};

use crate::{Billing, Grant, Key, action, key::PrimaryKey};

/// A global secondary index: the same items under another key, eventually consistent.
///
/// It holds the keys alone unless told otherwise, because everything that is projected is written, and paid, twice.
///
/// ```
/// use constructs::prelude::*;
/// let by_user = Index::new("UserIndex", Key::string("userId"))
///     .sort(Key::string("connectionId"))
///     .include(["username", "expiresAt"]);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Index {
    name: String,
    key: PrimaryKey,
    projection: Projection,
}

#[derive(Clone, Debug)]
enum Projection {
    KeysOnly,
    Include(Vec<String>),
    All,
}

/// An index of a table of the stack: only an index that exists can be granted.
#[derive(Clone, Debug)]
pub struct IndexRef {
    table: Value<Arn<dynamodb::Table>>,
    name: String,
}

impl Index {
    /// An index of the items that have this attribute.
    pub fn new(name: impl Into<String>, hash: Key) -> Self {
        Self {
            name: name.into(),
            key: PrimaryKey { hash, sort: None },
            projection: Projection::KeysOnly,
        }
    }

    /// The order of items with the same hash key; items without this attribute are not in the index.
    pub fn sort(mut self, key: Key) -> Self {
        self.key.sort = Some(key);
        self
    }

    /// Holds these attributes besides the keys.
    pub fn include<A: Into<String>>(mut self, attributes: impl IntoIterator<Item = A>) -> Self {
        self.projection = Projection::Include(attributes.into_iter().map(Into::into).collect());
        self
    }

    /// Holds every attribute: each write to the table costs twice.
    pub fn include_all(mut self) -> Self {
        self.projection = Projection::All;
        self
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn key(&self) -> &PrimaryKey {
        &self.key
    }

    pub(crate) fn to_property(&self, billing: Billing) -> GlobalSecondaryIndex {
        let projection = match &self.projection {
            Projection::KeysOnly => dynamodb::Projection::new().projection_type(ProjectionType::KeysOnly),
            Projection::All => dynamodb::Projection::new().projection_type(ProjectionType::All),
            Projection::Include(attributes) => dynamodb::Projection::new()
                .projection_type(ProjectionType::Include)
                .non_key_attributes(attributes.clone()),
        };
        let index = GlobalSecondaryIndex::new(self.name.as_str(), self.key.schema(), projection);
        match billing {
            Billing::OnDemand => index,
            Billing::OnDemandUpTo(limit) => index.on_demand_throughput(limit.on_demand()),
            Billing::Provisioned(capacity) => index.provisioned_throughput(capacity.provisioned()),
        }
    }

    pub(crate) fn of(&self, table: Value<Arn<dynamodb::Table>>) -> IndexRef {
        IndexRef {
            table,
            name: self.name.clone(),
        }
    }
}

impl IndexRef {
    /// The index's name, which a query names.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its ARN.
    pub fn arn(&self) -> Value<String> {
        sub!("{}/index/{}", &self.table, &self.name)
    }

    /// Querying this index, and no other and not the table.
    pub fn query(&self) -> Grant {
        Grant::new([action!("dynamodb:Query")], [self.arn()])
    }
}
