//! What clients, handlers and the stack agree on: messages, route keys, names and limits.
//!
//! The stacks program links this crate too, and it must build within seconds: it leaves out the feature `messages`, and
//! with it serde.
//!
//! ```
//! use protocol::{Inbound, Request, Route, decode};
//!
//! let inbound = decode(r#"{"type":"join_room","roomId":"rust"}"#)?;
//! assert_eq!(inbound.request.route(), Route::JoinRoom);
//! assert_eq!(inbound.encode(), r#"{"type":"join_room","roomId":"rust"}"#);
//! # Ok::<(), protocol::ProtocolError>(())
//! ```

#[cfg(feature = "messages")]
mod error;
#[cfg(feature = "messages")]
mod inbound;
#[cfg(feature = "messages")]
mod name;
#[cfg(feature = "messages")]
mod outbound;
mod route;

pub mod env;
pub mod handshake;
pub mod limits;
pub mod subprotocol;
pub mod tables;

#[cfg(feature = "messages")]
pub use error::{ErrorCode, ProtocolError};
#[cfg(feature = "messages")]
pub use inbound::{Inbound, Request, decode};
#[cfg(feature = "messages")]
pub use name::{ClientMsgId, CorrelationId, InvalidName, RoomId, Text, UserId, Username};
#[cfg(feature = "messages")]
pub use outbound::{
    Chat, ErrorData, Outbound, Pong, Presence, PrivateMessage, RoomList, RoomSummary, Welcome,
};
pub use route::Route;
