//! Reading a table's stream.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use dynoxide::{
    Database, DynoxideError,
    actions::{
        get_records::{self, GetRecordsRequest},
        get_shard_iterator::GetShardIteratorRequest,
    },
    streams::{shard_id, stream_arn},
};
use serde_json::{Value, json};
use tokio::{sync::watch, time::timeout};

use crate::plan::{StartingPosition, StreamView, Table};

/// The streams of the service are read this often when nothing is heard of a change.
const PATIENCE: Duration = Duration::from_secs(1);

/// A change of an item, as functions get it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its place in the stream; later ones compare greater.
    pub sequence: String,
    /// The item's key, the same text for every change of one item.
    pub key: String,
    /// When it happened, to the second.
    pub created: SystemTime,
    /// The record as the function sees it.
    pub value: Arc<Value>,
}

/// A place in a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position(String);

/// Reads the stream of one table.
pub struct Reader {
    database: Database,
    table: String,
    arn: String,
    view: StreamView,
    region: String,
    changes: watch::Receiver<()>,
}

impl Reader {
    /// A reader, if the table has a stream. `changes` says when to look again.
    pub(super) fn new(
        database: Database,
        table: &Table,
        region: &str,
        changes: watch::Receiver<()>,
    ) -> Option<Self> {
        let stream = table.stream.as_ref()?;
        Some(Self {
            database,
            table: table.name.clone(),
            arn: stream.arn.clone(),
            view: stream.view,
            region: region.to_owned(),
            changes,
        })
    }

    /// Where to begin.
    pub fn position(&self, start: StartingPosition) -> Result<Position, DynoxideError> {
        let kind = match start {
            StartingPosition::Oldest => "TRIM_HORIZON",
            StartingPosition::Newest => "LATEST",
        };
        let response = self.database.get_shard_iterator(GetShardIteratorRequest {
            // The label is of no account: the engine goes by the table.
            stream_arn: stream_arn(&self.table, ""),
            shard_id: shard_id(&self.table),
            shard_iterator_type: kind.to_owned(),
            sequence_number: None,
        })?;
        response.shard_iterator.map(Position).ok_or_else(closed)
    }

    /// The next records from a place on, at most `limit`, and the place after them. Empty when there are none yet.
    ///
    /// A write that changed nothing has no record, as on AWS; the engine has one, which is left out here.
    pub fn read(&self, from: &Position, limit: usize) -> Result<(Vec<Record>, Position), DynoxideError> {
        let response = self.database.get_records(GetRecordsRequest {
            shard_iterator: from.0.clone(),
            limit: Some(limit),
        })?;
        let next = response.next_shard_iterator.map(Position).ok_or_else(closed)?;
        let records = response.records.into_iter().filter(changed);
        Ok((records.map(|record| self.record(record)).collect(), next))
    }

    /// Waits until something may have been written since the last call.
    pub async fn wait(&mut self) {
        // The sender lives as long as the database.
        let _ = timeout(PATIENCE, self.changes.changed()).await;
    }

    fn record(&self, record: get_records::Record) -> Record {
        let sequence = record.dynamodb.sequence_number.clone();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole epoch seconds"
        )]
        let seconds = record.dynamodb.approximate_creation_date_time as u64;
        // Keys come sorted out of serde_json's maps: the same key is the same text.
        let key = json!(record.dynamodb.keys).to_string();
        let mut value = json!(record);
        value["awsRegion"] = json!(self.region);
        value["eventSourceARN"] = json!(self.arn);
        let change = &mut value["dynamodb"];
        change["StreamViewType"] = json!(self.view.as_str());
        if let Some(change) = change.as_object_mut() {
            change.retain(|member, _| match member.as_str() {
                "NewImage" => self.view.has_new(),
                "OldImage" => self.view.has_old(),
                _ => true,
            });
        }
        Record {
            sequence,
            key,
            created: UNIX_EPOCH + Duration::from_secs(seconds),
            value: Arc::new(value),
        }
    }
}

/// Whether the write changed the item.
fn changed(record: &get_records::Record) -> bool {
    let (old, new) = (&record.dynamodb.old_image, &record.dynamodb.new_image);
    old.is_none() || old != new
}

fn closed() -> DynoxideError {
    DynoxideError::InternalServerError("the stream has ended".to_owned())
}
