use crate::{Policy, Request};

/// Whether a condition such as `'Bool': {'a:b': 'true'}` holds for a request in which `a:b` has these values.
fn holds(condition: &str, found: Option<&[&str]>) -> bool {
    let json = format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {{{}}}}}}}"#,
        condition.replace('\'', "\"")
    );
    let policy = Policy::from_json("P", &json).unwrap();
    let request = Request::new("a:b", "*").with("aws:username", "ann");
    let request = match found {
        Some(values) => request.with_all("A:B", values.iter().copied()),
        None => request,
    };
    policy.statements[0].conditions_hold(&request)
}

#[test]
fn each_operator_compares_in_its_own_way() {
    for (operator, value, yes, no) in [
        ("StringEquals", "a*", "a*", "ab"),
        ("StringEquals", "${aws:username}", "ann", "bob"),
        ("StringNotEquals", "a", "b", "a"),
        ("StringEqualsIgnoreCase", "Ab", "aB", "b"),
        ("StringNotEqualsIgnoreCase", "Ab", "b", "aB"),
        ("StringLike", "a?*", "abc", "a"),
        ("StringNotLike", "a?*", "a", "abc"),
        ("NumericEquals", "10", "10.0", "11"),
        ("NumericNotEquals", "10", "11", "10"),
        ("NumericLessThan", "10", "9", "10"),
        ("NumericLessThanEquals", "10", "10", "11"),
        ("NumericGreaterThan", "10", "11", "10"),
        ("NumericGreaterThanEquals", "10", "10", "9"),
        (
            "DateEquals",
            "2026-01-01T00:00:00Z",
            "2026-01-01T01:00:00+01:00",
            "2026-01-02",
        ),
        (
            "DateNotEquals",
            "2026-01-01",
            "2026-01-02",
            "2026-01-01T00:00:00Z",
        ),
        ("DateLessThan", "2026-01-01", "1767225599", "1767225600"),
        ("DateLessThanEquals", "1767225600", "2026-01-01", "2026-01-02"),
        ("DateGreaterThan", "2026-01-01", "2026-01-02", "2026-01-01"),
        ("DateGreaterThanEquals", "2026-01-01", "2026-01-01", "2025-12-31"),
        ("Bool", "true", "True", "false"),
        ("BinaryEquals", "QmluYXJ5", "QmluYXJ5", "QQ=="),
        ("IpAddress", "203.0.113.0/24", "203.0.113.255", "203.0.114.0"),
        ("IpAddress", "2001:db8::/32", "2001:db8:1::1", "203.0.113.7"),
        ("IpAddress", "0.0.0.0/0", "255.1.1.1", "::1"),
        ("NotIpAddress", "203.0.113.7", "203.0.113.8", "203.0.113.7"),
        (
            "ArnLike",
            "arn:aws:sns:*:*:chat-*",
            "arn:aws:sns:a:1:chat-x:y",
            "arn:aws:sns:a:1:x:chat-y",
        ),
        (
            "ArnEquals",
            "arn:aws:sns:*:1:x",
            "arn:aws:sns:a:1:x",
            "arn:aws:sns:a:b:1:x",
        ),
        (
            "ArnNotLike",
            "arn:aws:sns:*:*:x",
            "arn:aws:sns:a:1:y",
            "arn:aws:sns:a:1:x",
        ),
        ("ArnNotEquals", "arn:aws:sns:*:*:x", "no arn", "arn:aws:sns:a:1:x"),
    ] {
        let condition = format!("'{operator}': {{'a:b': '{value}'}}");
        assert!(holds(&condition, Some(&[yes])), "{condition} {yes}");
        assert!(!holds(&condition, Some(&[no])), "{condition} {no}");
    }
}

#[test]
fn what_cannot_be_read_fits_nothing() {
    for (operator, value) in [
        ("NumericLessThan", "1"),
        ("DateEquals", "2026-01-01"),
        ("IpAddress", "1.2.3.4"),
        ("Bool", "true"),
    ] {
        assert!(
            !holds(&format!("'{operator}': {{'a:b': '{value}'}}"), Some(&["?"])),
            "{operator}"
        );
    }
}

#[test]
fn all_keys_must_hold_and_one_value_is_enough() {
    assert!(holds("'StringEquals': {'a:b': ['x', 'y']}", Some(&["y"])));
    assert!(!holds("'StringNotEquals': {'a:b': ['x', 'y']}", Some(&["y"])));
    assert!(!holds(
        "'StringEquals': {'a:b': 'x', 'aws:username': 'bob'}",
        Some(&["x"])
    ));
    assert!(holds(
        "'StringEquals': {'a:b': 'x'}, 'StringLike': {'aws:username': 'a*'}",
        Some(&["x"])
    ));
}

#[test]
fn a_missing_key_fits_nothing() {
    for (condition, expected) in [
        ("'StringEquals': {'a:b': 'x'}", false),
        ("'StringNotEquals': {'a:b': 'x'}", true),
        ("'StringEqualsIfExists': {'a:b': 'x'}", true),
        ("'ForAllValues:StringEquals': {'a:b': 'x'}", true),
        ("'ForAnyValue:StringEquals': {'a:b': 'x'}", false),
        ("'ForAnyValue:StringNotEquals': {'a:b': 'x'}", false),
        ("'ForAnyValue:StringEqualsIfExists': {'a:b': 'x'}", true),
        ("'Null': {'a:b': 'true'}", true),
        ("'Null': {'a:b': 'false'}", false),
    ] {
        assert_eq!(holds(condition, None), expected, "{condition}");
    }
    assert!(holds("'Null': {'a:b': 'false'}", Some(&["x"])));
}

#[test]
fn sets_are_gone_through() {
    for (condition, found, expected) in [
        (
            "'ForAllValues:StringEquals': {'a:b': ['x', 'y']}",
            ["x", "y"],
            true,
        ),
        (
            "'ForAllValues:StringEquals': {'a:b': ['x', 'y']}",
            ["x", "z"],
            false,
        ),
        (
            "'ForAnyValue:StringEquals': {'a:b': ['x', 'y']}",
            ["z", "y"],
            true,
        ),
        (
            "'ForAnyValue:StringEquals': {'a:b': ['x', 'y']}",
            ["z", "w"],
            false,
        ),
        ("'ForAllValues:StringNotLike': {'a:b': 'x*'}", ["a", "xb"], false),
        ("'ForAnyValue:StringNotLike': {'a:b': 'x*'}", ["a", "xb"], true),
        ("'StringNotEquals': {'a:b': 'x'}", ["x", "z"], false),
    ] {
        assert_eq!(holds(condition, Some(&found)), expected, "{condition} {found:?}");
    }
}
