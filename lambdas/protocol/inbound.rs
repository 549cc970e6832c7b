//! What clients send.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    ClientMsgId, CorrelationId, ErrorCode, InvalidName, ProtocolError, RoomId, Route, Text, UserId, limits,
};

/// A message of a client: the request, and the id that its answer shall carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inbound {
    /// What the client wants.
    #[serde(flatten)]
    pub request: Request,
    /// Comes back in the answer, be it a result or an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<CorrelationId>,
}

/// What a client wants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Request {
    /// Say something in a room that one is in.
    Chat {
        /// The text.
        message: Text,
        /// The room; the current one when absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        room_id: Option<RoomId>,
        /// Sent twice with the same id, a message is stored once.
        #[serde(skip_serializing_if = "Option::is_none")]
        client_msg_id: Option<ClientMsgId>,
    },
    /// Enter a room; an unknown one is made.
    JoinRoom {
        /// The room.
        room_id: RoomId,
    },
    /// Leave a room.
    LeaveRoom {
        /// The room.
        room_id: RoomId,
    },
    /// Say something to one user, on all of their connections.
    PrivateMessage {
        /// The user.
        target_user_id: UserId,
        /// The text.
        message: Text,
    },
    /// List the public rooms.
    RoomList,
    /// Ask for the welcome frame again.
    Hello,
    /// Ask for a pong.
    Ping,
}

impl Request {
    /// The route that a message with this request selects.
    pub const fn route(&self) -> Route {
        match self {
            Self::Chat { .. } => Route::Chat,
            Self::JoinRoom { .. } => Route::JoinRoom,
            Self::LeaveRoom { .. } => Route::LeaveRoom,
            Self::PrivateMessage { .. } => Route::PrivateMessage,
            Self::RoomList => Route::RoomList,
            Self::Hello => Route::Hello,
            Self::Ping => Route::Ping,
        }
    }
}

impl Inbound {
    /// The message as JSON.
    pub fn encode(&self) -> String {
        // A struct of texts cannot fail to become JSON.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl From<Request> for Inbound {
    fn from(request: Request) -> Self {
        Self { request, id: None }
    }
}

/// Reads a message of a client; whatever the bytes are, the result is a request or says what is wrong with it.
///
/// Fields that nobody knows are ignored, so that newer clients work with older servers. `null` counts as absent.
pub fn decode(body: &str) -> Result<Inbound, ProtocolError> {
    let fields = Fields::read(body)?;
    let id = fields.optional("id", CorrelationId::parse)?;
    let request = fields.request().map_err(|error| ProtocolError {
        id: id.clone(),
        ..error
    })?;
    Ok(Inbound { request, id })
}

struct Fields(Map<String, Value>);

impl Fields {
    fn read(body: &str) -> Result<Self, ProtocolError> {
        if body.len() > limits::BODY {
            let message = format!("the message is longer than {} bytes", limits::BODY);
            return Err(refuse(ErrorCode::TooLarge, message));
        }
        match serde_json::from_str(body) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(refuse(
                ErrorCode::NotAnObject,
                "the message must be a JSON object, such as {\"type\":\"ping\"}",
            )),
            Err(error) => Err(refuse(
                ErrorCode::NotJson,
                format!("the message is not JSON: {error}"),
            )),
        }
    }

    fn request(&self) -> Result<Request, ProtocolError> {
        Ok(match self.route()? {
            Route::Chat => Request::Chat {
                message: self.required("message", Text::parse)?,
                room_id: self.optional("roomId", RoomId::parse)?,
                client_msg_id: self.optional("clientMsgId", ClientMsgId::parse)?,
            },
            Route::JoinRoom => Request::JoinRoom {
                room_id: self.required("roomId", RoomId::parse)?,
            },
            Route::LeaveRoom => Request::LeaveRoom {
                room_id: self.required("roomId", RoomId::parse)?,
            },
            Route::PrivateMessage => Request::PrivateMessage {
                target_user_id: self.required("targetUserId", UserId::parse)?,
                message: self.required("message", Text::parse)?,
            },
            Route::RoomList => Request::RoomList,
            Route::Hello => Request::Hello,
            Route::Ping => Request::Ping,
        })
    }

    fn route(&self) -> Result<Route, ProtocolError> {
        let key = match self.0.get("type") {
            None | Some(Value::Null) => Err(refuse(
                ErrorCode::MissingType,
                format!("`type` is missing; {}", known()),
            )),
            Some(Value::String(key)) => Ok(key),
            Some(_) => Err(refuse(
                ErrorCode::BadType,
                format!("`type` must be text; {}", known()),
            )),
        }?;
        // The unknown type itself is not repeated: it may be as long as the message.
        Route::parse(key).ok_or_else(|| {
            refuse(
                ErrorCode::UnknownType,
                format!("this `type` is unknown; {}", known()),
            )
        })
    }

    fn required<T>(
        &self,
        name: &str,
        parse: impl FnOnce(String) -> Result<T, InvalidName>,
    ) -> Result<T, ProtocolError> {
        self.optional(name, parse)?
            .ok_or_else(|| refuse(ErrorCode::MissingField, format!("`{name}` is missing")))
    }

    fn optional<T>(
        &self,
        name: &str,
        parse: impl FnOnce(String) -> Result<T, InvalidName>,
    ) -> Result<Option<T>, ProtocolError> {
        let text = match self.0.get(name) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::String(text)) => text.clone(),
            Some(_) => return Err(refuse(ErrorCode::BadField, format!("`{name}` must be text"))),
        };
        parse(text)
            .map(Some)
            .map_err(|reason| refuse(code(name, &reason), format!("`{name}` {reason}")))
    }
}

fn code(field: &str, reason: &InvalidName) -> ErrorCode {
    match (field, reason) {
        ("message", InvalidName::Empty) => ErrorCode::EmptyText,
        ("message", InvalidName::TooLong(_)) => ErrorCode::TooLarge,
        _ => ErrorCode::BadField,
    }
}

fn known() -> String {
    let keys: Vec<&str> = Route::ALL.iter().map(|route| route.key()).collect();
    format!("known types are {}", keys.join(", "))
}

fn refuse(code: ErrorCode, message: impl Into<String>) -> ProtocolError {
    ProtocolError {
        code,
        message: message.into(),
        id: None,
    }
}

#[cfg(test)]
mod tests;
