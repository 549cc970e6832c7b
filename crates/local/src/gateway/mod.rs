//! The gateway: WebSocket APIs on a port of the loopback interface.
//!
//! A request's way: `door` tells whose it is; `handshake` (with `admission`, the authorizer) lets a client in;
//! `connection` holds it on a `socket`; each `message` selects a route and runs its `integration`; functions
//! speak to clients through `management`.
//!
//! | room | holds |
//! |---|---|
//! | [`service`], `deployed`, `registry` | what is served, and who is connected |
//! | `door`, `http`, `handshake`, `admission` | from the port to the 101 |
//! | `connection`, `socket`, `outbox`, `end` | from the 101 to the close frame |
//! | `message`, [`selection`], `integration`, `frames` | what a message does |
//! | `management` | the `@connections` API |
//! | `proxy_event`, `proxy_response` | what functions get, and may answer |
//! | [`throttle`], [`limits`] | how much of everything |
//! | `ids`, `clock` | ids and moments as the service spells them |

mod admission;
mod clock;
mod connection;
mod deployed;
mod door;
mod end;
mod frames;
mod handshake;
mod http;
mod ids;
mod integration;
pub mod limits;
mod management;
mod message;
mod outbox;
mod proxy_event;
mod proxy_response;
mod registry;
pub mod selection;
pub mod service;
mod socket;
pub mod throttle;

pub use limits::{Limits, Rate};
pub use service::Gateway;

#[cfg(test)]
mod tests;
