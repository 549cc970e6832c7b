//! Where API keys are read.

/// Where the gateway reads the API key of a connect request.
///
/// ```
/// use constructs::prelude::*;
/// let api = WebSocketApi::new("chat", RouteSelection::body("type")).api_key_source(ApiKeySource::Authorizer);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApiKeySource {
    /// The header `x-api-key`. Browsers cannot set it.
    #[default]
    Header,
    /// The member `usageIdentifierKey` of what the authorizer returns: the client never sees the key.
    Authorizer,
}

impl ApiKeySource {
    /// The selection expression.
    pub(crate) const fn expression(self) -> &'static str {
        match self {
            Self::Header => "$request.header.x-api-key",
            Self::Authorizer => "$context.authorizer.usageIdentifierKey",
        }
    }
}
