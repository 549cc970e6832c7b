//! Where a backend's values come from.

use std::borrow::Cow;

use super::checked_text::checked_text;

checked_text! {
    /// A part of the request, in API Gateway's own words: what parameters and mapping templates are filled from.
    ///
    /// | expression | is |
    /// |---|---|
    /// | `context.connectionId` | a documented variable of `$context`, or `context.authorizer.{key}` |
    /// | `route.request.body.user.name` | a member of the message |
    /// | `route.request.querystring.token`, `route.request.header.origin` | of `$connect` only: messages have neither |
    /// | `stageVariables.colour` | a stage variable |
    /// | `'text'` | always the same |
    ///
    /// Write one that is known with [`source!`](crate::source!), and the compiler checks it.
    ///
    /// ```
    /// use constructs::{source, websocket::Source};
    /// assert_eq!(source!("context.connectionId"), Source::CONNECTION_ID);
    /// assert!(Source::parse("context.conectionId").is_err());
    /// ```
    Source if is_source;

    /// Text that names no part of a request.
    InvalidSource:
        "`{}` names no part of a request: write `context.{{variable}}`, `route.request.body.{{member}}`, `route.request.querystring.{{name}}`, `route.request.header.{{name}}`, `stageVariables.{{name}}` or `'text'`",
        "no part of a request: write `context.connectionId`, `route.request.body.text`, `route.request.querystring.token`, `route.request.header.origin`, `stageVariables.colour` or `'text'`"
}

/// A [`Source`](crate::websocket::Source) that the compiler has checked.
///
/// ```
/// assert_eq!(constructs::source!("route.request.body.text").as_str(), "route.request.body.text");
/// ```
///
/// ```compile_fail
/// constructs::source!("context.conectionId"); // no variable of WebSocket APIs
/// ```
#[macro_export]
macro_rules! source {
    ($text:expr) => {{
        const SOURCE: $crate::websocket::Source = $crate::websocket::Source::__literal($text);
        SOURCE
    }};
}

/// The variables of `$context` whose text the service makes: letters and digits that no format has to escape.
const PLAIN: [&str; 11] = [
    "apiId",
    "connectedAt",
    "connectionId",
    "domainName",
    "eventType",
    "extendedRequestId",
    "requestId",
    "requestTime",
    "requestTimeEpoch",
    "routeKey",
    "stage",
];

/// The others, `authorizer.{key}` aside: users can have a hand in them, or a request may not have them.
const OTHER: [&str; 16] = [
    "error.messageString",
    "error.validationErrorString",
    "identity.accountId",
    "identity.apiKey",
    "identity.apiKeyId",
    "identity.caller",
    "identity.cognitoAuthenticationProvider",
    "identity.cognitoAuthenticationType",
    "identity.cognitoIdentityId",
    "identity.cognitoIdentityPoolId",
    "identity.sourceIp",
    "identity.user",
    "identity.userAgent",
    "identity.userArn",
    "messageId",
    "status",
];

/// Parameters of the handshake: how they begin, and the map of `$input.params()` that has them.
const HANDSHAKE: [(&str, &str); 4] = [
    ("route.request.querystring.", "querystring"),
    ("route.request.header.", "header"),
    ("route.request.multivaluequerystring.", "querystring"),
    ("route.request.multivalueheader.", "header"),
];

const CONTEXT: &str = "context.";
const BODY: &str = "route.request.body.";
const VARIABLE: &str = "stageVariables.";

/// What a source is, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    Static(&'a str),
    Context(&'a str),
    Body(&'a str),
    Variable(&'a str),
    Handshake { map: &'static str, name: &'a str },
}

impl Source {
    /// The id of the connection, by which everybody posts to it.
    pub const CONNECTION_ID: Self = Self(Cow::Borrowed("context.connectionId"));

    /// The id of the request: another one for each message, and never missing.
    pub const REQUEST_ID: Self = Self(Cow::Borrowed("context.requestId"));

    /// An expression whose check comes later.
    pub(super) fn unchecked(text: String) -> Self {
        Self(text.into())
    }

    /// Whether it is one, where that is not known yet.
    pub(super) fn is_checked(&self) -> bool {
        is_source(self.as_str())
    }

    /// Whether only the handshake has it.
    pub(super) fn is_of_handshake(&self) -> bool {
        matches!(self.kind(), Kind::Handshake { .. })
    }

    pub(super) fn kind(&self) -> Kind<'_> {
        let text = self.as_str();
        if let Some(text) = text.strip_prefix('\'') {
            return Kind::Static(text.trim_end_matches('\''));
        }
        if let Some(path) = text.strip_prefix(BODY) {
            return Kind::Body(path);
        }
        if let Some(name) = text.strip_prefix(VARIABLE) {
            return Kind::Variable(name);
        }
        let handshake = HANDSHAKE.iter().find_map(|(prefix, map)| {
            let name = text.strip_prefix(prefix)?;
            Some(Kind::Handshake { map, name })
        });
        handshake.unwrap_or_else(|| Kind::Context(text.strip_prefix(CONTEXT).unwrap_or(text)))
    }

    /// Whether its text can stand in JSON as it is.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self.kind(), Kind::Context(name) if PLAIN.contains(&name))
    }

    /// The reference of mapping templates, without its dollar; static text has none.
    pub(super) fn reference(&self) -> Option<String> {
        Some(match self.kind() {
            Kind::Static(_) => return None,
            Kind::Context(name) => format!("context.{name}"),
            Kind::Variable(name) => format!("stageVariables.{name}"),
            Kind::Body(path) => format!("input.path('$.{path}')"),
            Kind::Handshake { map, name } => format!("input.params().{map}.get('{name}')"),
        })
    }

    /// An expression of mapping templates that is text whatever the request has: what is missing is empty.
    pub(super) fn expression(&self) -> String {
        match (self.kind(), self.reference()) {
            (Kind::Static(text), _) => format!("'{text}'"),
            (_, Some(reference)) if self.is_plain() => format!("${reference}"),
            (_, reference) => format!("\"$!{}\"", reference.unwrap_or_default()),
        }
    }
}

const fn is_source(text: &str) -> bool {
    let text = text.as_bytes();
    if let Some(name) = after(text, CONTEXT) {
        return is_variable(name);
    }
    if let Some(path) = after(text, BODY) {
        return is_path(path);
    }
    if let Some(name) = after(text, VARIABLE) {
        return is_name(name, b"_");
    }
    let mut index = 0;
    while index < HANDSHAKE.len() {
        if let Some(name) = after(text, HANDSHAKE[index].0) {
            return is_name(name, b"_-.");
        }
        index += 1;
    }
    is_static(text)
}

/// What follows a prefix.
const fn after<'a>(text: &'a [u8], prefix: &str) -> Option<&'a [u8]> {
    let prefix = prefix.as_bytes();
    if text.len() < prefix.len() {
        return None;
    }
    let (begin, rest) = text.split_at(prefix.len());
    if equal(begin, prefix) { Some(rest) } else { None }
}

const fn equal(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < one.len() {
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}

const fn is_variable(name: &[u8]) -> bool {
    if let Some(key) = after(name, "authorizer.") {
        return is_name(key, b"_");
    }
    is_among(name, &PLAIN) || is_among(name, &OTHER)
}

const fn is_among(name: &[u8], names: &[&str]) -> bool {
    let mut index = 0;
    while index < names.len() {
        if equal(name, names[index].as_bytes()) {
            return true;
        }
        index += 1;
    }
    false
}

/// Letters, digits and a few more.
const fn is_name(name: &[u8], more: &[u8]) -> bool {
    let mut index = 0;
    while index < name.len() {
        let byte = name[index];
        if !byte.is_ascii_alphanumeric() && !has(more, byte) {
            return false;
        }
        index += 1;
    }
    !name.is_empty()
}

const fn has(bytes: &[u8], byte: u8) -> bool {
    let mut index = 0;
    while index < bytes.len() {
        if bytes[index] == byte {
            return true;
        }
        index += 1;
    }
    false
}

/// Members and indices: `user.names[0]`, without an empty step.
const fn is_path(path: &[u8]) -> bool {
    let mut index = 0;
    let mut last = b'.';
    while index < path.len() {
        let byte = path[index];
        if byte == b'.' && last == b'.' {
            return false;
        }
        last = byte;
        index += 1;
    }
    last != b'.' && path[0] != b'[' && is_name(path, b"_.[]")
}

/// Text in single quotes; inside, what no header and no template has to escape.
const fn is_static(text: &[u8]) -> bool {
    let mut index = 1;
    while index + 1 < text.len() {
        let byte = text[index];
        if byte < 0x20 || byte > 0x7E || has(b"'$#\\", byte) {
            return false;
        }
        index += 1;
    }
    text.len() >= 2 && text[0] == b'\'' && text[text.len() - 1] == b'\''
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_parts_of_requests() {
        for good in [
            "context.connectionId",
            "context.authorizer.userId",
            "context.identity.sourceIp",
            "route.request.body.text",
            "route.request.body.user.names[0]",
            "route.request.querystring.token",
            "route.request.header.Sec-WebSocket-Protocol",
            "route.request.multivalueheader.x",
            "stageVariables.colour",
            "''",
            "'application/json; charset=utf-8'",
        ] {
            assert_eq!(Source::parse(good).unwrap().as_str(), good);
        }
        for bad in [
            "",
            "'",
            "context.",
            "context.conectionId",
            "context.authorizer.",
            "$context.connectionId",
            "route.request.body",
            "route.request.body.",
            "route.request.body.a..b",
            "route.request.body.[0]",
            "route.request.body.a')",
            "route.request.header.",
            "method.request.header.x",
            "stageVariables.a-b",
            "'it's'",
            "'$context.stage'",
            "text",
        ] {
            assert!(Source::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn every_variable_is_one_of_mapping_templates_and_none_is_missing() {
        for name in PLAIN.iter().chain(&OTHER) {
            let template = vtl::Template::parse(&format!("$context.{name}")).unwrap();
            assert_eq!(template.check(), [], "{name}");
        }
        // `authorizer.principalId` is the one that `authorizer.{key}` covers.
        assert_eq!(PLAIN.len() + OTHER.len(), 27);
    }
}
