//! Values of attributes.

use crate::websocket::{Json, Source};

/// The value of an attribute, with its type.
///
/// A [`Source`] and a text are strings, an `i64` is a number, a `bool` a truth value.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Attribute(Json);

impl Attribute {
    /// A part of the request as a number. DynamoDB refuses the item where it is none.
    pub fn number(source: Source) -> Self {
        Self::of("N", source)
    }

    /// The whole message, as JSON in a string.
    pub fn message() -> Self {
        Self::of("S", Json::message_text())
    }

    /// A part of the request as JSON in a string: objects and lists of the message stay what they are.
    pub fn json(source: Source) -> Self {
        Self::of("S", Json::json_text(&source))
    }

    /// The time of the request and so many **seconds**, in seconds since 1970: what a table's TTL wants. The gateway knows
    /// milliseconds only, and a TTL in milliseconds would keep items for fifty thousand years.
    pub fn seconds_from_now(seconds: u32) -> Self {
        let time = format!("#set($time = $context.requestTimeEpoch / 1000 + {seconds})$time");
        Self::of("N", Json::quoted(time))
    }

    fn of(kind: &str, value: impl Into<Json>) -> Self {
        Self(Json::object().with(kind, value))
    }

    pub(super) fn into_json(self) -> Json {
        self.0
    }
}

impl From<Source> for Attribute {
    fn from(source: Source) -> Self {
        Self::of("S", source)
    }
}

impl From<&str> for Attribute {
    fn from(text: &str) -> Self {
        Self::of("S", text)
    }
}

impl From<i64> for Attribute {
    fn from(number: i64) -> Self {
        Self::of("N", number.to_string())
    }
}

impl From<i32> for Attribute {
    fn from(number: i32) -> Self {
        i64::from(number).into()
    }
}

impl From<bool> for Attribute {
    fn from(value: bool) -> Self {
        Self::of("BOOL", value)
    }
}
