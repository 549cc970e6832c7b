//! The gateway: WebSocket APIs on a port of the loopback interface.
//!
//! | room | holds |
//! |---|---|
//! | [`selection`] | which route a message selects |
//! | [`proxy_response`] | what a function may answer |
//! | [`frames`] | the error frames |
//! | [`throttle`], [`limits`] | how much of everything |
//! | [`ids`], [`clock`] | ids and moments as the service spells them |

pub mod clock;
pub mod frames;
pub mod ids;
pub mod limits;
pub mod proxy_response;
pub mod selection;
pub mod throttle;

pub use limits::{Limits, Rate};
