//! Why a call got no answer, or was never made.

use std::{error::Error as StdError, io, iter};

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_cloudformation::error::SdkError;
use aws_sdk_sts::{
    error::ProvideErrorMetadata as _,
    operation::{
        assume_role::AssumeRoleError, assume_role_with_web_identity::AssumeRoleWithWebIdentityError,
    },
};
use aws_smithy_runtime_api::client::{dns::ResolveDnsError, orchestrator::HttpResponse};

use super::{Kind, code};

/// The kind of failure, and the words of its last cause.
pub(super) fn kind<E>(failure: &SdkError<E, HttpResponse>) -> (Kind, Option<String>)
where
    E: StdError + Send + Sync + 'static,
{
    let kind = match failure {
        SdkError::TimeoutError(_) => return (Kind::TimedOut, None),
        SdkError::DispatchFailure(why) if why.is_timeout() => return (Kind::TimedOut, None),
        _ => causes(failure)
            .find_map(credentials)
            .or_else(|| causes(failure).find_map(region))
            .unwrap_or_else(|| on_the_way(failure)),
    };
    // A list of all the places without credentials helps nobody.
    let said = (!matches!(kind, Kind::NoCredentials | Kind::NoRegion)).then(|| last_cause(failure));
    (kind, said.flatten())
}

/// The words of the last cause: those before it only say where in the SDK it was met.
pub(crate) fn last_cause(failure: &(dyn StdError + 'static)) -> Option<String> {
    causes(failure).last().map(ToString::to_string)
}

/// An error and its causes.
fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    iter::successors(Some(error), |error| cause(*error))
}

/// What caused an error. An [`io::Error`] leaves out the error that it wraps, and names that one's cause.
fn cause<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    match wrapped {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}

/// Why there are no credentials: the innermost provider knows best.
fn credentials(error: &(dyn StdError + 'static)) -> Option<Kind> {
    let error = error.downcast_ref::<CredentialsError>()?;
    Some(match error {
        CredentialsError::CredentialsNotLoaded(_) => Kind::NoCredentials,
        CredentialsError::InvalidConfiguration(_) => Kind::BadProfile,
        _ => causes(error)
            .skip(1)
            .find_map(provider)
            .unwrap_or(Kind::FailedCredentials),
    })
}

/// What a provider of credentials met.
fn provider(error: &(dyn StdError + 'static)) -> Option<Kind> {
    if let Some(refused) = error.downcast_ref::<AssumeRoleError>() {
        let said = refused.message().unwrap_or_default();
        return refused
            .code()
            .map(|code| code::kind(code, said, "sts:AssumeRole"));
    }
    if let Some(refused) = error.downcast_ref::<AssumeRoleWithWebIdentityError>() {
        let said = refused.message().unwrap_or_default();
        return refused
            .code()
            .map(|code| code::kind(code, said, "sts:AssumeRoleWithWebIdentity"));
    }
    if matches!(
        error.downcast_ref(),
        Some(CredentialsError::CredentialsNotLoaded(_) | CredentialsError::InvalidConfiguration(_))
    ) {
        return credentials(error);
    }
    // The SDK keeps the types of its sign-in to itself; the last is what the sign-in's service says.
    let signed_out = [
        "SSO token has expired",
        "cached SSO token",
        "UnauthorizedException",
    ];
    let text = error.to_string();
    signed_out
        .iter()
        .any(|words| text.contains(words))
        .then_some(Kind::ExpiredCredentials)
}

/// The rules for endpoints have no type for this.
fn region(error: &(dyn StdError + 'static)) -> Option<Kind> {
    error
        .to_string()
        .contains("Missing Region")
        .then_some(Kind::NoRegion)
}

/// What happened between here and the service.
fn on_the_way<E>(failure: &SdkError<E, HttpResponse>) -> Kind
where
    E: StdError + Send + Sync + 'static,
{
    let mut kinds = causes(failure).filter_map(|error| {
        if error.is::<rustls::Error>() {
            Some(Kind::Untrusted)
        } else if error.is::<ResolveDnsError>() || error.to_string() == "dns error" {
            Some(Kind::UnknownHost)
        } else {
            None
        }
    });
    match (kinds.next(), failure) {
        (Some(kind), _) => kind,
        (None, SdkError::DispatchFailure(_)) => Kind::Unreachable,
        (None, SdkError::ConstructionFailure(_)) => Kind::Refused,
        (None, _) => Kind::Service,
    }
}
