//! The table `Connections`: who is connected, and in which rooms.

mod rows;

use aws_sdk_dynamodb::{
    Client,
    operation::query::builders::QueryFluentBuilder,
    types::{Delete, Put, ReturnValue, TransactWriteItem, Update},
};
use futures_util::{StreamExt, TryStreamExt, future::try_join_all, stream};
use protocol::{
    RoomId, UserId,
    tables::{SK, connections as table},
};

use serde::de::DeserializeOwned;

use crate::{
    caller::{Caller, ConnectionKey},
    clock::Moment,
    store::{self, StoreError, Transaction, number, text},
};

pub(crate) use rows::{Connection, Membership, Presence};

/// How many rows of a connection are deleted at a time.
const DELETES: usize = 8;
/// How many pages of 1 MB are read per shard of a room to count its users: some 5,000 connections each.
const COUNTED_PAGES: usize = 4;
/// How long a handshake can take: authorizer and `$connect` have 29 seconds each.
const PENDING_MS: u64 = 60_000;
/// The condition of every write: the row is there, and of no other connection that was given the same id.
const SAME_CONNECTION: &str = "connectedAt = :connected";

/// The table.
#[derive(Clone, Debug)]
pub(crate) struct Connections {
    client: Client,
    table: String,
}

/// A room's users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Headcount {
    pub users: u64,
    /// Whether all of them were counted.
    pub complete: bool,
}

impl Connections {
    pub(crate) fn new(client: Client, table: String) -> Self {
        Self { client, table }
    }

    /// Writes a new connection and its first membership, both or none. (`PutItem`)
    pub(crate) async fn open(&self, caller: &Caller, room: &RoomId) -> Result<(), StoreError> {
        let connection = Connection::new(caller, room);
        let membership = Membership::new(caller, room, caller.key.connected_at);
        let items = vec![
            self.put(store::item(&connection)?)?,
            self.put(store::item(&membership)?)?,
        ];
        store::transact(&self.client, "storing a connection", items)
            .await
            .map(drop)
    }

    /// Takes back what [`Self::open`] may have written. (`DeleteItem`)
    pub(crate) async fn abandon(&self, key: &ConnectionKey, room: &RoomId) -> Result<(), StoreError> {
        self.delete_row::<Membership>(key, Membership::sort_key(room))
            .await?;
        self.delete_row::<Connection>(key, table::CONNECTION_ROW)
            .await
            .map(drop)
    }

    /// The connection and its rooms, read consistently: what was written a moment ago is seen. (`Query`)
    pub(crate) async fn load(&self, key: &ConnectionKey, now: Moment) -> Result<Presence, StoreError> {
        let rows = store::live_rows(self.rows_of(&key.connection_id), usize::MAX, now).await;
        let (rows, _) = rows.map_err(StoreError::call("reading a connection"))?;
        Ok(Presence::gather(key, rows))
    }

    /// Whether a connection that cannot be reached may be one that is still being made: young, and never greeted.
    /// (`Query`)
    ///
    /// Its rows are written inside `$connect`, so a room sees it before @connections does. Whoever took its 410 for
    /// the end would leave it without rows, connected and deaf.
    pub(crate) async fn is_pending(&self, key: &ConnectionKey, now: Moment) -> Result<bool, StoreError> {
        if now.ms() > key.connected_at + PENDING_MS {
            return Ok(false);
        }
        let presence = self.load(key, now).await?;
        Ok(presence.connection.is_some_and(|row| row.greeted_at.is_none()))
    }

    /// Writes a membership and makes its room the current one; false when the connection is over, so that no row
    /// remains of a connection that nobody will ever clean up. (`UpdateItem`, `PutItem`)
    pub(crate) async fn join(&self, caller: &Caller, room: &RoomId, now: Moment) -> Result<bool, StoreError> {
        let membership = Membership::new(caller, room, now.ms());
        let items = vec![
            self.set_current(&caller.key, Some(room))?,
            self.put(store::item(&membership)?)?,
        ];
        let done = store::transact(&self.client, "joining a room", items).await?;
        Ok(done == Transaction::Written)
    }

    /// Deletes a membership and makes `current` the current room; false when there was no such membership, or the
    /// connection is over. (`DeleteItem`, `UpdateItem`)
    pub(crate) async fn leave(
        &self,
        key: &ConnectionKey,
        room: &RoomId,
        current: Option<&RoomId>,
    ) -> Result<bool, StoreError> {
        let delete = Delete::builder()
            .table_name(&self.table)
            .set_key(Some(row_key(key, Membership::sort_key(room))))
            .condition_expression(SAME_CONNECTION)
            .expression_attribute_values(":connected", number(key.connected_at))
            .build()?;
        let items = vec![
            TransactWriteItem::builder().delete(delete).build(),
            self.set_current(key, current)?,
        ];
        let done = store::transact(&self.client, "leaving a room", items).await?;
        Ok(done == Transaction::Written)
    }

    /// Notes that the welcome was delivered; false when it was noted before, or the connection is over. (`UpdateItem`)
    pub(crate) async fn mark_greeted(&self, key: &ConnectionKey, now: Moment) -> Result<bool, StoreError> {
        let update = self.client.update_item().table_name(&self.table);
        let update = update
            .set_key(Some(row_key(key, table::CONNECTION_ROW)))
            .update_expression("SET greetedAt = :now")
            .condition_expression(format!("{SAME_CONNECTION} AND attribute_not_exists(greetedAt)"))
            .expression_attribute_values(":now", number(now.ms()))
            .expression_attribute_values(":connected", number(key.connected_at));
        match store::write(|| update.clone().send()).await {
            Ok(_) => Ok(true),
            Err(error) if store::is_condition(&error) => Ok(false),
            Err(error) => Err(StoreError::call("marking a greeted connection")(error)),
        }
    }

    /// Deletes every row of exactly this connection, and returns the memberships that this call, and no other,
    /// deleted. Safe to repeat. (`DeleteItem`, `Query`)
    ///
    /// Its own row goes first: [`Self::join`] depends on it, so that nobody can join behind this call's back.
    pub(crate) async fn close(&self, key: &ConnectionKey) -> Result<Vec<Membership>, StoreError> {
        self.delete_row::<Connection>(key, table::CONNECTION_ROW).await?;
        let rows = self.rows_of(&key.connection_id).projection_expression(SK);
        let rows = rows.into_paginator().items().send().try_collect().await;
        let rows = rows.map_err(StoreError::call("reading the rows of a closed connection"))?;
        // By their keys: a row that nobody can read any more is to go as well.
        let sort_keys = rows
            .into_iter()
            .filter_map(|mut row| row.remove(SK)?.as_s().ok().cloned());
        let rooms = sort_keys.filter(|sort_key| sort_key.starts_with(table::ROOM_ROW_PREFIX));
        let deleting = stream::iter(rooms).map(|sort_key| self.delete_row(key, sort_key));
        let deleted: Vec<Option<Membership>> = deleting.buffer_unordered(DELETES).try_collect().await?;
        Ok(deleted.into_iter().flatten().collect())
    }

    /// The connections in a room, in no order. (`Query` on `RoomIndex`)
    ///
    /// The index is a moment behind: somebody who has just joined may be missing.
    pub(crate) async fn in_room(&self, room: &RoomId, now: Moment) -> Result<Vec<ConnectionKey>, StoreError> {
        let shards =
            (0..table::ROOM_SHARDS).map(|shard| store::live_rows(self.shard(room, shard), usize::MAX, now));
        let shards = try_join_all(shards)
            .await
            .map_err(StoreError::call("reading the members of a room"))?;
        Ok(shards.into_iter().flat_map(|(keys, _)| keys).collect())
    }

    /// How many different users are in a room, of the first [`COUNTED_PAGES`] per shard. (`Query` on `RoomIndex`)
    pub(crate) async fn count(&self, room: &RoomId, now: Moment) -> Result<Headcount, StoreError> {
        let shards = (0..table::ROOM_SHARDS).map(|shard| {
            let members = self.shard(room, shard).projection_expression(table::MEMBER_ID);
            store::live_rows::<rows::Member>(members, COUNTED_PAGES, now)
        });
        let shards = try_join_all(shards)
            .await
            .map_err(StoreError::call("counting the members of a room"))?;
        let complete = shards.iter().all(|(_, complete)| *complete);
        let mut users: Vec<UserId> = shards
            .into_iter()
            .flat_map(|(rows, _)| rows)
            .map(|row| row.member_id)
            .collect();
        users.sort_unstable();
        users.dedup();
        Ok(Headcount {
            users: users.len() as u64,
            complete,
        })
    }

    /// The connections of a user. (`Query` on `UserIndex`)
    pub(crate) async fn of_user(&self, user: &UserId, now: Moment) -> Result<Vec<ConnectionKey>, StoreError> {
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(table::USER_INDEX);
        let query = query
            .key_condition_expression("userId = :user")
            .expression_attribute_values(":user", text(user.as_str()));
        let rows = store::live_rows(query, usize::MAX, now).await;
        rows.map(|(keys, _)| keys)
            .map_err(StoreError::call("reading the connections of a user"))
    }

    fn rows_of(&self, connection_id: &str) -> QueryFluentBuilder {
        let query = self.client.query().table_name(&self.table).consistent_read(true);
        query
            .key_condition_expression("connectionId = :connection")
            .expression_attribute_values(":connection", text(connection_id))
    }

    fn shard(&self, room: &RoomId, shard: u32) -> QueryFluentBuilder {
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(table::ROOM_INDEX);
        query
            .key_condition_expression("roomKey = :room")
            .expression_attribute_values(":room", text(rows::room_key(room, shard)))
    }

    fn put(&self, item: store::Item) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .build()?;
        Ok(TransactWriteItem::builder().put(put).build())
    }

    fn set_current(
        &self,
        key: &ConnectionKey,
        room: Option<&RoomId>,
    ) -> Result<TransactWriteItem, StoreError> {
        let update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(row_key(key, table::CONNECTION_ROW)))
            .condition_expression(SAME_CONNECTION)
            .expression_attribute_values(":connected", number(key.connected_at));
        let update = match room {
            Some(room) => update
                .update_expression("SET currentRoom = :room")
                .expression_attribute_values(":room", text(room.as_str())),
            None => update.update_expression("REMOVE currentRoom"),
        };
        Ok(TransactWriteItem::builder().update(update.build()?).build())
    }

    /// Deletes one row of exactly this connection and returns what it held.
    async fn delete_row<T: DeserializeOwned>(
        &self,
        key: &ConnectionKey,
        sort_key: impl Into<String>,
    ) -> Result<Option<T>, StoreError> {
        let delete = self.client.delete_item().table_name(&self.table);
        let delete = delete
            .set_key(Some(row_key(key, sort_key)))
            .condition_expression(SAME_CONNECTION)
            .expression_attribute_values(":connected", number(key.connected_at))
            .return_values(ReturnValue::AllOld);
        match store::write(|| delete.clone().send()).await {
            Ok(output) => Ok(output.attributes.and_then(store::row)),
            Err(error) if store::is_condition(&error) => Ok(None),
            Err(error) => Err(StoreError::call("deleting a row of a connection")(error)),
        }
    }
}

fn row_key(key: &ConnectionKey, sort_key: impl Into<String>) -> store::Item {
    let parts = [
        (table::CONNECTION_ID, text(&key.connection_id)),
        (SK, text(sort_key)),
    ];
    parts.map(|(name, value)| (name.to_owned(), value)).into()
}

#[cfg(test)]
mod tests;
