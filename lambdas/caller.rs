//! Who is calling: what the gateway's events say about a connection and its user.

use aws_lambda_events::apigw::ApiGatewayWebsocketProxyRequestContext as RequestContext;
use protocol::{UserId, Username, handshake};
use serde::{Deserialize, Serialize};

/// One connection for ever: an id might be given out again, an id with its time never is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConnectionKey {
    /// The gateway's id.
    pub connection_id: String,
    /// When it was made, in milliseconds.
    pub connected_at: u64,
}

impl ConnectionKey {
    /// Reads the key; none in an event that is of no connection.
    pub(crate) fn read(context: &RequestContext) -> Option<Self> {
        let connected_at = u64::try_from(context.connected_at).ok()?;
        Some(Self {
            connection_id: context.connection_id.clone()?,
            connected_at,
        })
    }
}

/// A user, as the authorizer vouched for them when they connected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    pub user_id: UserId,
    pub username: Username,
    pub guest: bool,
}

impl Identity {
    /// Reads the authorizer's context; none when no authorizer has run, or one that says something else.
    pub(crate) fn read(context: &RequestContext) -> Option<Self> {
        let field = |name: &str| context.authorizer.fields.get(name)?.as_str();
        Some(Self {
            user_id: UserId::parse(field(handshake::CONTEXT_USER_ID)?).ok()?,
            username: Username::parse(field(handshake::CONTEXT_USERNAME)?).ok()?,
            // The gateway hands every value on as text.
            guest: field(handshake::CONTEXT_GUEST) != Some("false"),
        })
    }
}

/// A user on a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    pub key: ConnectionKey,
    pub identity: Identity,
}

impl Caller {
    /// Reads both.
    pub(crate) fn read(context: &RequestContext) -> Option<Self> {
        Some(Self {
            key: ConnectionKey::read(context)?,
            identity: Identity::read(context)?,
        })
    }
}
