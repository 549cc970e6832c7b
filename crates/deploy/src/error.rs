//! What a service or the way to it refused, and what to do next.

use std::{error::Error as StdError, fmt};

use aws_sdk_cloudformation::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

/// Why something could not be done.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    operation: String,
    said: Option<String>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The kinds of failures that have an answer of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Nothing says who we are.
    NoCredentials,
    /// The credentials were good once.
    ExpiredCredentials,
    /// The service does not know the credentials.
    InvalidCredentials,
    /// Nothing says which region is meant.
    NoRegion,
    /// The credentials may not do this action, such as `cloudformation:CreateChangeSet`.
    Denied {
        /// The action, as IAM names it.
        action: String,
    },
    /// Too many calls, even after all retries.
    Throttled,
    /// What was asked for is not there.
    Missing,
    /// The bucket is not there.
    NoBucket,
    /// Something else works on the same stack.
    Busy,
    /// The stack is not any more what it was when the change set was made.
    Changed,
    /// A limit of the account or of the service.
    Limit,
    /// The service cannot be reached.
    Unreachable,
    /// No answer in time.
    TimedOut,
    /// The service says that the request is wrong.
    Refused,
    /// The service failed.
    Service,
}

impl Error {
    /// An error of a kind, met while doing `operation`.
    pub fn new(kind: Kind, operation: impl Into<String>) -> Self {
        Self {
            kind,
            operation: operation.into(),
            said: None,
            source: None,
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

    /// What the service said.
    pub fn said(&self) -> Option<&str> {
        self.said.as_deref()
    }

    /// What to do next, where that is known.
    pub fn hint(&self) -> Option<String> {
        Some(match &self.kind {
            Kind::NoCredentials => "sign in (`aws sso login`, `aws configure`), or set `AWS_PROFILE`, or pass `--aws-profile NAME`".to_owned(),
            Kind::ExpiredCredentials => "sign in again: `aws sso login`, or renew the session token".to_owned(),
            Kind::InvalidCredentials => "`aws sts get-caller-identity` shows whose credentials are used".to_owned(),
            Kind::NoRegion => "pass `--region eu-west-1`, set `AWS_REGION`, or add `region` to the profile".to_owned(),
            Kind::Denied { action } => format!(
                "the credentials need `{action}`; `gatewright bootstrap --print-policy` prints all that a deployment needs"
            ),
            Kind::NoBucket => "`gatewright bootstrap` makes the bucket for assets".to_owned(),
            Kind::Throttled => "something else makes many calls in this account; try again in a minute".to_owned(),
            Kind::Busy => "wait for the other operation: `gatewright events --follow`".to_owned(),
            Kind::Changed => "run it again: it shows what is to be done now".to_owned(),
            Kind::Unreachable => "check the network, `AWS_ENDPOINT_URL` and the region's name".to_owned(),
            Kind::Missing | Kind::Limit | Kind::TimedOut | Kind::Refused | Kind::Service => return None,
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = &self.operation;
        match &self.kind {
            Kind::NoCredentials => write!(f, "no AWS credentials")?,
            Kind::ExpiredCredentials => write!(f, "the AWS credentials have expired")?,
            Kind::InvalidCredentials => write!(f, "AWS does not know these credentials")?,
            Kind::NoRegion => write!(f, "no AWS region")?,
            Kind::Denied { action } => write!(f, "not allowed: {action}")?,
            Kind::Throttled => write!(f, "{operation} is throttled, after all retries")?,
            Kind::Missing => write!(f, "{operation}: not found")?,
            Kind::NoBucket => write!(f, "{operation}: the bucket does not exist")?,
            Kind::Busy => write!(f, "{operation}: another operation is in progress")?,
            Kind::Changed => write!(f, "{operation}: the stack changed meanwhile")?,
            Kind::Limit => write!(f, "{operation}: a limit is reached")?,
            Kind::Unreachable => write!(f, "{operation}: the service cannot be reached")?,
            Kind::TimedOut => write!(f, "{operation}: no answer in time")?,
            Kind::Refused => write!(f, "{operation} was refused")?,
            Kind::Service => write!(f, "{operation} failed")?,
        }
        match &self.said {
            Some(said) => write!(f, ": {said}"),
            None => Ok(()),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// Turns a failure of the SDK into ours; `operation` is the action as IAM names it.
pub(crate) fn of<E>(operation: &str) -> impl FnOnce(SdkError<E, HttpResponse>) -> Error
where
    E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
{
    move |failure| {
        let code = failure.code().map(str::to_owned);
        let said = failure.message().map(str::to_owned);
        let kind = match (&failure, code.as_deref()) {
            (_, Some(code)) => by_code(code, said.as_deref().unwrap_or_default(), operation),
            (SdkError::TimeoutError(_), _) => Kind::TimedOut,
            (SdkError::DispatchFailure(why), _) if why.is_timeout() => Kind::TimedOut,
            (SdkError::DispatchFailure(why), _) if why.is_io() => Kind::Unreachable,
            (SdkError::DispatchFailure(_) | SdkError::ConstructionFailure(_), _) => without_a_call(&failure),
            _ => by_status(failure.raw_response(), operation),
        };
        Error {
            kind,
            operation: operation.to_owned(),
            said,
            source: code.is_none().then(|| failure.into()),
        }
    }
}

/// What a service refuses without a body, as S3 does when it is asked for headers alone.
fn by_status(answer: Option<&HttpResponse>, operation: &str) -> Kind {
    match answer.map(|answer| answer.status().as_u16()) {
        Some(403) => Kind::Denied {
            action: operation.to_owned(),
        },
        Some(404) => Kind::Missing,
        Some(429) => Kind::Throttled,
        _ => Kind::Service,
    }
}

/// A call that was never made: the SDK tells only in words why.
fn without_a_call(failure: &(dyn StdError + 'static)) -> Kind {
    let mut cause = Some(failure);
    while let Some(error) = cause {
        let text = error.to_string();
        if text.contains("region") && text.contains("must be set") {
            return Kind::NoRegion;
        }
        if text.contains("token") && text.contains("expired") {
            return Kind::ExpiredCredentials;
        }
        if text.contains("credential") {
            return Kind::NoCredentials;
        }
        cause = error.source();
    }
    Kind::Unreachable
}

/// The codes of the services: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html>
/// and the errors of each operation.
fn by_code(code: &str, said: &str, operation: &str) -> Kind {
    match code {
        "ExpiredToken" | "ExpiredTokenException" | "TokenRefreshRequired" | "RequestExpired" => {
            Kind::ExpiredCredentials
        }
        "InvalidClientTokenId"
        | "UnrecognizedClientException"
        | "InvalidAccessKeyId"
        | "SignatureDoesNotMatch"
        | "AuthFailure"
        | "MissingAuthenticationToken" => Kind::InvalidCredentials,
        "AccessDenied" | "AccessDeniedException" | "UnauthorizedOperation" | "Forbidden" => Kind::Denied {
            action: denied_action(said).unwrap_or(operation).to_owned(),
        },
        "Throttling"
        | "ThrottlingException"
        | "TooManyRequestsException"
        | "RequestLimitExceeded"
        | "SlowDown" => Kind::Throttled,
        "NoSuchBucket" => Kind::NoBucket,
        "NotFound"
        | "NotFoundException"
        | "NoSuchKey"
        | "ResourceNotFoundException"
        | "ChangeSetNotFound"
        | "NoSuchResourceException" => Kind::Missing,
        "ValidationError" if said.contains("does not exist") => Kind::Missing,
        "ValidationError" if said.contains("_IN_PROGRESS state") => Kind::Busy,
        "InvalidChangeSetStatus" | "InvalidChangeSetStatusException" => Kind::Changed,
        "OperationInProgressException" | "ResourceConflictException" => Kind::Busy,
        "LimitExceededException" | "LimitExceeded" | "CodeStorageExceededException" => Kind::Limit,
        "InternalFailure" | "InternalError" | "ServiceUnavailable" | "ServiceException" => Kind::Service,
        _ => Kind::Refused,
    }
}

/// The action that a refusal names: "… is not authorized to perform: ACTION on resource: …".
fn denied_action(said: &str) -> Option<&str> {
    let (_, rest) = said.split_once("not authorized to perform: ")?;
    let action = rest.split_whitespace().next()?;
    action.contains(':').then_some(action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_missing_action() {
        let said = "User: arn:aws:iam::111122223333:user/ci is not authorized to perform: s3:PutObject on resource: x";
        let kind = by_code("AccessDenied", said, "s3:HeadObject");
        let action = "s3:PutObject".to_owned();
        assert_eq!(kind, Kind::Denied { action });
        let kind = by_code("AccessDenied", "", "s3:HeadObject");
        let action = "s3:HeadObject".to_owned();
        assert_eq!(kind, Kind::Denied { action });
    }

    #[test]
    fn a_stack_that_is_not_there_is_told_from_one_that_is_busy() {
        let absent = by_code("ValidationError", "Stack with id chat-dev does not exist", "x");
        assert_eq!(absent, Kind::Missing);
        let said = "Stack:arn:aws:cloudformation:x is in UPDATE_IN_PROGRESS state and can not be updated.";
        assert_eq!(by_code("ValidationError", said, "x"), Kind::Busy);
        let said = "Template format error: JSON not well-formed";
        assert_eq!(by_code("ValidationError", said, "x"), Kind::Refused);
    }
}
