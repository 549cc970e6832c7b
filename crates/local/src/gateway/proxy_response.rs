//! What a Lambda function answers to a proxy integration.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

/// A proxy response.
///
/// Only these members may stand in it; `statusCode` must. The handler's headers matter for the handshake alone.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ProxyResponse {
    status_code: i64,
    headers: Option<HashMap<String, Value>>,
    multi_value_headers: Option<HashMap<String, Vec<Value>>>,
    body: Option<String>,
    #[serde(rename = "isBase64Encoded")]
    _is_base64_encoded: Option<bool>,
}

impl ProxyResponse {
    /// Reads the answer; the error says what is malformed about it.
    pub(super) fn parse(payload: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(payload)
    }

    /// Whether the handshake goes on: any 2xx does.
    pub(super) fn accepts(&self) -> bool {
        (200..300).contains(&self.status_code)
    }

    /// `statusCode`, where HTTP has such a final status.
    pub(super) fn status(&self) -> Option<u16> {
        u16::try_from(self.status_code)
            .ok()
            .filter(|status| (200..600).contains(status))
    }

    /// The body; no body is an empty one.
    pub(super) fn into_body(self) -> String {
        self.body.unwrap_or_default()
    }

    /// A header by its name, whatever its case; the last value where there are several.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let single = self.headers.iter().flatten();
        let single = single.filter_map(|(key, value)| Some((key, value.as_str()?)));
        let multi = self.multi_value_headers.iter().flatten();
        let multi = multi.filter_map(|(key, values)| Some((key, values.last()?.as_str()?)));
        single
            .chain(multi)
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference 4.3: the accepted members.
    #[test]
    fn a_full_response() {
        let response = ProxyResponse::parse(
            br#"{"statusCode":403,"headers":{"content-type":"text/plain"},"multiValueHeaders":{"X":["a","b"]},
                "body":"no","isBase64Encoded":false}"#,
        )
        .unwrap();
        assert_eq!((response.accepts(), response.status()), (false, Some(403)));
        assert_eq!(response.header("Content-Type"), Some("text/plain"));
        assert_eq!(response.header("x"), Some("b"));
        assert_eq!(response.into_body(), "no");
    }

    /// The events crate for Rust writes the members that it does not have as null.
    #[test]
    fn null_members_are_absent_members() {
        let response = ProxyResponse::parse(br#"{"statusCode":200,"headers":null,"body":null}"#).unwrap();
        assert!(response.accepts());
        assert_eq!(response.into_body(), "");
    }

    /// Reference 4.3: what leads to `Internal server error`; `{}` and a bare string are local decisions (14, row 6).
    #[test]
    fn malformed_responses() {
        for payload in [
            "null",
            "{}",
            r#""text""#,
            r#"{"body":"x"}"#,
            r#"{"statusCode":"200"}"#,
            r#"{"statusCode":200.5}"#,
            r#"{"statusCode":200,"body":{"a":1}}"#,
            r#"{"statusCode":200,"extra":1}"#,
            "not json",
        ] {
            assert!(ProxyResponse::parse(payload.as_bytes()).is_err(), "{payload}");
        }
    }

    /// A status that HTTP does not have cannot be sent.
    #[test]
    fn a_status_outside_http() {
        for status in [-1, 0, 101, 199, 600, 70_000] {
            let payload = format!(r#"{{"statusCode":{status}}}"#);
            assert_eq!(ProxyResponse::parse(payload.as_bytes()).unwrap().status(), None);
        }
    }
}
