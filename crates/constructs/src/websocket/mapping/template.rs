//! A mapping template.

use cfn::{Expr, Part, Tree, Value};

use super::{Json, Payload, piece};

/// A mapping template: what the gateway makes of a request before a backend sees it, or of an answer before a client does.
///
/// [`Json`] writes most of them. Words of one's own are taken as they are, in API Gateway's Velocity; the crate
/// `gatewright-vtl` tries them on an event in a test.
///
/// ```
/// use constructs::prelude::*;
/// let mine = MappingTemplate::vtl("#if($input.path('$.loud'))1#{else}0#end");
/// let same = MappingTemplate::from(Json::object().with("from", Source::CONNECTION_ID));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct MappingTemplate(Vec<Part>);

impl MappingTemplate {
    /// A template in Velocity.
    pub fn vtl(text: impl Into<Value<String>>) -> Self {
        let text = text.into();
        Self(vec![Part::Hole(text.to_expr())])
    }

    /// Parts of text and values.
    pub(in crate::websocket) fn of(parts: Vec<Part>) -> Self {
        Self(parts)
    }

    pub(super) fn into_parts(self) -> Vec<Part> {
        self.0
    }

    /// Whether it reads headers or query, which only the handshake has.
    pub(in crate::websocket) fn reads_handshake(&self) -> bool {
        self.0.iter().any(|part| {
            matches!(part, Part::Text(text) | Part::Hole(Expr::Literal(Tree::String(text)))
                if text.contains("input.params("))
        })
    }

    /// The property: what CloudFormation knows is filled in by it, the rest by the gateway.
    pub(in crate::websocket) fn to_value(&self) -> Value<String> {
        Value::Expr(Expr::Sub(self.0.clone()))
    }
}

impl From<Json> for MappingTemplate {
    fn from(json: Json) -> Self {
        Self(piece::written(json.pieces()))
    }
}

impl From<&Payload> for MappingTemplate {
    fn from(payload: &Payload) -> Self {
        match payload {
            Payload::Message => Self::vtl("$input.body"),
            Payload::Json(json) => json.clone().into(),
        }
    }
}

impl From<Payload> for MappingTemplate {
    fn from(payload: Payload) -> Self {
        Self::from(&payload)
    }
}
