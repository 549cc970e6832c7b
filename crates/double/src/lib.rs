//! A scripted double of the services that a deployment asks, for tests: it does what no emulator does.
//!
//! Emulators accept templates without capabilities, never throttle, and never leave a stack in a state that needs a
//! person. The double does, on demand. It answers the services' own protocols, so the AWS SDK in front of it is real:
//! [`Double`] is an HTTP client of the SDK, and [`Double::serve`] answers the same over a loopback port, to which
//! `AWS_ENDPOINT_URL` may point a program.
//!
//! A stack is a state machine: an operation becomes a list of steps, and each question about the stack or its events
//! takes some of them ([`Double::pace`]). Nothing happens by time, so a test with a paused clock sees every state.
//! Times in answers come from a clock of its own that gains a second with each event.
//!
//! | room | holds |
//! |---|---|
//! | [`scripted`] | what a test says: faults, states, what stands in the account |
//! | `request`, `answer` | the services' protocols, as one call in and one answer out |
//! | `cloudformation/` | stacks, change sets, events, drift |
//! | `s3`, `lambda`, `logs`, `account` | the other services, as far as a deployment asks them |
//! | [`serve`] | the same over a loopback port |

mod account;
mod answer;
mod client;
mod cloudformation;
mod fault;
mod lambda;
mod logs;
mod request;
mod s3;
pub mod scripted;
pub mod serve;
mod world;

pub use request::Call;
pub use scripted::Double;
pub use serve::Served;
