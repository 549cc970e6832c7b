//! The rows of the table, and their keys.

use protocol::{RoomId, UserId, Username, limits, tables::connections as table};
use serde::{Deserialize, Serialize};

use crate::{
    caller::{Caller, ConnectionKey, Identity},
    store,
};

/// A connection's own row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Connection {
    #[serde(rename = "connectionId")]
    pub id: String,
    sk: String,
    pub connected_at: u64,
    pub user_id: UserId,
    pub username: Username,
    guest: bool,
    pub first_room: RoomId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_room: Option<RoomId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub greeted_at: Option<u64>,
    expires_at: u64,
}

impl Connection {
    pub(crate) fn new(caller: &Caller, room: &RoomId) -> Self {
        let (key, identity) = (&caller.key, &caller.identity);
        Self {
            id: key.connection_id.clone(),
            sk: table::CONNECTION_ROW.to_owned(),
            connected_at: key.connected_at,
            user_id: identity.user_id.clone(),
            username: identity.username.clone(),
            guest: identity.guest,
            first_room: room.clone(),
            current_room: Some(room.clone()),
            greeted_at: None,
            expires_at: expires_at(key),
        }
    }

    pub(crate) fn key(&self) -> ConnectionKey {
        ConnectionKey {
            connection_id: self.id.clone(),
            connected_at: self.connected_at,
        }
    }

    pub(crate) fn identity(&self) -> Identity {
        Identity {
            user_id: self.user_id.clone(),
            username: self.username.clone(),
            guest: self.guest,
        }
    }
}

/// That a connection is in a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Membership {
    connection_id: String,
    sk: String,
    connected_at: u64,
    room_key: String,
    pub room_id: RoomId,
    pub member_id: UserId,
    pub username: Username,
    pub joined_at: u64,
    expires_at: u64,
}

impl Membership {
    pub(crate) fn new(caller: &Caller, room: &RoomId, joined_at: u64) -> Self {
        let (key, identity) = (&caller.key, &caller.identity);
        Self {
            connection_id: key.connection_id.clone(),
            sk: Self::sort_key(room),
            connected_at: key.connected_at,
            room_key: room_key(room, store::bucket(&key.connection_id, table::ROOM_SHARDS)),
            room_id: room.clone(),
            member_id: identity.user_id.clone(),
            username: identity.username.clone(),
            joined_at,
            expires_at: expires_at(key),
        }
    }

    pub(crate) fn sort_key(room: &RoomId) -> String {
        format!("{}{room}", table::ROOM_ROW_PREFIX)
    }
}

/// A connection, if it is not over, and its rooms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Presence {
    pub connection: Option<Connection>,
    pub memberships: Vec<Membership>,
}

impl Presence {
    /// Sorts the rows; those of another connection that had the same id are left out.
    pub(super) fn gather(key: &ConnectionKey, rows: Vec<Row>) -> Self {
        let mut presence = Self::default();
        for row in rows {
            match row {
                Row::Membership(row) if row.connected_at == key.connected_at => {
                    presence.memberships.push(row);
                }
                Row::Connection(row) if row.connected_at == key.connected_at => {
                    presence.connection = Some(row);
                }
                Row::Membership(_) | Row::Connection(_) => {}
            }
        }
        presence
    }

    pub(crate) fn is_in(&self, room: &RoomId) -> bool {
        self.memberships
            .iter()
            .any(|membership| membership.room_id == *room)
    }

    /// The current room; none after leaving the last one.
    pub(crate) fn current_room(&self) -> Option<&RoomId> {
        self.connection.as_ref()?.current_room.as_ref()
    }

    /// The current room once `left` is left: the same, or else the one that was joined last.
    pub(crate) fn current_without(&self, left: &RoomId) -> Option<&RoomId> {
        let current = self.current_room().filter(|room| *room != left);
        let others = self
            .memberships
            .iter()
            .filter(|membership| membership.room_id != *left);
        current.or_else(|| {
            others
                .max_by_key(|membership| membership.joined_at)
                .map(|latest| &latest.room_id)
        })
    }
}

/// A row, told apart by what it holds: only a membership has a `roomKey`.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Row {
    Membership(Membership),
    Connection(Connection),
}

/// What counting needs of an entry of `RoomIndex`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Member {
    pub member_id: UserId,
}

pub(super) fn room_key(room: &RoomId, shard: u32) -> String {
    format!("{room}#{shard}")
}

/// In seconds, as the table's TTL counts; the gateway's times are in milliseconds.
fn expires_at(key: &ConnectionKey) -> u64 {
    key.connected_at / 1000 + limits::CONNECTION_ROW_SECONDS
}
