//! Runs functions: a process per execution environment, each with a Runtime API of its own.
//!
//! | file | holds |
//! |---|---|
//! | [`pool`] | the functions' processes: [`Pool`] is what [`Invoke`](crate::Invoke) stands for |
//! | `function` | one function's processes, the callers that wait for one, and what follows a failed start |
//! | `environment` | the life of one process, from its start to its end |
//! | `api` | the Runtime API that a process polls |
//! | `process` | starting a process, its output, ending it |
//! | `variables` | the environment variables that it sees |

mod api;
mod environment;
mod function;
pub mod pool;
mod process;
mod variables;

pub(crate) use api::PAYLOAD_LIMIT;
pub use pool::{Pool, Settings};

#[cfg(test)]
mod tests;
