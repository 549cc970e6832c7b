//! What clients receive.

use serde::{Deserialize, Serialize};

use crate::{ClientMsgId, CorrelationId, ErrorCode, RoomId, Text, UserId, Username};

/// A frame to a client: `{"type":T,"data":{..}}`.
///
/// `timestamp` is in seconds since 1970, as existing clients expect; fields that end in `Ms` are in milliseconds.
/// Clients must ignore types and fields that they do not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum Outbound {
    /// The connection is made; comes by itself, and as the answer to `hello`.
    Welcome(Welcome),
    /// Somebody, the receiver included, spoke in a room.
    Chat(Chat),
    /// Somebody entered a room; to the one who joined it is the acknowledgement.
    UserJoined(Presence),
    /// Somebody left a room; to the one who left it is the acknowledgement.
    UserLeft(Presence),
    /// Somebody spoke to the receiver alone; the sender's connections get it too.
    PrivateMessage(PrivateMessage),
    /// The public rooms, the most active first.
    RoomList(RoomList),
    /// A message was refused or has failed.
    Error(ErrorData),
    /// The answer to `ping`.
    Pong(Pong),
}

impl Outbound {
    /// The frame as JSON, in UTF-8 and without escapes of other scripts.
    pub fn encode(&self) -> String {
        // Structs of texts and numbers cannot fail to become JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a frame, for clients. An error means a frame of a newer server, or one of the gateway's own.
    pub fn decode(frame: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(frame)
    }
}

/// The data of `welcome`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Welcome {
    /// The connection's id.
    pub connection_id: String,
    /// Who the server thinks that the client is.
    pub user_id: UserId,
    /// The name that others see.
    pub username: Username,
    /// The current room; none after leaving the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_id: Option<RoomId>,
    /// A greeting for people.
    pub message: String,
    /// When, in seconds.
    pub timestamp: u64,
    /// When, in milliseconds.
    pub sent_at_ms: u64,
    /// The `id` of the `hello`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<CorrelationId>,
}

/// The data of `chat`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Chat {
    /// The message's id; ids sort by time.
    pub message_id: String,
    /// The room.
    pub room_id: RoomId,
    /// The sender's id.
    pub sender_id: UserId,
    /// The sender's name.
    pub sender_name: Username,
    /// The text.
    pub message: Text,
    /// When it was stored, in seconds.
    pub timestamp: u64,
    /// When it was stored, in milliseconds.
    pub sent_at_ms: u64,
    /// Its number within the room, from 1 without gaps: frames may arrive in any order, and this is the right one.
    pub seq: u64,
    /// The id that the sender's client gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_msg_id: Option<ClientMsgId>,
}

/// The data of `user_joined` and `user_left`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Presence {
    /// Who.
    pub user_id: UserId,
    /// The name that others see.
    pub username: Username,
    /// The room.
    pub room_id: RoomId,
    /// When, in seconds.
    pub timestamp: u64,
    /// When, in milliseconds.
    pub sent_at_ms: u64,
}

/// The data of `private_message`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PrivateMessage {
    /// The message's id; ids sort by time.
    pub message_id: String,
    /// The sender's id.
    pub sender_id: UserId,
    /// The sender's name.
    pub sender_name: Username,
    /// The receiver: on the sender's own connections, this says whom it went to.
    pub target_user_id: UserId,
    /// The text.
    pub message: Text,
    /// When, in seconds.
    pub timestamp: u64,
    /// When, in milliseconds.
    pub sent_at_ms: u64,
}

/// The data of `room_list`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoomList {
    /// At most [`limits::ROOMS_LISTED`](crate::limits::ROOMS_LISTED) rooms, the most active first.
    pub rooms: Vec<RoomSummary>,
    /// Whether there are more rooms than are listed.
    pub truncated: bool,
    /// When, in seconds.
    pub timestamp: u64,
    /// When, in milliseconds.
    pub sent_at_ms: u64,
    /// The `id` of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<CorrelationId>,
}

/// A room in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoomSummary {
    /// The room.
    pub room_id: RoomId,
    /// How many users, not connections, are in it.
    pub active_users: u64,
    /// Whether counting stopped at `activeUsers` and there may be more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub or_more: bool,
}

/// The data of `error`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorData {
    /// What went wrong, for people.
    pub message: String,
    /// What went wrong, for programs.
    pub code: ErrorCode,
    /// Whether sending the same message again can help.
    pub retryable: bool,
    /// The gateway's id of the request: the one to search the logs for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The `id` of the message that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<CorrelationId>,
}

/// The data of `pong`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pong {
    /// When, in seconds.
    pub timestamp: u64,
    /// When, in milliseconds.
    pub sent_at_ms: u64,
    /// The `id` of the `ping`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<CorrelationId>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits;

    fn chat(message: Text) -> Chat {
        Chat {
            message_id: "0198f0c2-1111-7000-8000-000000000000".to_owned(),
            room_id: RoomId::parse("r".repeat(limits::ROOM_ID)).unwrap(),
            sender_id: UserId::parse("u".repeat(limits::USER_ID)).unwrap(),
            sender_name: Username::parse("\"".repeat(limits::USERNAME)).unwrap(),
            message,
            timestamp: 1_772_719_651,
            sent_at_ms: 1_772_719_651_201,
            seq: 7,
            client_msg_id: ClientMsgId::parse("\"".repeat(limits::CLIENT_ID)).ok(),
        }
    }

    #[test]
    fn names_are_those_of_the_wire() {
        let mut data = chat(Text::parse("grüß dich").unwrap());
        data.client_msg_id = None;
        data.sender_name = Username::parse("Ann").unwrap();
        data.sender_id = UserId::parse("ann").unwrap();
        data.room_id = RoomId::parse("general").unwrap();
        assert_eq!(
            Outbound::Chat(data).encode(),
            "{\"type\":\"chat\",\"data\":{\"messageId\":\"0198f0c2-1111-7000-8000-000000000000\",\
             \"roomId\":\"general\",\"senderId\":\"ann\",\"senderName\":\"Ann\",\"message\":\"grüß dich\",\
             \"timestamp\":1772719651,\"sentAtMs\":1772719651201,\"seq\":7}}"
        );
        let error = ErrorData {
            message: "no".to_owned(),
            code: ErrorCode::NotJson,
            retryable: ErrorCode::NotJson.retryable(),
            request_id: Some("Qz7=".to_owned()),
            id: None,
        };
        assert_eq!(
            Outbound::Error(error).encode(),
            r#"{"type":"error","data":{"message":"no","code":"not_json","retryable":false,"requestId":"Qz7="}}"#
        );
    }

    #[test]
    fn frames_are_read_back() {
        let presence = Presence {
            user_id: UserId::parse("ann").unwrap(),
            username: Username::parse("Ann").unwrap(),
            room_id: RoomId::parse("general").unwrap(),
            timestamp: 1,
            sent_at_ms: 1_000,
        };
        let frames = [
            Outbound::UserJoined(presence.clone()),
            Outbound::UserLeft(presence),
            Outbound::Pong(Pong {
                timestamp: 1,
                sent_at_ms: 1_000,
                id: None,
            }),
            Outbound::Chat(chat(Text::parse("hi").unwrap())),
        ];
        for frame in frames {
            assert_eq!(Outbound::decode(&frame.encode()).unwrap(), frame);
        }
    }

    #[test]
    fn the_longest_frames_fit_one_frame_of_the_gateway() {
        let longest = Outbound::Chat(chat(Text::parse("\"".repeat(limits::TEXT_ESCAPED / 2)).unwrap()));
        assert!(longest.encode().len() <= limits::FRAME);

        let room = RoomSummary {
            room_id: RoomId::parse("r".repeat(limits::ROOM_ID)).unwrap(),
            active_users: u64::MAX,
            or_more: true,
        };
        let list = Outbound::RoomList(RoomList {
            rooms: vec![room; limits::ROOMS_LISTED],
            truncated: true,
            timestamp: u64::MAX,
            sent_at_ms: u64::MAX,
            id: CorrelationId::parse("\"".repeat(limits::CLIENT_ID)).ok(),
        });
        assert!(list.encode().len() <= limits::FRAME);
    }
}
