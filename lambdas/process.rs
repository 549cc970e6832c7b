//! A function's process: its logs and its end.

use std::{convert::Infallible, process::ExitCode};

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde::{Serialize, de::DeserializeOwned};

use crate::clock::Deadline;

/// Starts logging, runs a function, and logs what keeps it from running.
///
/// Logs are one JSON object per line. They carry ids and outcomes; never texts, tokens or query strings. The level is
/// `AWS_LAMBDA_LOG_LEVEL`, `INFO` when absent.
pub async fn main(run: impl Future<Output = Result<(), Error>>) -> ExitCode {
    let level = std::env::var("AWS_LAMBDA_LOG_LEVEL")
        .ok()
        .and_then(|level| level.parse().ok());
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_target(false)
        .with_max_level(level.unwrap_or(tracing::Level::INFO))
        .init();
    match run.await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the function cannot run");
            ExitCode::FAILURE
        }
    }
}

/// Serves events one after the other, as Lambda sends them, until Lambda ends the process.
///
/// Handlers are closures that return futures, not async closures: those trip rustc 1.95 in incremental builds when
/// they meet combinators (rust-lang/rust#151888), and such builds are what `dev` makes at every edit.
pub(crate) async fn serve<E, R, F>(handle: impl Fn(E, Deadline) -> F) -> Result<(), Error>
where
    E: DeserializeOwned,
    R: Serialize,
    F: Future<Output = R>,
{
    let serve = |event: LambdaEvent<E>| {
        let deadline = Deadline::of(&event.context);
        // Boxed: with all that a handler awaits, its type is nested deeper than the compiler looks.
        let handled = Box::pin(handle(event.payload, deadline));
        async { Ok::<_, Infallible>(handled.await) }
    };
    lambda_runtime::run(service_fn(serve)).await
}
