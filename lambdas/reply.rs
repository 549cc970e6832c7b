//! What a function answers to the gateway.

use aws_lambda_events::{
    apigw::ApiGatewayProxyResponse,
    encodings::Body,
    http::{HeaderValue, header},
};
use protocol::{ErrorCode, Outbound, ProtocolError};

use crate::store::StoreError;

/// An answer without a body. The gateway reads the status on `$connect` only.
pub(crate) fn empty(status: u16) -> ApiGatewayProxyResponse {
    let mut response = ApiGatewayProxyResponse::default();
    response.status_code = i64::from(status);
    response
}

/// An answer whose body is a frame: what the client receives on a two-way route, and of a refused handshake.
pub(crate) fn frame(status: u16, frame: &Outbound) -> ApiGatewayProxyResponse {
    let mut response = empty(status);
    response
        .headers
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.body = Some(Body::Text(frame.encode()));
    response
}

/// A refusal with its code and a text for people.
pub(crate) fn refuse(code: ErrorCode, message: impl Into<String>) -> ProtocolError {
    ProtocolError {
        code,
        message: message.into(),
        id: None,
    }
}

/// What a client learns of a store that failed; the log learns the rest.
impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the request has failed");
        Self(match error {
            StoreError::Busy { .. } => refuse(ErrorCode::Busy, "too many at once; send it again"),
            _ => refuse(ErrorCode::Internal, "something failed on our side; send it again"),
        })
    }
}

/// Why a request was refused or failed, as the client is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal(pub ProtocolError);

impl From<ProtocolError> for Refusal {
    fn from(error: ProtocolError) -> Self {
        Self(error)
    }
}
