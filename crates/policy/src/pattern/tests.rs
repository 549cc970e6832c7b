use proptest::prelude::*;

use super::*;

/// Whether the text fits, by trying everything.
fn brute(pieces: &[Piece], text: &[char]) -> bool {
    match (pieces.split_first(), text.split_first()) {
        (None, found) => found.is_none(),
        (Some((Piece::Many, rest)), found) => {
            brute(rest, text) || found.is_some_and(|(_, after)| brute(pieces, after))
        }
        (Some(_), None) => false,
        (Some((piece, rest)), Some((letter, after))) => {
            (*piece == Piece::One || *piece == Piece::Letter(*letter)) && brute(rest, after)
        }
    }
}

/// All texts of these letters, up to a length. `z` stands for all letters that no pattern of the tests has.
fn texts(longest: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut from = 0;
    for _ in 0..longest {
        let to = all.len();
        for index in from..to {
            for letter in ['a', 'b', 'z'] {
                all.push(format!("{}{letter}", all[index]));
            }
        }
        from = to;
    }
    all
}

#[test]
fn wildcards_stand_for_runs_and_for_one() {
    for (pattern, text, fits) in [
        ("", "", true),
        ("", "a", false),
        ("*", "", true),
        ("?", "", false),
        ("a*c", "abbbc", true),
        ("a*c", "abbbd", false),
        ("*/$connect", "arn:x/dev/$connect", true),
        ("a?c", "abc", true),
        ("a?c", "ac", false),
        ("ä?*", "äöü", true),
    ] {
        assert_eq!(Pattern::new(pattern).matches(text), fits, "{pattern} {text}");
    }
}

#[test]
fn case_counts_unless_told_otherwise() {
    assert!(!Pattern::new("s3:get*").matches("s3:GetObject"));
    assert!(Pattern::any_case("s3:get*").matches("S3:GetObject"));
    assert!(Pattern::any_case("s3:GET*").includes(&Pattern::any_case("s3:getobject")));
}

#[test]
fn a_literal_is_itself_alone() {
    let literal = Pattern::literal("a*?");
    assert!(literal.matches("a*?") && !literal.matches("abc") && literal.is_literal());
    assert_eq!(literal.to_string(), "a${*}${?}");
}

#[test]
fn patterns_that_would_explode_do_not() {
    let stars = "*a".repeat(3_000);
    let text = "a".repeat(2_000);
    assert!(!Pattern::new(&stars).matches(&text));
    let marks = format!("*a{}", "?".repeat(500));
    assert!(!Pattern::new(&marks).includes(&Pattern::new(&"a*".repeat(300))));
    assert!(Pattern::new(&stars).overlaps(&Pattern::new(&marks)));
}

#[test]
fn a_mark_beside_a_star_asks_for_one_letter_more() {
    let includes = |wide: &str, narrow: &str| Pattern::new(wide).includes(&Pattern::new(narrow));
    for (wide, narrow, expected) in [
        ("a?*", "a*b", true),
        ("?*", "*?", true),
        ("*?*?", "a*b", true),
        ("*?*?", "a*", false),
        ("*??*a", "b*a", false),
        ("*", "?*a", true),
        ("a*b", "a*b*b", true),
        ("a*b", "a?b", true),
        ("a?b", "a*b", false),
    ] {
        assert_eq!(includes(wide, narrow), expected, "{wide} {narrow}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn matching_agrees_with_trying_everything(pattern in "[ab*?]{0,8}", text in "[ab]{0,8}") {
        let pattern = Pattern::new(&pattern);
        let letters: Vec<char> = text.chars().collect();
        prop_assert_eq!(pattern.matches(&text), brute(&pattern.pieces, &letters));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Patterns of five pieces that differ do so within eight letters.
    #[test]
    fn relations_agree_with_all_texts(one in "[ab*?]{0,5}", two in "[ab*?]{0,5}") {
        let (one, two) = (Pattern::new(&one), Pattern::new(&two));
        let texts = texts(8);
        let included = texts.iter().all(|text| !two.matches(text) || one.matches(text));
        prop_assert_eq!(one.includes(&two), included, "{} includes {}", one, two);
        let common = texts.iter().any(|text| one.matches(text) && two.matches(text));
        prop_assert_eq!(one.overlaps(&two), common, "{} overlaps {}", one, two);
        prop_assert_eq!(two.overlaps(&one), common, "{} overlaps {}", two, one);
    }

    #[test]
    fn what_is_written_is_read_back(pattern in "[a*?]{0,8}") {
        prop_assert_eq!(Pattern::new(&pattern).to_string(), pattern);
    }
}
