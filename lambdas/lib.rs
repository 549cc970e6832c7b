//! The handlers of the chat: one file per function, and what they share.
//!
//! | function | runs | file |
//! |---|---|---|
//! | `authorizer` | before `$connect` | [`authorizer`] |
//! | `connect` | on `$connect` | [`connect`] |
//! | `greeter` | on the stream of `Connections` | [`greeter`] |
//! | `message` | on `$default` and every custom route | [`message`] |
//! | `disconnect` | on `$disconnect` | [`disconnect`] |
//!
//! Each function's documentation ends with the operations that it performs: the stack grants these and no more.

pub mod authorizer;
pub mod connect;
pub mod disconnect;
pub mod greeter;
pub mod message;

mod audience;
mod caller;
mod clock;
mod connections;
mod environment;
mod frames;
mod messages;
mod post;
mod process;
mod reply;
mod rooms;
mod store;

#[cfg(test)]
mod testing;

pub use process::main;
