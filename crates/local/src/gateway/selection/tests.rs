use proptest::prelude::*;
use serde_json::json;

use super::*;

fn select(expression: &str, body: &Value) -> String {
    let selection: Selection = expression.parse().unwrap();
    selection.evaluate(Some(body))
}

/// Reference 3.1, row by row.
#[test]
fn expressions_of_the_reference_table() {
    let join = json!({"action": "join", "svc": "chat", "user": {"ids": ["u1", "u2"]}});
    for (expression, expected) in [
        ("$request.body.action", "join"),
        ("${request.body.action}", "join"),
        ("${request.body.svc}/${request.body.action}", "chat/join"),
        ("${request.body.action}-${request.body.nope}", "join-"),
        ("$request.body.user.ids[0]", "u1"),
        ("$request.body['user']['ids'][1]", "u2"),
        ("literal", "literal"),
        ("\\$default", "$default"),
        ("$request.body.nope", ""),
    ] {
        assert_eq!(select(expression, &join), expected, "{expression}");
    }
}

/// Reference 3.1: array value, and the other scalars below the table.
#[test]
fn values_that_are_no_text() {
    for (value, expected) in [
        (json!(["a", "b"]), "[a, b]"),
        (json!(null), "null"),
        (json!(true), "true"),
        (json!(7), "7"),
        (json!(1e21), "1000000000000000000000"),
        (json!(-0.25), "-0.25"),
        (json!({"a": 1}), r#"{"a":1}"#),
    ] {
        assert_eq!(select("$request.body.x", &json!({"x": value})), expected);
    }
}

/// Reference 3.2: a message that is no JSON has no fields; literals stay.
#[test]
fn a_message_that_is_no_json_has_no_fields() {
    let selection: Selection = "a${request.body.x}b".parse().unwrap();
    assert_eq!(selection.evaluate(None), "ab");
}

/// Reference 3.1: evaluated once, no recursion.
#[test]
fn a_value_is_not_evaluated_again() {
    let body = json!({"x": "${request.body.y}", "y": "z"});
    assert_eq!(select("$request.body.x", &body), "${request.body.y}");
}

#[test]
fn what_is_no_expression_says_where() {
    for (expression, expected) in [
        ("", SelectionError::Empty),
        ("$request.header.x", SelectionError::Unavailable { at: 0 }),
        ("a${context.x}", SelectionError::Unavailable { at: 1 }),
        ("$default", SelectionError::Unavailable { at: 0 }),
        ("$request.body.", SelectionError::Path { at: 14 }),
        ("$request.body.a b", SelectionError::Path { at: 15 }),
        ("$request.body[x]", SelectionError::Path { at: 14 }),
        ("$request.body['x", SelectionError::Path { at: 17 }),
        ("${request.body.a", SelectionError::Unclosed { at: 16 }),
    ] {
        assert_eq!(expression.parse::<Selection>(), Err(expected), "{expression}");
    }
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        "[^']{1,6}".prop_map(Step::Name),
        "[^\"]{1,6}".prop_map(Step::Name),
        any::<usize>().prop_map(Step::Index),
    ]
}

/// Literals never stand side by side: the parser would make one of them.
fn selection() -> impl Strategy<Value = Selection> {
    let body = || prop::collection::vec(step(), 0..4).prop_map(Part::Body);
    let pair = (prop::option::of(".{1,8}".prop_map(Part::Literal)), body())
        .prop_map(|(literal, body)| literal.into_iter().chain([body]).collect::<Vec<_>>());
    prop::collection::vec(pair, 1..4).prop_map(|pairs| Selection(pairs.concat()))
}

proptest! {
    #[test]
    fn an_expression_reads_back_as_it_was_written(selection in selection()) {
        prop_assert_eq!(selection.to_string().parse(), Ok(selection));
    }

    #[test]
    fn any_text_parses_or_is_refused(text in r"(\$|\{|\}|request\.body|\.|\[|\]|'|\\|.){0,12}") {
        if let Ok(selection) = text.parse::<Selection>() {
            selection.evaluate(None);
        }
    }

    #[test]
    fn a_field_selects_its_own_text(key in "[^']{1,8}", value in ".*") {
        let expression = format!("${{request.body['{key}']}}");
        prop_assert_eq!(select(&expression, &json!({ key: value.clone() })), value);
    }
}
