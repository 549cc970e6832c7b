//! The frames that handlers send, from what they know.

use protocol::{
    Chat, CorrelationId, ErrorData, Outbound, Pong, Presence, PrivateMessage, ProtocolError, RoomId,
    RoomList, RoomSummary, Text, UserId, Username, Welcome,
};
use uuid::Uuid;

use crate::{
    caller::{ConnectionKey, Identity},
    clock::Moment,
    messages::Message,
};

pub(crate) fn welcome(
    key: &ConnectionKey,
    identity: &Identity,
    room: Option<&RoomId>,
    id: Option<CorrelationId>,
    now: Moment,
) -> Outbound {
    let message = match room {
        Some(room) => format!("Welcome, {}. You are in {room}.", identity.username),
        None => format!("Welcome, {}. You are in no room.", identity.username),
    };
    Outbound::Welcome(Welcome {
        connection_id: key.connection_id.clone(),
        user_id: identity.user_id.clone(),
        username: identity.username.clone(),
        room_id: room.cloned(),
        message,
        timestamp: now.seconds(),
        sent_at_ms: now.ms(),
        id,
    })
}

pub(crate) fn chat(message: Message) -> Outbound {
    let sent_at = Moment(message.sent_at);
    Outbound::Chat(Chat {
        message_id: message.id,
        room_id: message.room_id,
        sender_id: message.sender_id,
        sender_name: message.sender_name,
        message: message.text,
        timestamp: sent_at.seconds(),
        sent_at_ms: sent_at.ms(),
        seq: message.seq,
        client_msg_id: message.client_msg_id,
    })
}

pub(crate) fn private_message(sender: &Identity, target: UserId, text: Text, now: Moment) -> Outbound {
    Outbound::PrivateMessage(PrivateMessage {
        message_id: Uuid::now_v7().to_string(),
        sender_id: sender.user_id.clone(),
        sender_name: sender.username.clone(),
        target_user_id: target,
        message: text,
        timestamp: now.seconds(),
        sent_at_ms: now.ms(),
    })
}

pub(crate) fn user_joined(user: &UserId, name: &Username, room: &RoomId, now: Moment) -> Outbound {
    Outbound::UserJoined(presence(user, name, room, now))
}

pub(crate) fn user_left(user: &UserId, name: &Username, room: &RoomId, now: Moment) -> Outbound {
    Outbound::UserLeft(presence(user, name, room, now))
}

fn presence(user: &UserId, name: &Username, room: &RoomId, now: Moment) -> Presence {
    Presence {
        user_id: user.clone(),
        username: name.clone(),
        room_id: room.clone(),
        timestamp: now.seconds(),
        sent_at_ms: now.ms(),
    }
}

pub(crate) fn room_list(
    rooms: Vec<RoomSummary>,
    truncated: bool,
    id: Option<CorrelationId>,
    now: Moment,
) -> Outbound {
    Outbound::RoomList(RoomList {
        rooms,
        truncated,
        timestamp: now.seconds(),
        sent_at_ms: now.ms(),
        id,
    })
}

pub(crate) fn pong(id: Option<CorrelationId>, now: Moment) -> Outbound {
    Outbound::Pong(Pong {
        timestamp: now.seconds(),
        sent_at_ms: now.ms(),
        id,
    })
}

pub(crate) fn error(error: ProtocolError, request_id: Option<String>) -> Outbound {
    Outbound::Error(ErrorData {
        message: error.message,
        code: error.code,
        retryable: error.code.retryable(),
        request_id,
        id: error.id,
    })
}
