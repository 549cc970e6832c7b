//! One answer, in the protocol of whom asked.

use http::Response;
use serde_json::Value;

use crate::request::Call;

/// What an operation yields: a structure, or bytes with headers.
#[derive(Debug)]
pub(crate) enum Answer {
    /// The members of the response.
    Members(Value),
    /// A body that is no structure, as S3 has them.
    Raw(Vec<(&'static str, String)>, Vec<u8>),
}

/// What a service says instead.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    status: u16,
    code: String,
    message: String,
}

/// What a service says to a call.
pub(crate) type Said = Result<Answer, Refusal>;

impl Refusal {
    pub(crate) fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            code: code.to_owned(),
            message: message.into(),
        }
    }

    /// How CloudFormation says that a request makes no sense now.
    pub(crate) fn validation(message: impl Into<String>) -> Self {
        Self::new(400, "ValidationError", message)
    }

    /// An operation that the double has not learned: a test should not pass by luck.
    pub(crate) fn unknown(call: &Call) -> Self {
        Self::new(
            501,
            "NotImplemented",
            format!("the double does not know {}", call.name()),
        )
    }
}

/// Writes what was said as the service would.
pub(crate) fn write(call: &Call, said: Said) -> Response<Vec<u8>> {
    let xml = matches!(call.service.as_str(), "cloudformation" | "sts");
    let (status, headers, body) = match (said, call.service.as_str()) {
        (Ok(Answer::Raw(headers, body)), _) => (200, headers, body),
        (Ok(Answer::Members(members)), _) if xml => {
            let action = &call.action;
            let members = element(&format!("{action}Result"), &members);
            (
                200,
                vec![],
                format!("<{action}Response>{members}</{action}Response>").into_bytes(),
            )
        }
        (Ok(Answer::Members(members)), _) => (200, vec![], members.to_string().into_bytes()),
        (Err(refusal), "s3") => {
            let error = serde_json::json!({ "Code": refusal.code, "Message": refusal.message });
            (refusal.status, vec![], element("Error", &error).into_bytes())
        }
        (Err(refusal), _) if xml => {
            let error =
                serde_json::json!({ "Type": "Sender", "Code": refusal.code, "Message": refusal.message });
            let error = format!("<ErrorResponse>{}</ErrorResponse>", element("Error", &error));
            (refusal.status, vec![], error.into_bytes())
        }
        (Err(refusal), _) => {
            let error = serde_json::json!({ "__type": refusal.code, "message": refusal.message });
            let headers = vec![("x-amzn-errortype", refusal.code)];
            (refusal.status, headers, error.to_string().into_bytes())
        }
    };
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(name, value);
    }
    response.body(body).unwrap_or_default()
}

/// An element with its members; what is null is left out, and the entries of a list are called `member`.
pub(crate) fn element(name: &str, value: &Value) -> String {
    let inner = match value {
        Value::Null => return String::new(),
        Value::Array(entries) => entries.iter().map(|entry| element("member", entry)).collect(),
        Value::Object(members) => members.iter().map(|(name, value)| element(name, value)).collect(),
        Value::String(text) => escaped(text),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    };
    format!("<{name}>{inner}</{name}>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_become_elements() {
        let value = json!({ "Tags": [{ "Key": "a<b" }], "Done": true, "Left": null });
        assert_eq!(
            element("X", &value),
            "<X><Done>true</Done><Tags><member><Key>a&lt;b</Key></member></Tags></X>"
        );
    }
}
