//! The table `Messages`, and the counter in `Rooms` that numbers them.

use aws_sdk_dynamodb::{
    Client,
    types::{Put, TransactWriteItem, Update},
};
use protocol::{ClientMsgId, RoomId, Text, UserId, Username, limits, tables::messages as table};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{
    caller::Identity,
    clock::Moment,
    rooms,
    store::{self, Item, StoreError, Transaction, number, text},
};

/// How often a message tries for the next number before it gives up, which takes two seconds and four at most: a room
/// takes some 50 messages a second.
const ATTEMPTS: u32 = 16;
/// Where the guard stands in the transaction.
const GUARD: usize = 2;

/// A message before it has a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draft<'a> {
    pub room: &'a RoomId,
    pub sender: &'a Identity,
    pub text: &'a Text,
    pub client_msg_id: Option<&'a ClientMsgId>,
}

/// A stored message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Message {
    #[serde(rename = "roomBucket")]
    pub room_id: RoomId,
    pub seq: u64,
    #[serde(rename = "messageId")]
    pub id: String,
    pub sender_id: UserId,
    pub sender_name: Username,
    pub text: Text,
    pub sent_at: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_msg_id: Option<ClientMsgId>,
    time_seq: String,
    expires_at: u64,
}

/// That a client's message id was used, and for which message.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Guard {
    room_bucket: String,
    /// The range key is a number, so a guard has one that no message has.
    seq: u64,
    room_id: RoomId,
    message_seq: u64,
    expires_at: u64,
}

/// What became of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Appended {
    /// It is stored.
    Stored(Message),
    /// It was stored before, as this.
    Duplicate(Message),
    /// There is no such room.
    NoRoom,
}

/// The table, and the rooms' counters.
#[derive(Clone, Debug)]
pub(crate) struct Messages {
    client: Client,
    rooms: String,
    table: String,
}

impl Messages {
    pub(crate) fn new(client: Client, rooms: String, table: String) -> Self {
        Self { client, rooms, table }
    }

    /// Stores a message under the room's next number, once. (`Rooms`: `GetItem`, `UpdateItem`; `Messages`: `PutItem`,
    /// and `GetItem` for one that was sent before)
    ///
    /// The counter, the message and the guard are written together, so that numbers have no gaps and a message that
    /// is sent again has no second number.
    pub(crate) async fn append(&self, draft: Draft<'_>, now: Moment) -> Result<Appended, StoreError> {
        for attempt in 0..ATTEMPTS {
            let Some(last) = self.last_seq(draft.room).await? else {
                return Ok(Appended::NoRoom);
            };
            let message = Message::new(draft, last + 1, now);
            let items = self.transaction(draft, &message, now)?;
            match store::transact_once(&self.client, "storing a message", items).await? {
                Transaction::Written => return Ok(Appended::Stored(message)),
                Transaction::Refused(places) if places.contains(&GUARD) => return self.first(draft).await,
                // Somebody else took the number, or is about to.
                Transaction::Refused(_) | Transaction::Conflict => store::jitter(attempt).await,
            }
        }
        Err(StoreError::Busy {
            operation: "numbering a message",
        })
    }

    async fn last_seq(&self, room: &RoomId) -> Result<Option<u64>, StoreError> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Counter {
            last_seq: u64,
        }
        let counter = self.get::<Counter>(&self.rooms, rooms::key(room)).await?;
        Ok(counter.map(|counter| counter.last_seq))
    }

    fn transaction(
        &self,
        draft: Draft<'_>,
        message: &Message,
        now: Moment,
    ) -> Result<Vec<TransactWriteItem>, StoreError> {
        let count = Update::builder()
            .table_name(&self.rooms)
            .set_key(Some(rooms::key(draft.room)))
            .update_expression("SET lastSeq = :seq, activitySort = :activity")
            .condition_expression("lastSeq = :last")
            .expression_attribute_values(":seq", number(message.seq))
            .expression_attribute_values(":last", number(message.seq - 1))
            .expression_attribute_values(":activity", text(rooms::activity_sort(draft.room, now)));
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(store::item(message)?))
            .condition_expression("attribute_not_exists(roomBucket)");
        let mut items = vec![
            TransactWriteItem::builder().update(count.build()?).build(),
            TransactWriteItem::builder().put(put.build()?).build(),
        ];
        if let Some(id) = draft.client_msg_id {
            let guard = Put::builder()
                .table_name(&self.table)
                .set_item(Some(store::item(&Guard::new(draft, id, message, now))?))
                // A guard whose time is over may still lie there.
                .condition_expression("attribute_not_exists(roomBucket) OR expiresAt <= :now")
                .expression_attribute_values(":now", number(now.seconds()));
            items.push(TransactWriteItem::builder().put(guard.build()?).build());
        }
        Ok(items)
    }

    /// The message that a draft with the same id became before.
    async fn first(&self, draft: Draft<'_>) -> Result<Appended, StoreError> {
        // The guard says which one; it can only vanish when its time ends this very moment.
        let gone = StoreError::Busy {
            operation: "finding a message that was sent before",
        };
        let Some(id) = draft.client_msg_id else {
            return Err(gone);
        };
        let guard = self
            .get::<Guard>(&self.table, key(&Guard::bucket(draft.sender, id), 0))
            .await?;
        let Some(guard) = guard else { return Err(gone) };
        let message = self
            .get(&self.table, key(guard.room_id.as_str(), guard.message_seq))
            .await?;
        message.map(Appended::Duplicate).ok_or(gone)
    }

    async fn get<T: DeserializeOwned>(&self, table: &str, key: Item) -> Result<Option<T>, StoreError> {
        let get = self
            .client
            .get_item()
            .table_name(table)
            .set_key(Some(key))
            .consistent_read(true);
        let output = get.send().await.map_err(StoreError::call("reading a row"))?;
        Ok(output.item.and_then(store::row))
    }
}

impl Message {
    fn new(draft: Draft<'_>, seq: u64, now: Moment) -> Self {
        Self {
            room_id: draft.room.clone(),
            seq,
            id: Uuid::now_v7().to_string(),
            sender_id: draft.sender.user_id.clone(),
            sender_name: draft.sender.username.clone(),
            text: draft.text.clone(),
            sent_at: now.ms(),
            client_msg_id: draft.client_msg_id.cloned(),
            time_seq: format!("{:013}#{seq:012}", now.ms()),
            expires_at: now.seconds() + limits::MESSAGE_SECONDS,
        }
    }
}

impl Guard {
    fn new(draft: Draft<'_>, id: &ClientMsgId, message: &Message, now: Moment) -> Self {
        Self {
            room_bucket: Self::bucket(draft.sender, id),
            seq: 0,
            room_id: draft.room.clone(),
            message_seq: message.seq,
            expires_at: now.seconds() + limits::GUARD_SECONDS,
        }
    }

    fn bucket(sender: &Identity, id: &ClientMsgId) -> String {
        format!("{}{}#{id}", table::GUARD_PREFIX, sender.user_id)
    }
}

fn key(bucket: &str, seq: u64) -> Item {
    [
        (table::ROOM_BUCKET.to_owned(), text(bucket)),
        (table::SEQ.to_owned(), number(seq)),
    ]
    .into()
}

#[cfg(test)]
mod tests;
