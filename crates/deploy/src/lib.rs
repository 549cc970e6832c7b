//! Ships a synthesized template, and follows a stack through the rest of its life on AWS.
//!
//! Beside the handlers, the only crate that links the AWS SDK. It asks services and waits for them; it prints nothing
//! and asks nobody. What it finds are values, and an [`Error`] says what failed, why, and what to do next.
//!
//! | room | holds |
//! |---|---|
//! | [`client`] | the services, as one profile in one region reaches them |
//! | [`error`] | what a service or the way to it refused, and what to do next |
//! | [`express`] | code that goes to its functions directly, and functions whose code is not what their stack says |
//! | [`stack`] | a stack as it stands, and what may be done with it in that state |

#[cfg(test)]
mod answers;
pub mod client;
pub mod error;
pub mod express;
pub mod stack;

pub use client::{Clients, Identity, Target};
pub use error::{Error, Kind};
pub use stack::{Resource, Situation, Stack};
