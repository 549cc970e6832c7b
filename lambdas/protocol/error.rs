//! What can be wrong with a message.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::CorrelationId;

/// What went wrong, for programs; its text on the wire never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The message is not JSON.
    NotJson,
    /// The message is JSON, but no object.
    NotAnObject,
    /// The object has no `type`.
    MissingType,
    /// The `type` is no text.
    BadType,
    /// No route has this `type`.
    UnknownType,
    /// A field that this type needs is absent.
    MissingField,
    /// A field has a value that it cannot have.
    BadField,
    /// The text is empty or blank.
    EmptyText,
    /// The message or its text is too long.
    TooLarge,
    /// The gateway chose a route by another `type` than the message's own.
    TypeMismatch,
    /// The sender is not in that room, or there is no such room: which of both is nobody's business.
    NotAMember,
    /// The sender is in as many rooms as one connection can be in.
    TooManyRooms,
    /// No such user, or not online: which of both is nobody's business.
    UserUnavailable,
    /// The connection is over or unknown: connect again.
    NotConnected,
    /// Nobody has vouched for this connection.
    Unauthorized,
    /// Too many people spoke in the room at once: nothing was stored, send it again.
    Busy,
    /// It is our fault; send it again, with the same `clientMsgId` so that it is stored once.
    Internal,
}

impl ErrorCode {
    /// Whether the same message can succeed when it is sent again.
    pub const fn retryable(self) -> bool {
        matches!(self, Self::Busy | Self::Internal)
    }
}

/// Why a message was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtocolError {
    /// What went wrong, for programs.
    pub code: ErrorCode,
    /// What went wrong and what is expected, for people.
    pub message: String,
    /// The `id` that the message carried, if it could be read.
    pub id: Option<CorrelationId>,
}

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ProtocolError {}
