//! A function's own words, for people: structured logs are for machines to search, and here a person reads them.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// What every line has and nobody reads while watching: when it was written, and within which invocation.
const PASSED_OVER: [&str; 9] = [
    "timestamp",
    "level",
    "message",
    "fields",
    "target",
    "span",
    "spans",
    "requestId",
    "xrayTraceId",
];

/// Turns a structured line, a JSON object with `level` and `message`, into `LEVEL message key=value …`.
///
/// Any other line stays as the function wrote it.
pub(super) fn readable(line: &str) -> String {
    structured(line).unwrap_or_else(|| line.to_owned())
}

fn structured(line: &str) -> Option<String> {
    let line: Map<String, Value> = serde_json::from_str(line).ok()?;
    let fields = line.get("fields").and_then(Value::as_object);
    let message = line.get("message").or_else(|| fields?.get("message"))?.as_str()?;
    let mut text = format!("{} {message}", line.get("level")?.as_str()?);
    for (key, value) in line.iter().chain(fields.into_iter().flatten()) {
        if PASSED_OVER.contains(&key.as_str()) {
            continue;
        }
        // Writing to a string cannot fail.
        let _ = match value {
            Value::String(value) if !value.contains(' ') => write!(text, " {key}={value}"),
            value => write!(text, " {key}={value}"),
        };
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn a_structured_line_loses_what_nobody_reads() {
        let line = r#"{"timestamp":"2026-11-21T09:55:49Z","level":"INFO","message":"connected","user_id":"ada",
            "guest":false,"hint":"two words","span":{"requestId":"19bb847e","name":"invoke"}}"#;
        assert_eq!(
            readable(line),
            r#"INFO connected guest=false hint="two words" user_id=ada"#
        );
    }

    #[test]
    fn fields_may_stand_in_an_object_of_their_own() {
        let line = r#"{"level":"WARN","fields":{"message":"refused","code":"not_json"},"target":"message"}"#;
        assert_eq!(readable(line), "WARN refused code=not_json");
    }

    #[test]
    fn any_other_line_stays() {
        for line in [
            "plain text",
            "",
            "{}",
            "[1]",
            r#"{"level":"INFO"}"#,
            r#"{"message":"x"}"#,
            "{\"level\":",
        ] {
            assert_eq!(readable(line), line);
        }
    }
}
