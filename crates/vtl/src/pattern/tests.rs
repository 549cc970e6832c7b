use super::{matches, replace, split};
use crate::{
    error::RenderProblem,
    value::{Heap, Value},
};

fn replaced(text: &str, pattern: &str, by: &str) -> Result<String, RenderProblem> {
    let mut heap = Heap::new();
    let value = replace(&mut heap, text, pattern, by, None)?;
    heap.print(&value)
}

fn parts(text: &str, pattern: &str, limit: i64) -> String {
    let mut heap = Heap::new();
    let value = split(&mut heap, text, pattern, limit).unwrap();
    heap.print(&value).unwrap()
}

#[test]
fn replacements_know_groups_and_escapes() {
    let cases = [
        ("it\\'s", r"\\'", "'", "it's"),
        ("ab", "(a)(b)", "$2$1", "ba"),
        ("ab", "(a)", "$10", "a0b"),
        ("ab", "(?<first>a)", "<${first}>", "<a>b"),
        ("a", "a", r"\$1\\", r"$1\"),
        ("a(b)?", r"(\()(x)?", "[$2]", "a[]b)?"),
    ];
    for (text, pattern, by, expected) in cases {
        assert_eq!(
            replaced(text, pattern, by).as_deref(),
            Ok(expected),
            "{pattern} {by}"
        );
    }
    for wrong in ["$1", "$", "\\", "${a}", "${a"] {
        let error = replaced("a", "a", wrong).unwrap_err();
        assert_eq!(error, RenderProblem::Replacement(wrong.to_owned()));
    }
}

#[test]
fn a_match_is_the_whole_text() {
    let mut heap = Heap::new();
    let cases = [
        ("ab", "a|ab", true),
        ("ab", "a", false),
        ("a\n", "a", false),
        ("", "", true),
    ];
    for (text, pattern, expected) in cases {
        assert_eq!(
            matches(&mut heap, text, pattern),
            Ok(expected),
            "{text} {pattern}"
        );
    }
    assert!(matches(&mut heap, "a", "a)(?:b").is_err());
}

#[test]
fn splitting_drops_empty_ends_unless_it_is_told_otherwise() {
    let cases = [
        ("a,b,,", 0, "[a, b]"),
        ("a,b,,", -1, "[a, b, , ]"),
        ("a,b,c", 2, "[a, b,c]"),
        ("a,b,c", 1, "[a,b,c]"),
        (",a", 0, "[, a]"),
        (",,", 0, "[]"),
        ("", 0, "[]"),
    ];
    for (text, limit, expected) in cases {
        let expected = if text.is_empty() { "[]" } else { expected };
        assert_eq!(parts(text, ",", limit), expected, "{text} {limit}");
    }
    assert_eq!(parts("abc", "", 0), "[a, b, c]");
}

#[test]
fn hard_expressions_are_refused_or_take_bounded_time() {
    let mut heap = Heap::new();
    let text = "a".repeat(100_000);
    assert_eq!(matches(&mut heap, &text, "(a*)*b"), Ok(false));
    assert!(matches!(
        matches(&mut heap, "a", "((a{1000}){1000}){1000}"),
        Err(RenderProblem::Regex { .. })
    ));
    let mut outcome = Ok(Value::Null);
    for _ in 0..1000 {
        outcome = replace(&mut heap, &text, "b", "", None);
    }
    assert_eq!(outcome.err(), Some(RenderProblem::TooMuchWork));
}
