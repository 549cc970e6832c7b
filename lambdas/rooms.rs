//! The table `Rooms`: which rooms there are.

use aws_sdk_dynamodb::Client;
use futures_util::future::try_join_all;
use protocol::{
    RoomId, UserId, handshake,
    tables::{SK, rooms as table},
};
use serde::{Deserialize, Serialize};

use crate::{
    clock::Moment,
    store::{self, StoreError, text},
};

/// A room's own row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Room {
    #[serde(rename = "roomId")]
    id: RoomId,
    sk: String,
    visibility: String,
    created_at: u64,
    last_seq: u64,
    directory_key: String,
    activity_sort: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_id: Option<UserId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_sort: Option<String>,
}

/// An entry of `DirectoryIndex`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    room_id: RoomId,
    activity_sort: String,
}

/// The table.
#[derive(Clone, Debug)]
pub(crate) struct Rooms {
    client: Client,
    table: String,
}

impl Rooms {
    pub(crate) fn new(client: Client, table: String) -> Self {
        Self { client, table }
    }

    /// Makes a public room unless there is one of that name; the default room is everybody's, whoever comes first.
    /// (`PutItem`)
    pub(crate) async fn ensure(
        &self,
        room: &RoomId,
        owner: Option<&UserId>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let owner = owner.filter(|_| room.as_str() != handshake::DEFAULT_ROOM);
        let row = Room {
            id: room.clone(),
            sk: table::META_ROW.to_owned(),
            visibility: "public".to_owned(),
            created_at: now.ms(),
            last_seq: 0,
            directory_key: directory_key(store::bucket(room.as_str(), table::DIRECTORY_BUCKETS)),
            activity_sort: activity_sort(room, now),
            owner_id: owner.cloned(),
            owner_sort: owner.map(|_| format!("{:013}#{room}", now.ms())),
        };
        let put = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(store::item(&row)?));
        match put
            .condition_expression("attribute_not_exists(roomId)")
            .send()
            .await
        {
            Ok(_) => Ok(()),
            // The one transaction that writes this row numbers a message, and needs the room for that.
            Err(error) if store::is_condition(&error) || store::is_conflict(&error) => Ok(()),
            Err(error) => Err(StoreError::call("making a room")(error)),
        }
    }

    /// The public rooms, the most active first, at most `limit`; says whether there are more.
    /// (`Query` on `DirectoryIndex`)
    ///
    /// One page per bucket is enough: an entry has less than 300 bytes, so `limit` of them are far below 1 MB.
    pub(crate) async fn most_active(&self, limit: usize) -> Result<(Vec<RoomId>, bool), StoreError> {
        let more_than_limit = i32::try_from(limit + 1).unwrap_or(i32::MAX);
        let buckets = (0..table::DIRECTORY_BUCKETS).map(|bucket| {
            let query = self
                .client
                .query()
                .table_name(&self.table)
                .index_name(table::DIRECTORY_INDEX);
            query
                .key_condition_expression("directoryKey = :bucket")
                .expression_attribute_values(":bucket", text(directory_key(bucket)))
                .scan_index_forward(false)
                .limit(more_than_limit)
                .send()
        });
        let pages = try_join_all(buckets)
            .await
            .map_err(StoreError::call("reading the directory of rooms"))?;
        let mut entries: Vec<Entry> = pages
            .into_iter()
            .flat_map(|page| page.items.unwrap_or_default())
            .filter_map(store::row)
            .collect();
        entries.sort_unstable_by(|a, b| b.activity_sort.cmp(&a.activity_sort));
        let more = entries.len() > limit;
        Ok((
            entries
                .into_iter()
                .take(limit)
                .map(|entry| entry.room_id)
                .collect(),
            more,
        ))
    }
}

/// The key of a room's own row.
pub(crate) fn key(room: &RoomId) -> store::Item {
    [(table::ROOM_ID, room.as_str()), (SK, table::META_ROW)]
        .map(|(name, value)| (name.to_owned(), text(value)))
        .into()
}

/// When a room was active, to ten minutes: a busy room then moves in the directory six times an hour, and not with
/// each message, each of which would cost two writes to a bucket that a tenth of all rooms share.
pub(crate) fn activity_sort(room: &RoomId, now: Moment) -> String {
    const STEP_MS: u64 = 10 * 60 * 1000;
    format!("{:013}#{room}", now.ms() / STEP_MS * STEP_MS)
}

fn directory_key(bucket: u32) -> String {
    format!("public#{bucket}")
}

#[cfg(test)]
mod tests;
