//! What can be wrong with a message.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::CorrelationId;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// What went wrong, for programs; its text on the wire never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl ErrorCode {
            /// The text on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

codes! {
    /// The message is not JSON.
    NotJson = "not_json";
    /// The message is JSON, but no object.
    NotAnObject = "not_an_object";
    /// The object has no `type`.
    MissingType = "missing_type";
    /// The `type` is no text.
    BadType = "bad_type";
    /// No route has this `type`.
    UnknownType = "unknown_type";
    /// A field that this type needs is absent.
    MissingField = "missing_field";
    /// A field has a value that it cannot have.
    BadField = "bad_field";
    /// The text is empty or blank.
    EmptyText = "empty_text";
    /// The message or its text is too long.
    TooLarge = "too_large";
    /// The gateway chose a route by another `type` than the message's own.
    TypeMismatch = "type_mismatch";
    /// The sender is not in that room, or there is no such room: which of both is nobody's business.
    NotAMember = "not_a_member";
    /// The sender is in as many rooms as one connection can be in.
    TooManyRooms = "too_many_rooms";
    /// No such user, or not online: which of both is nobody's business.
    UserUnavailable = "user_unavailable";
    /// The connection is over or unknown: connect again.
    NotConnected = "not_connected";
    /// Nobody has vouched for this connection.
    Unauthorized = "unauthorized";
    /// Too many people spoke in the room at once: nothing was stored, send it again.
    Busy = "busy";
    /// It is our fault; send it again, with the same `clientMsgId` so that it is stored once.
    Internal = "internal";
}

impl ErrorCode {
    /// Whether the same message can succeed when it is sent again.
    pub const fn retryable(self) -> bool {
        matches!(self, Self::Busy | Self::Internal)
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
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
