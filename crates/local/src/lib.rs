//! The local runtime: runs a template on the developer's own machine, with the Lambda binaries that go to AWS.
//!
//! It reads the template and the binaries' paths, nothing else. It never sees a builder, so it runs a template that
//! another tool or a person wrote just as well. It never prints: what happens arrives as [`Event`]s.
//!
//! | room | holds |
//! |---|---|
//! | [`start`] | the door: [`Options`] in, a [`Running`] runtime out |
//! | [`event`], [`console`] | what happens, and one readable line for each |
//! | [`gateway`] | the WebSocket gateway |
//! | [`plan`] | what a template asks to run |
//! | [`authorizer`] | who may connect |
//! | [`invoke`] | how the gateway and the event sources call a function |
//! | [`runtime`] | the functions' processes and their Runtime API |
//! | [`services`] | what functions use: the embedded DynamoDB, and the streams that call them |

pub mod authorizer;
pub mod console;
pub mod event;
pub mod gateway;
pub mod invoke;
pub mod plan;
pub mod runtime;
pub mod services;
mod start;

pub use event::Event;
pub use invoke::{Invoke, InvokeError, Invoked};
pub use start::{Options, Running, StartError, start};
