//! How a connection ends: what the peer is told, and what `$disconnect` is told.

use tokio_tungstenite::tungstenite::{
    self, Utf8Bytes,
    error::{CapacityError, ProtocolError},
    protocol::{CloseFrame, frame::coding::CloseCode},
};

/// The reason of a connection's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The client closed, with or without a code; its frame is echoed.
    Client(Option<(u16, String)>),
    /// The stream ended without a close frame.
    Lost,
    /// Idle for too long, at the end of its life, or the gateway stops.
    GoingAway,
    /// Closed through the management API.
    Deleted,
    /// A binary message arrived.
    Binary,
    /// A frame or message was too long.
    TooLong,
    /// A text was no UTF-8.
    NotUtf8,
    /// The client broke the protocol.
    Protocol,
}

impl End {
    /// The end by the client's close frame.
    pub(super) fn client(frame: Option<CloseFrame>) -> Self {
        Self::Client(frame.map(|frame| (frame.code.into(), frame.reason.to_string())))
    }

    /// `disconnectStatusCode` and `disconnectReason`.
    pub(super) fn code_and_reason(&self) -> (u16, &str) {
        match self {
            Self::Client(Some((code, reason))) => (*code, reason),
            Self::Client(None) => (1005, "Client-side close frame status not set"),
            Self::Lost => (1006, "Connection closed abnormally"),
            Self::GoingAway => (1001, "Going away"),
            Self::Deleted => (1000, "Connection Closed Normally"),
            Self::Binary => (1003, "Binary is not supported"),
            Self::TooLong => (1009, ""),
            Self::NotUtf8 => (1007, ""),
            Self::Protocol => (1002, ""),
        }
    }

    /// The close frame that the gateway sends; none where the client has sent one or is gone.
    pub(super) fn frame(&self) -> Option<CloseFrame> {
        if matches!(self, Self::Client(_) | Self::Lost) {
            return None;
        }
        let (code, reason) = self.code_and_reason();
        Some(CloseFrame {
            code: CloseCode::from(code),
            reason: Utf8Bytes::from(reason),
        })
    }
}

impl From<tungstenite::Error> for End {
    fn from(error: tungstenite::Error) -> Self {
        match error {
            tungstenite::Error::Capacity(CapacityError::MessageTooLong { .. }) => Self::TooLong,
            tungstenite::Error::Utf8(_) => Self::NotUtf8,
            tungstenite::Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => Self::Lost,
            tungstenite::Error::Protocol(_) => Self::Protocol,
            _ => Self::Lost,
        }
    }
}
