//! Structured logs, one JSON object per line. They carry ids and outcomes; never texts, tokens or query strings.

/// Starts logging; the level comes from `AWS_LAMBDA_LOG_LEVEL`, `INFO` when absent.
pub(crate) fn init() {
    let level = std::env::var("AWS_LAMBDA_LOG_LEVEL")
        .ok()
        .and_then(|level| level.parse().ok());
    // An error means that logging has been started before.
    let _ = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_target(false)
        .with_max_level(level.unwrap_or(tracing::Level::INFO))
        .try_init();
}
