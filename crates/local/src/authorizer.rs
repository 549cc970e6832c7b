//! REQUEST authorizers: what they answer, and what that means.
//!
//! A WebSocket API asks its authorizer once per connection, before `$connect`, and never caches the answer.

use policy::{Conditions, Decision as Verdict, Policy, PolicyErrors, Request, evaluate};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The action that a policy must allow on `$connect`.
const INVOKE: &str = "execute-api:Invoke";
/// The longest answer of an authorizer, in bytes: 8 KB.
const LONGEST_ANSWER: usize = 8 * 1024;

/// What an authorizer decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// The client may connect; this is what later events carry under `requestContext.authorizer`.
    Allow(Map<String, Value>),
    /// The client may not connect: 403 with this message.
    Deny(&'static str),
}

/// Why an authorizer's answer cannot be used: 500 for the client.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// It is no authorizer response.
    #[error("the authorizer's answer is malformed: {0}")]
    Malformed(#[from] serde_json::Error),
    /// Its policy document is none.
    #[error(transparent)]
    Policy(#[from] PolicyErrors),
    /// A context value is a list or a map.
    #[error("`context.{0}` is neither text, number nor truth value")]
    Context(String),
    /// It exceeds 8 KB.
    #[error("the authorizer's answer has {0} bytes, 8,192 are allowed")]
    TooLong(usize),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    principal_id: String,
    policy_document: Value,
    #[serde(default)]
    context: Option<Map<String, Value>>,
}

/// Judges an authorizer's answer for the route with this ARN.
pub fn judge(payload: &[u8], method_arn: &str) -> Result<Decision, Unusable> {
    if payload.len() > LONGEST_ANSWER {
        return Err(Unusable::TooLong(payload.len()));
    }
    let answer: Answer = serde_json::from_slice(payload)?;
    let policy = Policy::from_json("policyDocument", &answer.policy_document.to_string())?;
    // What conditions ask for is not known here, and must not open a door.
    let request = Request::new(INVOKE, method_arn).conditions(Conditions::Feared);
    let mut carried = Map::new();
    for (key, value) in answer.context.into_iter().flatten() {
        carried.insert(key.clone(), text(value).ok_or(Unusable::Context(key))?);
    }
    carried.insert("principalId".to_owned(), Value::String(answer.principal_id));
    Ok(match evaluate([&policy], &request) {
        Verdict::Allowed { .. } => Decision::Allow(carried),
        Verdict::ExplicitDeny { .. } => Decision::Deny(
            "User is not authorized to access this resource with an explicit deny in an identity-based policy",
        ),
        Verdict::ImplicitDeny => Decision::Deny(
            "User is not authorized to access this resource because no identity-based policy allows the \
             execute-api:Invoke action",
        ),
    })
}

/// Context values are strings for all who read them later.
fn text(value: Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value),
        Value::Number(_) | Value::Bool(_) => Some(Value::String(value.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ARN: &str = "arn:aws:execute-api:eu-west-1:111122223333:ab12cd34ef/dev/$connect";

    fn answer(effect: &str, resource: &str, context: &Value) -> Result<Decision, Unusable> {
        let statement = json!([{"Action": "execute-api:Invoke", "Effect": effect, "Resource": resource}]);
        let policy = json!({"Version": "2012-10-17", "Statement": statement});
        let answer = json!({"principalId": "user-42", "policyDocument": policy, "context": context});
        judge(answer.to_string().as_bytes(), ARN)
    }

    /// Reference 5.4: all as strings, empty ones kept, and the principal.
    #[test]
    fn context_arrives_as_strings() {
        let context = json!({"tenant": "acme", "level": 7, "vip": true, "note": ""});
        let expected =
            json!({"tenant": "acme", "level": "7", "vip": "true", "note": "", "principalId": "user-42"});
        let decision = answer("Allow", ARN, &context).unwrap();
        assert_eq!(decision, Decision::Allow(expected.as_object().unwrap().clone()));
    }

    /// Reference 5.4: the two texts.
    #[test]
    fn denials_say_which_kind_they_are() {
        let text = |decision| match decision {
            Ok(Decision::Deny(text)) => text,
            other => panic!("{other:?}"),
        };
        let explicit = text(answer("Deny", "*", &json!({})));
        let implicit = text(answer("Allow", "arn:aws:execute-api:*:*:other/*", &json!({})));
        assert!(explicit.ends_with("with an explicit deny in an identity-based policy"));
        assert!(implicit.ends_with("no identity-based policy allows the execute-api:Invoke action"));
    }

    /// Reference 5.4: an empty principal is accepted, a missing context as well.
    #[test]
    fn little_is_enough() {
        let policy = json!({"Statement": {"Action": "*", "Effect": "Allow", "Resource": "*"}});
        let answer = json!({"principalId": "", "policyDocument": policy}).to_string();
        let expected = json!({"principalId": ""}).as_object().unwrap().clone();
        assert_eq!(judge(answer.as_bytes(), ARN).unwrap(), Decision::Allow(expected));
    }

    /// Reference 5.4 and 8.1: nonsense, nested context and long answers are no decision.
    #[test]
    fn answers_that_cannot_be_used() {
        assert!(matches!(judge(b"{}", ARN), Err(Unusable::Malformed(_))));
        assert!(matches!(judge(b"null", ARN), Err(Unusable::Malformed(_))));
        assert!(matches!(
            judge(br#"{"principalId":"a","policyDocument":{}}"#, ARN),
            Err(Unusable::Policy(_))
        ));
        assert!(matches!(answer("Allow", ARN, &json!({"a": {}})), Err(Unusable::Context(key)) if key == "a"));
        let long = json!({"a": "x".repeat(8192)});
        assert!(matches!(answer("Allow", ARN, &long), Err(Unusable::TooLong(_))));
    }
}
