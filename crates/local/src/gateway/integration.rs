//! Runs what a route points to.

use std::time::Duration;

use bytes::Bytes;
use tokio::time::timeout;

use super::{frames::FrameError, proxy_response::ProxyResponse};
use crate::{
    invoke::{Invoke, InvokeError, Invoked},
    plan::api::{Backend, Integration},
};

/// Why a backend gave no usable answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The function failed, or could not be invoked.
    #[error("`{function}`: {error}")]
    Invoke {
        /// The function's logical id.
        function: String,
        /// What happened.
        error: InvokeError,
    },
    /// The gateway gave up waiting; the function goes on.
    #[error("`{resource}` took longer than {} ms; the function goes on running", after.as_millis())]
    TimedOut {
        /// The integration's or authorizer's logical id.
        resource: String,
        /// The limit.
        after: Duration,
    },
    /// The function's answer is no proxy response.
    #[error("Malformed Lambda proxy response of `{function}`: {error}")]
    Malformed {
        /// The function's logical id.
        function: String,
        /// What is wrong with it.
        error: String,
    },
    /// API Gateway may not invoke the function.
    #[error("`{resource}`: no AWS::Lambda::Permission lets API Gateway invoke its function for {caller}")]
    NotPermitted {
        /// The integration's logical id.
        resource: String,
        /// The ARN that needs the permission.
        caller: String,
    },
    /// This runtime does not do it.
    #[error("`{resource}` is not run locally: {why}")]
    NotRun {
        /// The integration's or authorizer's logical id.
        resource: String,
        /// Why not.
        why: String,
    },
}

impl Failure {
    /// The status of a handshake that fails like this.
    pub(super) fn status(&self) -> u16 {
        match self {
            Self::Invoke { error, .. } if !error.is_function_error() => 500,
            Self::Invoke { .. } | Self::Malformed { .. } => 502,
            Self::TimedOut { .. } => 504,
            Self::NotPermitted { .. } | Self::NotRun { .. } => 500,
        }
    }

    /// What the client is told, in a frame or in the body of a refused handshake.
    pub(super) fn frame(&self) -> FrameError {
        match self {
            Self::TimedOut { .. } => FrameError::TimedOut,
            _ => FrameError::Internal,
        }
    }
}

/// Runs an integration with a proxy event.
pub(super) async fn run(
    invoke: &dyn Invoke,
    integration: &Integration,
    event: Bytes,
) -> Result<ProxyResponse, Failure> {
    let (function, answer) = call(
        invoke,
        &integration.resource,
        &integration.backend,
        integration.timeout,
        event,
    )
    .await?;
    ProxyResponse::parse(&answer.payload).map_err(|error| Failure::Malformed {
        function: function.to_owned(),
        error: error.to_string(),
    })
}

/// Calls a backend, for at most `after`, and yields its function with its answer.
pub(super) async fn call<'a>(
    invoke: &dyn Invoke,
    resource: &str,
    backend: &'a Backend,
    after: Duration,
    event: Bytes,
) -> Result<(&'a str, Invoked), Failure> {
    let function = match backend {
        Backend::Lambda(function) => function,
        Backend::NotRun(why) => {
            return Err(Failure::NotRun {
                resource: resource.to_owned(),
                why: why.clone(),
            });
        }
    };
    match timeout(after, invoke.invoke(function, event)).await {
        Ok(Ok(invoked)) => Ok((function, invoked)),
        Ok(Err(error)) => Err(Failure::Invoke {
            function: function.clone(),
            error,
        }),
        Err(_) => Err(Failure::TimedOut {
            resource: resource.to_owned(),
            after,
        }),
    }
}
