//! Templates, tried on events.

use std::collections::BTreeMap;

use cfn::Template;
use serde_json::{Value, json};

use crate::testing::properties;

/// Messages that try to break out of their place, each as a JSON string's text.
pub(crate) const NASTY: [&str; 9] = [
    "plain",
    "it's \"quoted\" \\ back/slash",
    "\",\"admin\":true,\"x\":\"",
    "$context.stage ${util.x} #set($a = 1) #end",
    "\\'",
    "a&MessageBody=stolen&b=%20+",
    "line\nbreak\ttab\u{1}",
    "zürich 😀 \u{2028}",
    "",
];

/// A request whose message is this, on a connection with a name that an authorizer gave.
pub(crate) fn event(message: &Value) -> Value {
    json!({
        "requestContext": {
            "apiId": "abc123",
            "authorizer": { "userId": "o'neill \"x\"" },
            "connectedAt": 1_700_000_000_000_i64,
            "connectionId": "Kx3rIf=",
            "domainName": "abc123.execute-api.eu-central-1.amazonaws.com",
            "eventType": "MESSAGE",
            "requestId": "r-1",
            "requestTimeEpoch": 1_700_000_123_999_i64,
            "routeKey": "chat",
            "stage": "dev",
        },
        "headers": { "Origin": "https://example.com" },
        "queryStringParameters": { "name": "o'neill \"x\"" },
        "body": message.to_string(),
    })
}

/// The request template of an integration, with its references filled in by name.
pub(crate) fn request_template(template: &Template, id: &str) -> String {
    filled(&properties(template, id)["RequestTemplates"]["$default"])
}

/// A value with `${Name}` where CloudFormation would put one, and `${!…}` as it writes it.
pub(crate) fn filled(value: &Value) -> String {
    let text = value.get("Fn::Sub").unwrap_or(value).as_str().unwrap();
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, after) = after.split_once('}').unwrap();
        filled.push_str(before);
        match name.strip_prefix('!') {
            Some(literal) => filled.extend(["${", literal, "}"]),
            None => filled.extend(["<", name, ">"]),
        }
        rest = after;
    }
    filled + rest
}

/// What a template makes of an event; it parses and uses no name that nothing defines.
pub(crate) fn render(template: &str, event: &Value) -> String {
    let parsed = vtl::Template::parse(template).unwrap();
    assert_eq!(parsed.check(), [], "{template}");
    vtl::render(template, &event.to_string()).unwrap_or_else(|error| panic!("{error}\n{template}"))
}

/// What a template makes of an event, as JSON.
pub(crate) fn render_json(template: &str, event: &Value) -> Value {
    let text = render(template, event);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// What a template makes of an event, as the pairs of a form.
pub(crate) fn render_form(template: &str, event: &Value) -> BTreeMap<String, String> {
    let text = render(template, event);
    let decode = |text: &str| {
        let event = json!({ "body": json!({ "text": text }).to_string() });
        render("$util.urlDecode($input.path('$.text'))", &event)
    };
    let pairs = text.split('&').map(|pair| pair.split_once('=').unwrap());
    pairs
        .map(|(name, value)| (name.to_owned(), decode(value)))
        .collect()
}
