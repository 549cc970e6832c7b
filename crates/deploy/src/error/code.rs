//! What the codes of the services mean.

use super::Kind;

/// What a code means; `said` is the message beside it.
///
/// The codes: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html>,
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>, and the errors of each operation.
pub(super) fn kind(code: &str, said: &str, operation: &str) -> Kind {
    match code {
        "RequestExpired" | "RequestTimeTooSkewed" | "RequestInTheFuture" => Kind::ClockSkew,
        // A signature carries the time at which it was made.
        "SignatureDoesNotMatch" | "InvalidSignatureException" | "AuthFailure"
            if ["Signature expired", "Signature not yet current"]
                .iter()
                .any(|words| said.contains(words)) =>
        {
            Kind::ClockSkew
        }
        "ExpiredToken" | "ExpiredTokenException" | "TokenRefreshRequired" => Kind::ExpiredCredentials,
        "InvalidClientTokenId"
        | "UnrecognizedClientException"
        | "InvalidAccessKeyId"
        | "InvalidToken"
        | "SignatureDoesNotMatch"
        | "InvalidSignatureException"
        | "IncompleteSignature"
        | "AuthFailure"
        | "MissingAuthenticationToken" => Kind::InvalidCredentials,
        "OptInRequired" | "RegionDisabledException" => Kind::RegionDisabled,
        "AccessDenied"
        | "AccessDeniedException"
        | "UnauthorizedOperation"
        | "Forbidden"
        | "NotAuthorized" => Kind::Denied {
            action: denied_action(said).unwrap_or(operation).to_owned(),
        },
        "Throttling"
        | "ThrottlingException"
        | "TooManyRequestsException"
        | "RequestLimitExceeded"
        | "RequestThrottled"
        | "SlowDown" => Kind::Throttled,
        "NoSuchBucket" => Kind::NoBucket,
        "PermanentRedirect" | "AuthorizationHeaderMalformed" | "IllegalLocationConstraintException" => {
            Kind::OtherRegion
        }
        "NotFound"
        | "NotFoundException"
        | "NoSuchKey"
        | "ResourceNotFoundException"
        | "ChangeSetNotFound"
        | "StackNotFoundException"
        | "NoSuchResourceException" => Kind::Missing,
        "ValidationError" if said.contains("does not exist") => Kind::Missing,
        "ValidationError" if said.contains("_IN_PROGRESS state") => Kind::Busy,
        "OperationInProgressException" | "ResourceConflictException" => Kind::Busy,
        "InvalidChangeSetStatus"
        | "StaleRequestException"
        | "PreconditionFailed"
        | "ConditionalRequestConflict" => Kind::Changed,
        "LimitExceededException" | "LimitExceeded" | "CodeStorageExceededException" => Kind::Limit,
        "InternalFailure" | "InternalError" | "ServiceUnavailable" | "ServiceException" => Kind::Service,
        _ => Kind::Refused,
    }
}

/// What the status of an answer without a code means.
pub(super) fn by_status(status: u16, operation: &str) -> Kind {
    match status {
        301 | 307 => Kind::OtherRegion,
        401 | 403 => Kind::Denied {
            action: operation.to_owned(),
        },
        404 => Kind::Missing,
        408 => Kind::TimedOut,
        412 => Kind::Changed,
        429 => Kind::Throttled,
        400..=499 => Kind::Refused,
        _ => Kind::Service,
    }
}

/// The action that a refusal names: "… is not authorized to perform: ACTION on resource: …".
fn denied_action(said: &str) -> Option<&str> {
    let (_, rest) = said.split_once("not authorized to perform: ")?;
    let action = rest.split_whitespace().next()?;
    action.contains(':').then_some(action)
}
