use proptest::prelude::*;

use super::{Path, PathError};
use crate::json;

const BODY: &str = r#"{
    "a": {"b": {"c": 1}, "x-y": 2, "it's": 3},
    "list": [{"id": 1, "tag": "x"}, {"id": 2}, {"id": 3, "tag": "y", "id2": {"id": 9}}],
    "n": null
}"#;

fn select(path: &str) -> String {
    let body = json::read(BODY).unwrap();
    let found = Path::parse(path).expect(path).select(&body).unwrap();
    found.into_iter().map(json::write).collect::<Vec<_>>().join(" ")
}

#[test]
fn steps_lead_to_values() {
    let cases = [
        ("$.a.b.c", "1"),
        ("$['a']['b'].c", "1"),
        ("$[\"a\"].x-y", "2"),
        (r"$.a['it\'s']", "3"),
        ("$.a['x-y','nope', 'b'].c", "1"),
        ("$.list[0].tag", "\"x\""),
        ("$.list[-1].id", "3"),
        ("$.list[0, 2].id", "1 3"),
        ("$.list[1:].id", "2 3"),
        ("$.list[:1].id", "1"),
        ("$.list[-2:3].id", "2 3"),
        ("$.list[5:2].id", ""),
        ("$.list[*].id", "1 2 3"),
        ("$.a.b.*", "1"),
        ("$..id", "1 2 3 9"),
        ("$.list..tag", "\"x\" \"y\""),
        ("$..[0].id", "1"),
        ("$.n", "null"),
        ("$.nope.b", ""),
        ("$.list[9]", ""),
        ("$.list.id", ""),
        ("$.a[0]", ""),
        (" $.n ", "null"),
    ];
    for (path, expected) in cases {
        assert_eq!(select(path), expected, "{path}");
    }
}

#[test]
fn filters_compare_or_ask_for_presence() {
    let cases = [
        ("$.list[?(@.tag)].id", "1 3"),
        ("$.list[?(@.tag == 'y')].id", "3"),
        ("$.list[?(@.id>1)].id", "2 3"),
        ("$.list[?( @.id <= 2.0 )].id", "1 2"),
        ("$.list[?(@.id != 2)].id", "1 3"),
        ("$.list[?(@.id2.id == 9)].id", "3"),
        ("$.list[?(@['tag'] < \"y\")].id", "1"),
        ("$..[?(@.id == 2)].id", "2"),
        ("$.list[?(@.id == 'x')]", ""),
    ];
    for (path, expected) in cases {
        assert_eq!(select(path), expected, "{path}");
    }
}

#[test]
fn what_is_not_available_is_named() {
    let cases = [
        ("a.b", "a path begins with `$`"),
        ("$.", "expected a name or `*` at character 3"),
        ("$a", "expected `.` or `[` at character 2"),
        (
            "$.list[",
            "expected an index, a name in quotes, `*` or `?` at character 8",
        ),
        ("$.list[0", "expected `]` at character 9"),
        ("$['a", "expected a text in quotes at character 3"),
        ("$.list.length()", "a function is not available"),
        ("$.list[(@.length-1)]", "a script is not available"),
        ("$.list[0:2:1]", "a slice with a step is not available"),
        (
            "$.list[?(@.a && @.b)]",
            "`&&`, `||` or `=~` in a filter is not available",
        ),
        (
            "$.list[?(@.a[?(@.b)])]",
            "a filter inside a filter is not available",
        ),
        (
            "$.list[?(@.a == x)]",
            "expected a text in quotes, a number, `true`, `false` or `null` at character 17",
        ),
    ];
    for (path, expected) in cases {
        assert_eq!(Path::parse(path).expect_err(path).to_string(), expected, "{path}");
    }
}

#[test]
fn a_path_visits_a_bounded_number_of_values() {
    let body = json::read(&format!("[{}1]", "[1,2,3],".repeat(2000))).unwrap();
    let path = Path::parse("$..*..*..*..*..*..*..*").unwrap();
    assert!(path.select(&body).is_ok());
    let deep = json::read(&format!(
        "{}{}",
        "[[],".repeat(60),
        "1".to_owned() + &"]".repeat(60)
    ))
    .unwrap();
    let path = Path::parse(&format!("${}", "..*".repeat(20))).unwrap();
    assert_eq!(path.select(&deep), Err(PathError::TooManyVisits));
}

proptest! {
    #[test]
    fn no_path_panics(path in "\\$?([.\\[\\]*?@()'\"=<>!:,0-9a-c-]|\\.\\.|\\PC)*") {
        let body = json::read(BODY).unwrap();
        if let Ok(path) = Path::parse(&path) {
            let _ = path.select(&body);
        }
    }
}
