use proptest::prelude::*;
use serde_json::json;

use super::*;

fn matches(pattern: Value, record: &Value) -> bool {
    pattern.to_string().parse::<Filter>().unwrap().matches(record)
}

fn record() -> Value {
    json!({
        "eventName": "INSERT",
        "dynamodb": {
            "Keys": { "sk": { "S": "R#general" } },
            "NewImage": { "count": { "N": "5" }, "tags": { "SS": ["red", "green"] } },
            "SizeBytes": 12,
        },
    })
}

#[test]
fn each_operator_matches_what_it_says() {
    let yes = [
        json!({}),
        json!({ "eventName": ["MODIFY", "INSERT"] }),
        json!({ "eventName": [{ "equals-ignore-case": "insert" }] }),
        json!({ "eventName": [{ "anything-but": ["REMOVE"] }] }),
        json!({ "eventName": [{ "anything-but": "REMOVE" }] }),
        json!({ "dynamodb": { "Keys": { "sk": { "S": [{ "prefix": "R#" }] } } } }),
        json!({ "dynamodb": { "Keys": { "sk": { "S": [{ "suffix": "general" }] } } } }),
        json!({ "dynamodb": { "SizeBytes": [{ "numeric": [">", 10, "<=", 12] }] } }),
        json!({ "dynamodb": { "SizeBytes": [12.0] } }),
        json!({ "dynamodb": { "OldImage": { "sk": { "S": [{ "exists": false }] } } } }),
        json!({ "dynamodb": { "NewImage": { "count": { "N": [{ "exists": true }] } } } }),
        json!({ "dynamodb": { "NewImage": { "tags": { "SS": ["green"] } } } }),
        json!({ "$or": [{ "eventName": ["REMOVE"] }, { "dynamodb": { "SizeBytes": [12] } }] }),
    ];
    for pattern in yes {
        assert!(matches(pattern.clone(), &record()), "{pattern}");
    }
}

#[test]
fn each_operator_refuses_the_rest() {
    let no = [
        json!({ "eventName": ["insert"] }),
        json!({ "eventName": [] }),
        json!({ "eventName": ["INSERT"], "eventSource": ["aws:sqs"] }),
        json!({ "eventName": [{ "anything-but": ["INSERT"] }] }),
        json!({ "eventName": [{ "exists": false }] }),
        json!({ "dynamodb": { "OldImage": { "sk": { "S": [{ "exists": true }] } } } }),
        json!({ "dynamodb": { "SizeBytes": [{ "numeric": [">", 10, "<", 12] }] } }),
        // A number of DynamoDB is text in a record.
        json!({ "dynamodb": { "NewImage": { "count": { "N": [{ "numeric": ["=", 5] }] } } } }),
        json!({ "$or": [{ "eventName": ["REMOVE"] }, { "dynamodb": { "SizeBytes": [13] } }] }),
    ];
    for pattern in no {
        assert!(!matches(pattern.clone(), &record()), "{pattern}");
    }
}

#[test]
fn a_pattern_that_cannot_be_used_says_why() {
    for (pattern, why) in [
        ("[]", "no JSON object"),
        ("{", "EOF"),
        (r#"{"a":"b"}"#, "`a` takes a list or a map"),
        (r#"{"a":[{"like":"b"}]}"#, "`like`"),
        (r#"{"a":[{"prefix":1}]}"#, "`prefix`"),
        (r#"{"a":[{"prefix":"b","suffix":"c"}]}"#, "one operator"),
        (r#"{"a":[{"numeric":[">"]}]}"#, "pairs"),
        (r#"{"a":[["b"]]}"#, "no list"),
        (r#"{"$or":["a"]}"#, "`$or`"),
    ] {
        let error = pattern.parse::<Filter>().unwrap_err().to_string();
        assert!(error.contains(why), "{pattern}: {error}");
    }
}

proptest! {
    #[test]
    fn reading_any_text_never_panics(text in ".*") {
        let _ = text.parse::<Filter>();
    }

    #[test]
    fn anything_but_is_the_opposite_of_equals(wanted in "[a-c]{0,2}", value in "[a-c]{0,2}") {
        let record = json!({ "v": value });
        let equals = matches(json!({ "v": [wanted] }), &record);
        prop_assert_eq!(equals, wanted == value);
        prop_assert_eq!(matches(json!({ "v": [{ "anything-but": [wanted] }] }), &record), !equals);
    }

    #[test]
    fn a_prefix_and_a_suffix_of_a_text_match_it(text in "\\PC{0,12}", cut in 0..12usize) {
        let cut: String = text.chars().take(cut).collect();
        let rest = &text[cut.len()..];
        let record = json!({ "v": text });
        for pattern in [json!({ "prefix": cut }), json!({ "suffix": rest })] {
            let pattern = json!({ "v": [pattern] });
            prop_assert!(matches(pattern.clone(), &record), "{}", pattern);
        }
    }
}
