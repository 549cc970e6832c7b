//! DynamoDB tables.

use aws::dynamodb::{self, BillingMode, StreamViewType};
use cfn::{Construct, Diagnostic, Handle, Scope};

use crate::{Durability, EncryptionKeyRef, place::Place, range, raw::Raw};

mod billing;
mod index;
mod key;
mod operation;
mod reference;
mod scaling;
mod stream;

use key::PrimaryKey;

pub use billing::{Billing, Throughput};
pub use index::{Index, IndexRef};
pub use key::Key;
pub use operation::Operation;
pub use reference::TableRef;
pub use scaling::{Capacity, Scaling};
pub use stream::StreamRef;

/// A DynamoDB table: paid by request, protected from loss and deletion unless told otherwise.
///
/// `INDEXES` counts its indexes, which come back from `add` in the same order, so that a grant cannot name one that does
/// not exist. `S` says whether it has a stream. CloudFormation names the table; functions get the name in their
/// environment.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let rooms = stack.add(
///     "Rooms",
///     Table::new(Key::string("roomId"))
///         .sort(Key::string("sk"))
///         .indexes([Index::new("OwnerIndex", Key::string("ownerId"))])
///         .ttl("expiresAt"),
/// );
/// let [by_owner] = rooms.indexes();
/// stack.add("Message", Function::rust("lambdas", "message").allow(rooms.read()).allow(by_owner.query()));
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
///
/// emits
///
/// ```yaml
/// Rooms:
///   Type: AWS::DynamoDB::Table
///   DeletionPolicy: Retain
///   UpdateReplacePolicy: Retain
///   Properties:
///     KeySchema: [{ AttributeName: roomId, KeyType: HASH }, { AttributeName: sk, KeyType: RANGE }]
///     AttributeDefinitions: # ownerId, roomId and sk, once each
///     BillingMode: PAY_PER_REQUEST
///     DeletionProtectionEnabled: true
///     GlobalSecondaryIndexes: # OwnerIndex, keys only
///     PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }
///     TimeToLiveSpecification: { AttributeName: expiresAt, Enabled: true }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Table<const INDEXES: usize = 0, S = NoStream> {
    settings: Settings,
    indexes: [Index; INDEXES],
    stream: S,
}

#[derive(Clone, Debug)]
struct Settings {
    key: PrimaryKey,
    billing: Billing,
    durability: Durability,
    ttl: Option<String>,
    contributor_insights: bool,
    encryption_key: Option<EncryptionKeyRef>,
    raw: Raw,
}

/// The state of a table without a stream.
#[derive(Clone, Copy, Debug)]
pub struct NoStream;

/// The state of a table with a stream: what the stream says about a changed item.
pub type StreamView = StreamViewType;

/// Whether a table has a stream: [`NoStream`] or a [`StreamView`].
pub trait Streaming: sealed::Sealed + Copy {
    #[doc(hidden)]
    fn view(self) -> Option<StreamView>;
}

impl Streaming for NoStream {
    fn view(self) -> Option<StreamView> {
        None
    }
}

impl Streaming for StreamView {
    fn view(self) -> Option<StreamView> {
        Some(self)
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::NoStream {}
    impl Sealed for super::StreamView {}
}

impl Table {
    /// A table whose items this attribute tells apart, alone or together with a sort key.
    pub fn new(hash: Key) -> Self {
        Self {
            settings: Settings {
                key: PrimaryKey { hash, sort: None },
                billing: Billing::default(),
                durability: Durability::default(),
                ttl: None,
                contributor_insights: false,
                encryption_key: None,
                raw: Raw::default(),
            },
            indexes: [],
            stream: NoStream,
        }
    }
}

impl<S> Table<0, S> {
    /// The table's indexes, at most 20 global and 5 local ones; [`TableRef::indexes`] returns them in this order.
    ///
    /// One deployment can make or delete one index of a table that stands already.
    pub fn indexes<const INDEXES: usize>(self, indexes: [Index; INDEXES]) -> Table<INDEXES, S> {
        const {
            range::demand(INDEXES <= 25, "a table has 25 indexes at most");
        };
        Table {
            settings: self.settings,
            indexes,
            stream: self.stream,
        }
    }
}

impl<const INDEXES: usize> Table<INDEXES, NoStream> {
    /// Keeps the changes of the last 24 hours for a function to read.
    pub fn stream(self, view: StreamView) -> Table<INDEXES, StreamView> {
        Table {
            settings: self.settings,
            indexes: self.indexes,
            stream: view,
        }
    }
}

impl<const INDEXES: usize, S> Table<INDEXES, S> {
    /// The order of items with the same hash key.
    pub fn sort(mut self, key: Key) -> Self {
        self.settings.key.sort = Some(key);
        self
    }

    /// Deletes items some days after the time in this attribute: a number of **seconds** since 1970. Readers filter on it
    /// all the same, because until then the items are there.
    pub fn ttl(mut self, attribute: impl Into<String>) -> Self {
        self.settings.ttl = Some(attribute.into());
        self
    }

    /// How table and indexes are paid for (default by request).
    pub fn billing(mut self, billing: Billing) -> Self {
        self.settings.billing = billing;
        self
    }

    /// How much its data is worth (default protected).
    pub fn durability(mut self, durability: Durability) -> Self {
        self.settings.durability = durability;
        self
    }

    /// Reports which keys are read, written and throttled most, at a price.
    pub fn contributor_insights(mut self) -> Self {
        self.settings.contributor_insights = true;
        self
    }

    /// Encrypts with a key of your own (default: one of the service). Whoever uses the table gets to use it with their
    /// grants.
    pub fn encryption_key(mut self, key: &EncryptionKeyRef) -> Self {
        self.settings.encryption_key = Some(key.clone());
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<cfn::Tree>) -> Self {
        self.settings.raw.set(name, value);
        self
    }
}

impl<const INDEXES: usize, S: Streaming> Construct for Table<INDEXES, S> {
    type Output = TableRef<INDEXES, S>;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> TableRef<INDEXES, S> {
        let key = self.settings.encryption_key.clone();
        let handle = self.settings.build(scope, id, &self.indexes, self.stream.view());
        TableRef::made(Place::made(handle).encrypted_by(key), &self.indexes, self.stream)
    }
}

/// What does not depend on the number of indexes is compiled once, here, and not once per table.
impl Settings {
    fn build(
        self,
        scope: &mut Scope<'_>,
        id: &str,
        indexes: &[Index],
        stream: Option<StreamView>,
    ) -> Handle<dynamodb::Table> {
        for finding in self.findings(id, indexes) {
            scope.report(finding);
        }
        let definitions = key::definitions(&self.keys(indexes));
        let mut table = dynamodb::Table::new(self.key.schema(), definitions);
        table = match self.billing {
            Billing::OnDemand => table.billing_mode(BillingMode::PayPerRequest),
            Billing::OnDemandUpTo(limit) => table
                .billing_mode(BillingMode::PayPerRequest)
                .on_demand_throughput(limit.on_demand()),
            Billing::Provisioned(capacity) => table
                .billing_mode(BillingMode::Provisioned)
                .provisioned_throughput(capacity.provisioned()),
            Billing::Scaled(scaling) => table
                .billing_mode(BillingMode::Provisioned)
                .provisioned_throughput(scaling.least().provisioned()),
        };
        table = self.with_indexes(table, indexes);
        if self.contributor_insights {
            let insights = dynamodb::ContributorInsightsSpecification::new(true);
            table = table.contributor_insights_specification(insights);
        }
        if let Some(key) = &self.encryption_key {
            let encryption = dynamodb::SseSpecification::new(true);
            let encryption = encryption
                .kms_master_key_id(key.arn())
                .sse_type(dynamodb::SseType::Kms);
            table = table.sse_specification(encryption);
        }
        if self.durability.protects() {
            let recovery = dynamodb::PointInTimeRecoverySpecification::new();
            table = table
                .deletion_protection_enabled(true)
                .point_in_time_recovery_specification(recovery.point_in_time_recovery_enabled(true));
        }
        if let Some(view) = stream {
            table = table.stream_specification(dynamodb::StreamSpecification::new(view));
        }
        if let Some(attribute) = &self.ttl {
            let ttl = dynamodb::TimeToLiveSpecification::new(true).attribute_name(attribute);
            table = table.time_to_live_specification(ttl);
        }
        let handle = scope.add(id, self.raw.onto(self.durability.entry(table)));
        if let Billing::Scaled(scaling) = self.billing {
            scaling.attach(scope, &handle, indexes);
        }
        handle
    }

    fn with_indexes(&self, table: dynamodb::Table, indexes: &[Index]) -> dynamodb::Table {
        let (local, global): (Vec<_>, Vec<_>) = indexes.iter().partition(|index| index.is_local());
        let global: Vec<_> = global
            .iter()
            .map(|index| index.to_global(&self.key, self.billing))
            .collect();
        let local: Vec<_> = local.iter().map(|index| index.to_local(&self.key)).collect();
        let table = if global.is_empty() {
            table
        } else {
            table.global_secondary_indexes(global)
        };
        if local.is_empty() {
            table
        } else {
            table.local_secondary_indexes(local)
        }
    }

    fn keys(&self, indexes: &[Index]) -> Vec<PrimaryKey> {
        let of_indexes = indexes.iter().map(|index| index.key(&self.key));
        std::iter::once(self.key.clone()).chain(of_indexes).collect()
    }

    fn findings(&self, id: &str, indexes: &[Index]) -> Vec<Diagnostic> {
        let twice = indexes.iter().enumerate().filter_map(|(place, index)| {
            let before = &indexes[..place];
            let message = format!("`{id}` has two indexes with the name `{}`", index.name());
            before.iter().any(|other| other.name() == index.name()).then(|| {
                Diagnostic::error("GW109", message)
                    .on(id)
                    .hint("give one of them another name")
            })
        });
        let keys = self.keys(indexes);
        key::findings(&keys, id)
            .into_iter()
            .chain(key::same_twice(&keys, id))
            .chain(twice)
            .chain(index::findings(id, &self.key, indexes))
            .collect()
    }
}

#[cfg(test)]
mod tests;
