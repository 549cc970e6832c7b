//! What services get to carry.

use cfn::Part;

use super::{Json, MappingTemplate, piece};
use crate::{source, websocket::Source};

/// What a queue, topic or stream carries: the message as the client sent it, or [`Json`] made of the request.
#[derive(Clone, Debug, PartialEq)]
pub enum Payload {
    /// The message, letter by letter.
    Message,
    /// JSON of one's own.
    Json(Json),
}

impl Payload {
    /// The message with what its consumer would not know otherwise: `connectionId`, `routeKey`, `requestId`, the time in
    /// milliseconds as `sentAt`, and the client's JSON as `message`.
    pub fn envelope() -> Self {
        Self::Json(
            Json::object()
                .with("connectionId", Source::CONNECTION_ID)
                .with("routeKey", source!("context.routeKey"))
                .with("requestId", Source::REQUEST_ID)
                .with("sentAt", Json::value(source!("context.requestTimeEpoch")))
                .with("message", Json::message()),
        )
    }

    /// What is known of a connection that has ended: who, when it began and when it ended, both in milliseconds since 1970.
    /// Why it ended is told to proxy integrations alone.
    pub fn disconnection() -> Self {
        Self::Json(
            Json::object()
                .with("connectionId", Source::CONNECTION_ID)
                .with("eventType", source!("context.eventType"))
                .with("connectedAt", Json::value(source!("context.connectedAt")))
                .with("disconnectedAt", Json::value(source!("context.requestTimeEpoch")))
                .with("apiId", source!("context.apiId"))
                .with("stage", source!("context.stage"))
                .with("domainName", source!("context.domainName"))
                .with("requestId", Source::REQUEST_ID),
        )
    }

    /// What a template has to say first, and the expression that is the payload's text from then on.
    pub(in crate::websocket) fn expression(&self) -> (Vec<Part>, &'static str) {
        match self {
            Self::Message => (Vec::new(), "$input.body"),
            Self::Json(json) => {
                let mut parts = vec![Part::Text("#set($payload = ".to_owned())];
                parts.extend(piece::added(json.pieces()));
                parts.push(Part::Text(")".to_owned()));
                (parts, "$payload")
            }
        }
    }

    /// A template that begins with the payload and goes on with what `rest` makes of its expression.
    pub(in crate::websocket) fn before(&self, rest: impl FnOnce(&str) -> MappingTemplate) -> MappingTemplate {
        let (mut parts, expression) = self.expression();
        parts.extend(rest(expression).into_parts());
        MappingTemplate::of(parts)
    }
}

impl From<Json> for Payload {
    fn from(json: Json) -> Self {
        Self::Json(json)
    }
}
