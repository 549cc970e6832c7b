//! Who may connect.

use aws::apigatewayv2::AuthorizationType;
use cfn::Diagnostic;

use super::{ApiKeySource, ApiRef, AuthorizerRef, route::KeyedRoute};

/// Who may pass.
#[derive(Clone, Debug, Default)]
pub(crate) enum Authorization {
    /// Everybody.
    #[default]
    None,
    /// Whom IAM allows.
    Iam,
    /// Whom a function lets in.
    Custom(AuthorizerRef),
}

impl Authorization {
    pub(crate) fn kind(&self) -> AuthorizationType {
        match self {
            Self::None => AuthorizationType::None,
            Self::Iam => AuthorizationType::AwsIam,
            Self::Custom(_) => AuthorizationType::Custom,
        }
    }

    pub(crate) fn authorizer(&self) -> Option<&AuthorizerRef> {
        match self {
            Self::Custom(authorizer) => Some(authorizer),
            Self::None | Self::Iam => None,
        }
    }
}

/// What is wrong with how a route asks who comes.
pub(crate) fn findings(route: &KeyedRoute, api: &ApiRef) -> Vec<Diagnostic> {
    let authorizer = route.authorization.authorizer();
    let stranger = authorizer.and_then(|authorizer| stranger(authorizer, api));
    stranger.into_iter().chain(keyless(route, api)).collect()
}

/// An authorizer that stands for another API.
fn stranger(authorizer: &AuthorizerRef, api: &ApiRef) -> Option<Diagnostic> {
    let (own, api) = (authorizer.api(), api.handle().logical_id());
    let id = authorizer.handle().logical_id();
    let message = format!("`{id}` is an authorizer of `{own}`, not of `{api}`");
    (own != api).then(|| {
        let finding = Diagnostic::error("GW113", message).on(id);
        finding.hint("make an authorizer for this API; the two can ask the same function")
    })
}

/// A key that an authorizer is to name, where there is none.
fn keyless(route: &KeyedRoute, api: &ApiRef) -> Option<Diagnostic> {
    let silent = route.authorization.authorizer().is_none();
    let message = format!(
        "`{}` reads API keys from an authorizer that it does not have",
        route.key
    );
    (route.api_key_required && silent && api.key_source() == ApiKeySource::Authorizer).then(|| {
        let finding = Diagnostic::error("GW137", message).on(api.handle().logical_id());
        finding
            .hint("give the route an `.authorizer(..)`, or let the API read keys from `ApiKeySource::Header`")
    })
}
