//! A WebSocket client that shows what it gets.

use std::net::TcpStream;

use serde_json::Value;
use tokio_tungstenite::tungstenite::{self, HandshakeError, Message, WebSocket, client};

use super::dev::PATIENCE;

/// A connection.
pub(crate) struct Socket {
    socket: WebSocket<TcpStream>,
}

impl Socket {
    /// Connects with this query; the status and the body where it is refused.
    pub(crate) fn connect(endpoint: &str, query: &str) -> Result<Self, (u16, String)> {
        let authority = endpoint.strip_prefix("ws://").unwrap().split('/').next().unwrap();
        let stream = TcpStream::connect(authority).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        match client(format!("{endpoint}{query}"), stream) {
            Ok((socket, _)) => Ok(Self { socket }),
            Err(HandshakeError::Failure(tungstenite::Error::Http(response))) => {
                let status = response.status().as_u16();
                let body = response.into_body().unwrap_or_default();
                Err((status, String::from_utf8(body).unwrap()))
            }
            Err(error) => panic!("{error}"),
        }
    }

    /// Connects as a guest whom the dev stage believes, and waits for the welcome.
    pub(crate) fn welcomed(endpoint: &str, user: &str) -> Self {
        let query = format!("?userId={user}&username={user}&token=valid_{user}");
        let mut socket = Self::connect(endpoint, &query).unwrap_or_else(|refused| panic!("{refused:?}"));
        socket.expect("welcome", |data| data["userId"] == user);
        socket
    }

    /// Sends a text.
    pub(crate) fn send(&mut self, text: &str) {
        self.socket.send(Message::text(text)).unwrap();
    }

    /// The data of the next frame of this type that fits; others may come before it.
    #[track_caller]
    pub(crate) fn expect(&mut self, kind: &str, fits: impl Fn(&Value) -> bool) -> Value {
        let mut seen = Vec::new();
        loop {
            let frame: Value = match self.socket.read() {
                Ok(Message::Text(text)) => serde_json::from_str(&text).unwrap(),
                Ok(Message::Ping(_) | Message::Pong(_)) => continue,
                other => panic!("no {kind}, but {other:?} after {seen:#?}"),
            };
            if frame["type"] == kind && fits(&frame["data"]) {
                return frame["data"].clone();
            }
            seen.push(frame);
        }
    }

    /// Says something and gets it back: the connection works in both directions.
    #[track_caller]
    pub(crate) fn echoes(&mut self, text: &str) {
        self.send(&format!(r#"{{"type":"chat","message":"{text}"}}"#));
        self.expect("chat", |data| data["message"] == text);
    }

    /// The connection is still open: a ping is answered.
    #[track_caller]
    pub(crate) fn is_open(&mut self) {
        self.socket.send(Message::Ping("?".into())).unwrap();
        while !matches!(self.socket.read().unwrap(), Message::Pong(_)) {}
    }

    /// Waits for the server's close frame and yields its code.
    pub(crate) fn closed(&mut self) -> Option<u16> {
        loop {
            match self.socket.read() {
                Ok(Message::Close(frame)) => return frame.map(|frame| frame.code.into()),
                Ok(_) => {}
                Err(_) => return None,
            }
        }
    }
}
