//! Secondary indexes of tables.

use aws::dynamodb::{self, GlobalSecondaryIndex, LocalSecondaryIndex, ProjectionType};
use cfn::{Diagnostic, Value, sub};

use super::{Billing, Key, key::PrimaryKey};
use crate::{EncryptionKeyRef, Grant, action, place::Place};

/// A secondary index: the same items under another key.
///
/// A global one has a hash key of its own and is eventually consistent; a [local](Index::local) one sorts the items of each
/// hash key of the table in another way.
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
    /// None where it is the table's.
    hash: Option<Key>,
    sort: Option<Key>,
    projection: Projection,
}

#[derive(Clone, Debug)]
enum Projection {
    KeysOnly,
    Include(Vec<String>),
    All,
}

/// An index of a table: only an index that exists can be granted.
#[derive(Clone, Debug)]
pub struct IndexRef {
    table: Value<String>,
    key: Option<EncryptionKeyRef>,
    name: String,
}

impl Index {
    /// An index of the items that have this attribute.
    pub fn new(name: impl Into<String>, hash: Key) -> Self {
        Self {
            name: name.into(),
            hash: Some(hash),
            sort: None,
            projection: Projection::KeysOnly,
        }
    }

    /// Another order of the items that share the table's hash key, which has to have a sort key itself. It can be read
    /// consistently. It is made with the table or never, and with it the items of one hash key hold 10 GB at most.
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let by_author = Index::local("AuthorIndex", Key::string("authorId"));
    /// ```
    pub fn local(name: impl Into<String>, sort: Key) -> Self {
        Self {
            name: name.into(),
            hash: None,
            sort: Some(sort),
            projection: Projection::KeysOnly,
        }
    }

    /// The order of items with the same hash key; items without this attribute are not in the index.
    pub fn sort(mut self, key: Key) -> Self {
        self.sort = Some(key);
        self
    }

    /// Holds these attributes besides the keys, at most 20.
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

    pub(crate) fn is_local(&self) -> bool {
        self.hash.is_none()
    }

    /// Its key, of which a table has the hash where the index is local.
    pub(crate) fn key(&self, table: &PrimaryKey) -> PrimaryKey {
        PrimaryKey {
            hash: self.hash.as_ref().unwrap_or(&table.hash).clone(),
            sort: self.sort.clone(),
        }
    }

    pub(crate) fn to_global(&self, table: &PrimaryKey, billing: Billing) -> GlobalSecondaryIndex {
        let schema = self.key(table).schema();
        let index = GlobalSecondaryIndex::new(self.name.as_str(), schema, self.projection.to_property());
        match billing {
            Billing::OnDemand => index,
            Billing::OnDemandUpTo(limit) => index.on_demand_throughput(limit.on_demand()),
            Billing::Provisioned(capacity) => index.provisioned_throughput(capacity.provisioned()),
            Billing::Scaled(scaling) => index.provisioned_throughput(scaling.least().provisioned()),
        }
    }

    pub(crate) fn to_local(&self, table: &PrimaryKey) -> LocalSecondaryIndex {
        let schema = self.key(table).schema();
        LocalSecondaryIndex::new(self.name.as_str(), schema, self.projection.to_property())
    }

    pub(crate) fn of(&self, table: &Place<dynamodb::Table>) -> IndexRef {
        IndexRef::named(&self.name, table)
    }
}

/// Attributes that an index holds besides keys (DynamoDB quotas): in one index, and in all of a table.
const MOST_INCLUDED: usize = 20;
const MOST_INCLUDED_IN_ALL: usize = 100;
const MOST_LOCAL: usize = 5;

/// What `DynamoDB` would refuse of a table's indexes together.
pub(crate) fn findings(id: &str, key: &PrimaryKey, indexes: &[Index]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let local = indexes.iter().filter(|index| index.is_local()).count();
    if local > 0 && key.sort.is_none() {
        let message = format!("`{id}` has a local index, but no sort key of its own");
        let finding = Diagnostic::error("GW151", message).on(id);
        findings.push(finding.hint("give the table a sort key, or make the index a global one"));
    }
    if local > MOST_LOCAL {
        let message = format!("`{id}` has {local} local indexes, and DynamoDB takes {MOST_LOCAL}");
        let finding = Diagnostic::error("GW151", message).on(id);
        findings.push(finding.hint("make some of them global ones"));
    }
    findings.extend(indexes.iter().filter_map(|index| index.included_finding(id)));
    let included = indexes.iter().map(Index::included).sum::<usize>();
    if included > MOST_INCLUDED_IN_ALL {
        let message = format!(
            "the indexes of `{id}` include {included} attributes together, and DynamoDB takes {MOST_INCLUDED_IN_ALL}"
        );
        findings.push(Diagnostic::error("GW152", message).on(id));
    }
    findings
}

impl Index {
    fn included(&self) -> usize {
        match &self.projection {
            Projection::Include(attributes) => attributes.len(),
            Projection::KeysOnly | Projection::All => 0,
        }
    }

    fn included_finding(&self, id: &str) -> Option<Diagnostic> {
        let included = self.included();
        let message = format!(
            "the index `{}` of `{id}` includes {included} attributes, and DynamoDB takes {MOST_INCLUDED}",
            self.name
        );
        (included > MOST_INCLUDED).then(|| {
            let finding = Diagnostic::error("GW152", message).on(id);
            finding.hint("include fewer and read the rest from the table, or `.include_all()`")
        })
    }
}

impl Projection {
    fn to_property(&self) -> dynamodb::Projection {
        let projection = dynamodb::Projection::new();
        match self {
            Self::KeysOnly => projection.projection_type(ProjectionType::KeysOnly),
            Self::All => projection.projection_type(ProjectionType::All),
            Self::Include(attributes) => projection
                .projection_type(ProjectionType::Include)
                .non_key_attributes(attributes.clone()),
        }
    }
}

impl IndexRef {
    pub(crate) fn named(name: &str, table: &Place<dynamodb::Table>) -> Self {
        Self {
            table: table.arn_text(),
            key: table.key().cloned(),
            name: name.to_owned(),
        }
    }

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
        let query = Grant::new([action!("dynamodb:Query")], [self.arn()]);
        query.and(self.key.as_ref().map(EncryptionKeyRef::read_table))
    }
}
