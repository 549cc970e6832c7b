//! How the gateway and the event sources call a function.

use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;

/// Something that runs functions.
pub trait Invoke: Send + Sync + 'static {
    /// Runs the function with this logical id synchronously (`RequestResponse`) and yields its answer.
    ///
    /// Dropping the future gives up waiting and nothing else: the function goes on running, as it does on AWS when
    /// the gateway's 29 seconds are over.
    fn invoke<'a>(&'a self, function: &'a str, payload: Bytes)
    -> BoxFuture<'a, Result<Invoked, InvokeError>>;
}

/// What a function answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoked {
    /// The result, JSON as the function wrote it.
    pub payload: Bytes,
    /// The invocation's id, the one in the function's own log.
    pub request_id: String,
    /// From the hand-over to the process until its answer; without waiting for a free process or its start.
    pub duration: Duration,
    /// Whether a process had to be started for it.
    pub cold: bool,
}

/// Why a function gave no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvokeError {
    /// The template has no such function, or it has no binary.
    #[error("there is no function {function:?} to run")]
    NotFound {
        /// The logical id that was asked for.
        function: String,
    },
    /// As many invocations run as the function's reserved concurrency allows.
    #[error("throttled: its concurrency is used up")]
    Throttled,
    /// The handler answered with an error, or panicked.
    #[error("{error_type}: {message}")]
    Failed {
        /// `errorType` of the answer.
        error_type: String,
        /// `errorMessage` of the answer.
        message: String,
    },
    /// The function's own timeout (`Timeout`, 3 seconds unless set) was over; its process was ended.
    #[error("Task timed out after {:.2} seconds", after.as_secs_f64())]
    TimedOut {
        /// The function's timeout.
        after: Duration,
    },
    /// The process ended without an answer, or never asked for work.
    #[error("the process ended before it answered: {status}")]
    Exited {
        /// How it ended, such as `exit status: 1`.
        status: String,
    },
}

impl InvokeError {
    /// Whether the function itself failed, as opposed to a function that could not be invoked at all.
    ///
    /// The gateway answers a handshake with 502 in the first case and with 500 in the second.
    pub fn is_function_error(&self) -> bool {
        match self {
            Self::Failed { .. } | Self::TimedOut { .. } | Self::Exited { .. } => true,
            Self::NotFound { .. } | Self::Throttled => false,
        }
    }
}
