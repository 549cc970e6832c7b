//! What clients, handlers and the stack agree on: messages, route keys, names and limits.
//!
//! serde only: the stacks program links this crate too, and it must build within seconds.
//!
//! ```
//! use protocol::{Inbound, Request, Route, decode};
//!
//! let inbound = decode(r#"{"type":"join_room","roomId":"rust"}"#)?;
//! assert_eq!(inbound.request.route(), Route::JoinRoom);
//! assert_eq!(inbound.encode(), r#"{"type":"join_room","roomId":"rust"}"#);
//! # Ok::<(), protocol::ProtocolError>(())
//! ```

mod error;
mod inbound;
mod name;
mod outbound;
mod route;

pub mod env;
pub mod handshake;
pub mod limits;
pub mod tables;

pub use error::{ErrorCode, ProtocolError};
pub use inbound::{Inbound, Request, decode};
pub use name::{ClientMsgId, CorrelationId, InvalidName, RoomId, Text, UserId, Username};
pub use outbound::{
    Chat, ErrorData, Outbound, Pong, Presence, PrivateMessage, RoomList, RoomSummary, Welcome,
};
pub use route::Route;
