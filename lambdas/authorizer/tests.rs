use serde_json::{Value, json};

use super::*;

fn request(query: &[(&str, &str)]) -> Request {
    let mut event: Value = serde_json::from_str(include_str!("../events/authorizer.json")).unwrap();
    for (name, value) in query {
        event["queryStringParameters"][name] = json!(value);
        event["multiValueQueryStringParameters"][name] = json!([value]);
    }
    serde_json::from_value(event).unwrap()
}

fn guest(query: &[(&str, &str)]) -> Result<Admission, Unauthorized> {
    authorize(AuthMode::Guest, &request(query))
}

#[test]
fn a_believed_token_admits_to_exactly_this_route() {
    let admission = guest(&[("token", "valid_x"), ("userId", "ann"), ("username", "Ann")]).unwrap();
    assert_eq!(
        serde_json::to_value(admission).unwrap(),
        json!({
            "principalId": "ann",
            "policyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Action": "execute-api:Invoke",
                    "Effect": "Allow",
                    "Resource": "arn:aws:execute-api:eu-west-1:111122223333:ab12cd34ef/dev/$connect",
                }],
            },
            "context": { "userId": "ann", "username": "Ann", "guest": false },
        })
    );
}

#[test]
fn nobody_needs_a_token_to_be_a_guest() {
    for query in [&[][..], &[("token", "")][..]] {
        let context = guest(query).unwrap().context;
        assert!(
            context.guest && context.user_id.as_str().starts_with("guest-"),
            "{context:?}"
        );
        assert_eq!(context.username.as_str(), context.user_id.as_str());
    }
    assert_ne!(
        guest(&[]).unwrap().context.user_id,
        guest(&[]).unwrap().context.user_id
    );
    assert_eq!(
        guest(&[("userId", "bob")]).unwrap().context.username.as_str(),
        "bob"
    );
}

#[test]
fn every_other_token_is_refused() {
    for token in ["x", "invalid_x", "Valid_x", " valid_x", "null"] {
        assert_eq!(guest(&[("token", token)]), Err(Unauthorized), "{token:?}");
    }
}

#[test]
fn names_that_cannot_be_are_refused() {
    assert_eq!(guest(&[("userId", "a#b")]), Err(Unauthorized));
    assert_eq!(
        guest(&[("userId", "ann"), ("username", "A\nnn")]),
        Err(Unauthorized)
    );
}

#[test]
fn closed_refuses_everybody() {
    for query in [&[][..], &[("token", "valid_x")][..]] {
        assert_eq!(authorize(AuthMode::Closed, &request(query)), Err(Unauthorized));
    }
}

#[test]
fn the_refusal_is_the_word_that_the_gateway_knows() {
    let told = Diagnostic::from(Unauthorized);
    assert_eq!(
        (told.error_type.as_str(), told.error_message.as_str()),
        ("Unauthorized", "Unauthorized")
    );
}
