//! The function `greeter`: welcomes new connections and announces them, on the stream of `Connections`.
//!
//! A stream delivers at least once, in order, and stops at a record that fails. So what was greeted is marked, what
//! cannot be read is skipped, and only what may succeed later is reported as failed.
//!
//! | table | operations |
//! |---|---|
//! | `Connections` | `Query`, `UpdateItem`, `DeleteItem`; `Query` on `RoomIndex` |
//! | stream of `Connections` | read |
//! | @connections | POST |

use std::time::Duration;

use aws_lambda_events::{
    dynamodb::{Event, EventRecord},
    streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse},
};
use futures_util::{StreamExt, stream};
use protocol::tables::{SK, connections as table};

use crate::{
    audience::{Actor, Audience},
    clock::{Deadline, Moment},
    connections::{Connection, Presence},
    environment, frames,
    post::Outcome,
    process,
    store::{self, StoreError},
};

/// How many connections are greeted at a time.
const CONCURRENCY: usize = 64;
/// How many are announced at a time: each is a fan-out with a bound of its own, and a room that fills at once must not
/// multiply the two.
const ANNOUNCEMENTS: usize = 4;
/// How long a connection may stay unreachable after its row was written. `connect` answers at once then, and one
/// that never comes holds up all that are behind it in the stream.
const PATIENCE: Duration = Duration::from_secs(3);

/// Runs the function until Lambda ends it.
pub async fn run() -> Result<(), lambda_runtime::Error> {
    let environment = environment::of_this_process();
    let greeter = Greeter {
        audience: environment.audience()?,
    };
    process::serve(|event, deadline| greeter.handle(event, deadline)).await
}

/// Why a connection was not greeted, although it may be at the next attempt.
#[derive(Debug, thiserror::Error)]
enum NotYet {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the welcome was not delivered")]
    Post,
}

pub(crate) struct Greeter {
    pub audience: Audience,
}

impl Greeter {
    pub(crate) async fn handle(&self, event: Event, deadline: Deadline) -> DynamoDbEventResponse {
        let welcomes = stream::iter(event.records).map(|record| self.record(record, deadline));
        let outcomes: Vec<Result<Option<Connection>, Option<String>>> =
            welcomes.buffer_unordered(CONCURRENCY).collect().await;
        let mut response = DynamoDbEventResponse::default();
        let mut arrived = Vec::new();
        for outcome in outcomes {
            match outcome {
                Ok(new) => arrived.extend(new),
                Err(number) => response.batch_item_failures.extend(number.map(failure)),
            }
        }
        // Afterwards, so that nobody misses the others for not being reachable yet.
        stream::iter(arrived)
            .for_each_concurrent(ANNOUNCEMENTS, |new| self.announce(new, deadline))
            .await;
        response
    }

    /// Welcomes, and returns whom to announce; the error is the number of a record that must come again.
    async fn record(
        &self,
        record: EventRecord,
        deadline: Deadline,
    ) -> Result<Option<Connection>, Option<String>> {
        let sequence_number = record.change.sequence_number.clone();
        let Some(new) = new_connection(record) else {
            return Ok(None);
        };
        match self.greet(&new, deadline).await {
            Ok(arrived) => Ok(arrived.then_some(new)),
            Err(error) => {
                tracing::error!(%error, connection_id = new.id, "a connection was not greeted");
                Err(sequence_number)
            }
        }
    }

    /// Whether somebody was welcomed who is to be announced.
    async fn greet(&self, new: &Connection, deadline: Deadline) -> Result<bool, NotYet> {
        let Some(welcomed) = self.welcome(new, deadline.at_most(PATIENCE)).await? else {
            return Ok(false);
        };
        // False when another delivery of this record was quicker.
        let first = self
            .audience
            .connections
            .mark_greeted(&new.key(), Moment::now())
            .await?;
        // A room that was left before the stream came this far was told so: an arrival now would stand for ever.
        Ok(first && welcomed.is_in(&new.first_room))
    }

    async fn announce(&self, new: Connection, deadline: Deadline) {
        let joined = frames::user_joined(&new.user_id, &new.username, &new.first_room, Moment::now());
        self.audience
            .tell_room(&new.first_room, &joined, (&new.key(), Actor::Excluded), deadline)
            .await;
    }

    /// Posts the welcome, and returns where it found the connection; none when there is nobody to welcome, or it was
    /// done before.
    async fn welcome(&self, new: &Connection, deadline: Deadline) -> Result<Option<Presence>, NotYet> {
        let key = new.key();
        for attempt in 0.. {
            let now = Moment::now();
            let presence = self.audience.connections.load(&key, now).await?;
            if presence
                .connection
                .as_ref()
                .is_none_or(|row| row.greeted_at.is_some())
            {
                return Ok(None);
            }
            let welcome = frames::welcome(&key, &new.identity(), presence.current_room(), None, now);
            match self.audience.post.one(&key, &welcome).await {
                Outcome::Delivered => return Ok(Some(presence)),
                Outcome::Failed => return Err(NotYet::Post),
                // Still inside `$connect`, or over: until the time is up nobody can tell.
                Outcome::Gone if !deadline.has_passed() => store::jitter(attempt).await,
                Outcome::Gone => break,
            }
        }
        // It was never announced, so nobody has to learn that it left.
        tracing::info!(connection_id = key.connection_id, "gone before it was greeted");
        self.audience.connections.close(&key).await?;
        Ok(None)
    }
}

fn failure(sequence_number: String) -> DynamoDbBatchItemFailure {
    let mut failure = DynamoDbBatchItemFailure::default();
    failure.item_identifier = Some(sequence_number);
    failure
}

/// The connection that a record is about; none when it is about something else, or cannot be read.
fn new_connection(record: EventRecord) -> Option<Connection> {
    if record.event_name != "INSERT" {
        return None;
    }
    let image = record.change.new_image;
    match image.get(SK) {
        Some(serde_dynamo::AttributeValue::S(sk)) if sk == table::CONNECTION_ROW => {}
        _ => return None,
    }
    serde_dynamo::from_item(image)
        .inspect_err(|error| tracing::error!(%error, "skipped an unreadable record of a connection"))
        .ok()
}

#[cfg(test)]
mod tests;
