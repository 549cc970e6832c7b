//! What a service or the way to it refused, and what to do next.

mod code;
mod kind;
#[cfg(test)]
mod tests;
mod unanswered;

use std::{error::Error as StdError, fmt};

use aws_sdk_cloudformation::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

pub use kind::Kind;
pub(crate) use unanswered::last_cause;

/// Why something could not be done.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    operation: String,
    said: Option<String>,
}

impl Error {
    /// An error of a kind, met while doing `operation`.
    pub fn new(kind: Kind, operation: impl Into<String>) -> Self {
        Self {
            kind,
            operation: operation.into(),
            said: None,
        }
    }

    /// The same with the words of the service.
    #[must_use]
    pub fn saying(self, said: impl Into<String>) -> Self {
        Self {
            said: Some(said.into()),
            ..self
        }
    }

    /// The same failure, understood better by who knows what was asked.
    #[must_use]
    pub(crate) fn into_kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// What kind of failure it is.
    pub const fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The action that failed, as IAM names it, such as `cloudformation:CreateChangeSet`.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// What the service said, or the last cause of what kept it from being asked.
    pub fn said(&self) -> Option<&str> {
        self.said.as_deref()
    }

    /// What to do next, where that is known.
    pub fn hint(&self) -> Option<String> {
        self.kind.hint(self.said.as_deref().unwrap_or_default())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.tell(&self.operation, f)?;
        match &self.said {
            Some(said) => write!(f, ": {said}"),
            None => Ok(()),
        }
    }
}

impl StdError for Error {}

/// Turns a failure of the SDK into ours; `operation` is the action as IAM names it.
pub(crate) fn of<E>(operation: &str) -> impl FnOnce(SdkError<E, HttpResponse>) -> Error
where
    E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
{
    move |failure| {
        let (kind, said) = match (failure.code(), failure.raw_response()) {
            (Some(code), _) => {
                let said = failure.message().unwrap_or_default();
                (
                    code::kind(code, said, operation),
                    failure.message().map(str::to_owned),
                )
            }
            // An answer without a body, as HEAD gets it from S3.
            (None, Some(answer)) => {
                let said = last_cause(&failure).filter(|_| answer.status().is_success());
                (code::by_status(answer.status().as_u16(), operation), said)
            }
            (None, None) => unanswered::kind(&failure),
        };
        Error {
            kind,
            operation: operation.to_owned(),
            said,
        }
    }
}
