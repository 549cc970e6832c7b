//! JSON with holes.

use cfn::{Tree, Value};

use super::piece::{Piece, escaped, literal};
use crate::websocket::{Source, source::Kind};

/// JSON that is filled in for each request: the usual mapping template, without a word of Velocity.
///
/// Text is escaped where it has to be, so that no message can break out of its place.
///
/// ```
/// use constructs::prelude::*;
/// let greeting = Json::object()
///     .with("type", "hello")
///     .with("connectionId", Source::CONNECTION_ID)
///     .with("name", source!("route.request.body.user.name"))
///     .with("message", Json::message());
/// ```
///
/// becomes
///
/// ```text
/// {"type":"hello","connectionId":"$context.connectionId","name":"$util.escapeJavaScript("$!input.path('$.user.name')").replaceAll("\\'", "'")","message":$input.json('$')}
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Json(Node);

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Object(Vec<(String, Json)>),
    Array(Vec<Json>),
    /// A number, a truth value or null.
    Scalar(Tree),
    /// Text that is known, by the program or by CloudFormation.
    Text(Value<String>),
    /// Text of the request.
    Source(Source),
    /// A reference of the template that is JSON.
    Raw(String),
    /// A string of JSON whose inside the template makes.
    Quoted(String),
}

impl Json {
    /// An object without members.
    pub fn object() -> Self {
        Self(Node::Object(Vec::new()))
    }

    /// Adds a member to an object; anything else stays as it is.
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        if let Node::Object(members) = &mut self.0 {
            members.push((name.into(), value.into()));
        }
        self
    }

    /// An array.
    pub fn array<T: Into<Json>>(items: impl IntoIterator<Item = T>) -> Self {
        Self(Node::Array(items.into_iter().map(Into::into).collect()))
    }

    /// The whole message, as the JSON that it is.
    pub fn message() -> Self {
        Self(Node::Raw("$input.json('$')".to_owned()))
    }

    /// A part of the request as JSON: a member of the message with its own type, a time of the context as a number. What is
    /// text by nature is a string; a member that the message does not have is `""`.
    pub fn value(source: Source) -> Self {
        Self(match source.kind() {
            Kind::Body(path) => Node::Raw(format!("$input.json('$.{path}')")),
            Kind::Context(name @ ("connectedAt" | "requestTimeEpoch")) => {
                Node::Raw(format!("$context.{name}"))
            }
            _ => Node::Source(source),
        })
    }

    /// The whole message as JSON inside a string, for backends that want text.
    pub(in crate::websocket) fn message_text() -> Self {
        Self::text_of("$input.json('$')")
    }

    /// A member of the message as JSON inside a string; what is text by nature is that text.
    pub(in crate::websocket) fn json_text(source: &Source) -> Self {
        match source.kind() {
            Kind::Body(path) => Self::text_of(&format!("$input.json('$.{path}')")),
            _ => source.clone().into(),
        }
    }

    /// A string whose inside is this piece of template.
    pub(in crate::websocket) fn quoted(inside: impl Into<String>) -> Self {
        Self(Node::Quoted(inside.into()))
    }

    /// A string that holds the text of this expression.
    pub(in crate::websocket) fn text_of(expression: &str) -> Self {
        Self::quoted(escaped(expression))
    }

    pub(super) fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.write(&mut pieces);
        pieces
    }

    fn write(&self, pieces: &mut Vec<Piece>) {
        match &self.0 {
            Node::Object(members) => {
                text(pieces, "{");
                for (place, (name, value)) in members.iter().enumerate() {
                    let comma = if place == 0 { "" } else { "," };
                    text(pieces, &format!("{comma}\"{}\":", literal(name)));
                    value.write(pieces);
                }
                text(pieces, "}");
            }
            Node::Array(items) => {
                text(pieces, "[");
                for (place, item) in items.iter().enumerate() {
                    text(pieces, if place == 0 { "" } else { "," });
                    item.write(pieces);
                }
                text(pieces, "]");
            }
            Node::Scalar(tree) => text(pieces, &tree.to_json_line()),
            Node::Text(Value::Literal(known)) => text(pieces, &format!("\"{}\"", literal(known))),
            Node::Text(Value::Expr(expr)) => in_quotes(pieces, Piece::Value(expr.clone())),
            Node::Source(source) => source_text(pieces, source),
            Node::Raw(reference) => pieces.push(Piece::Reference(reference.clone())),
            Node::Quoted(inside) => in_quotes(pieces, Piece::Reference(inside.clone())),
        }
    }
}

/// Text, together with the text before it.
fn text(pieces: &mut Vec<Piece>, more: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(text)) => text.push_str(more),
        _ => pieces.push(Piece::Text(more.to_owned())),
    }
}

fn in_quotes(pieces: &mut Vec<Piece>, inside: Piece) {
    text(pieces, "\"");
    pieces.push(inside);
    text(pieces, "\"");
}

fn source_text(pieces: &mut Vec<Piece>, source: &Source) {
    match (source.kind(), source.reference()) {
        (Kind::Static(known), _) => text(pieces, &format!("\"{}\"", literal(known))),
        (_, Some(reference)) if source.is_plain() => {
            in_quotes(pieces, Piece::Reference(format!("${reference}")));
        }
        _ => in_quotes(pieces, Piece::Reference(escaped(&source.expression()))),
    }
}

impl From<Source> for Json {
    fn from(source: Source) -> Self {
        Self(Node::Source(source))
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self(Node::Text(text.into()))
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self(Node::Text(text.into()))
    }
}

impl From<Value<String>> for Json {
    fn from(text: Value<String>) -> Self {
        Self(Node::Text(text))
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self(Node::Scalar(value.into()))
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Self(Node::Scalar(number.into()))
    }
}

impl From<i32> for Json {
    fn from(number: i32) -> Self {
        i64::from(number).into()
    }
}
