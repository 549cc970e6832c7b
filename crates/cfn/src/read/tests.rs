use proptest::prelude::*;

use super::{MAX_BYTES, Place, ReadError, ReadProblem};
use crate::{Template, Tree};

#[track_caller]
fn same(yaml: &str, json: &str) {
    assert_eq!(Tree::from_yaml(yaml), Tree::from_json(json), "{yaml}");
    assert!(Tree::from_json(json).is_ok(), "{json}");
}

#[track_caller]
fn yaml_fails(text: &str) -> ReadError {
    Tree::from_yaml(text).unwrap_err()
}

#[test]
fn short_tags_become_functions() {
    same("!Ref Api", r#"{"Ref": "Api"}"#);
    same("!GetAtt Api.Arn", r#"{"Fn::GetAtt": ["Api", "Arn"]}"#);
    same(
        "!GetAtt Stack.Outputs.Url",
        r#"{"Fn::GetAtt": ["Stack", "Outputs.Url"]}"#,
    );
    same("!GetAtt [Api, Arn]", r#"{"Fn::GetAtt": ["Api", "Arn"]}"#);
    same("!Sub 'wss://${Api}'", r#"{"Fn::Sub": "wss://${Api}"}"#);
    same(
        "!Sub ['${A}', {A: !Ref B}]",
        r#"{"Fn::Sub": ["${A}", {"A": {"Ref": "B"}}]}"#,
    );
    same(
        "!Join ['', [a, !Ref B]]",
        r#"{"Fn::Join": ["", ["a", {"Ref": "B"}]]}"#,
    );
    same(
        "!If [IsDev, !Select [0, !Split ['/', a]], !FindInMap [A, b, c]]",
        r#"{"Fn::If": ["IsDev", {"Fn::Select": [0, {"Fn::Split": ["/", "a"]}]}, {"Fn::FindInMap": ["A", "b", "c"]}]}"#,
    );
    same(
        "!And [!Condition A, !Not [!Equals [a, b]]]",
        r#"{"Fn::And": [{"Condition": "A"}, {"Fn::Not": [{"Fn::Equals": ["a", "b"]}]}]}"#,
    );
    same(
        "Fn::Base64: !Sub |\n  ${A}\n",
        r#"{"Fn::Base64": {"Fn::Sub": "${A}\n"}}"#,
    );
    same("!GetAZs ''", r#"{"Fn::GetAZs": ""}"#);
    same("!ImportValue 12", r#"{"Fn::ImportValue": "12"}"#);
}

#[test]
fn scalars_keys_and_order() {
    same(
        "b: 1\na: 2.5\nd: ~\nc: true\n404: x\ne: '1'\nf: 2012-10-17\n",
        r#"{"b": 1, "a": 2.5, "d": null, "c": true, "404": "x", "e": "1", "f": "2012-10-17"}"#,
    );
    let read = Tree::from_json(r#"{"b": 1, "a": 2}"#).unwrap();
    let keys: Vec<_> = read.as_map().unwrap().keys().collect();
    assert_eq!(keys, ["b", "a"]);
    same("1000.0", "1000");
    same("- &a {x: 1}\n- *a", r#"[{"x": 1}, {"x": 1}]"#);
}

#[test]
fn a_key_that_stands_twice_is_refused_at_its_place() {
    let error = yaml_fails("A:\n  Type: x\n  Other: y\n  Type: z\n");
    assert_eq!(error.problem, ReadProblem::DuplicateKey("Type".to_owned()));
    assert_eq!(error.place, Some(Place { line: 4, column: 3 }));
    let error = Tree::from_json("{\"A\": 1,\n \"A\": 2}").unwrap_err();
    assert_eq!(error.problem, ReadProblem::DuplicateKey("A".to_owned()));
    assert_eq!(error.place.map(|place| place.line), Some(2));
}

#[test]
fn unknown_tags_and_half_attributes_are_refused_at_their_place() {
    let error = yaml_fails("A:\n  - !Reff B\n");
    assert_eq!(error.to_string(), "2:5: `!Reff` is no function of CloudFormation");
    let error = yaml_fails("A: !GetAtt B\n");
    assert_eq!(
        error.to_string(),
        "1:4: `!GetAtt` takes `LogicalId.Attribute`, not `B`"
    );
}

#[test]
fn syntax_errors_have_the_parsers_words_and_place() {
    let error = yaml_fails("A: [1,\nB: 2\n");
    assert!(matches!(error.problem, ReadProblem::Syntax(_)), "{error}");
    assert_eq!(error.place, Some(Place { line: 3, column: 1 }), "{error}");
    let error = Tree::from_json("{\"A\": [1,\n}").unwrap_err();
    assert_eq!(error.place, Some(Place { line: 2, column: 1 }), "{error}");
    assert!(matches!(error.problem, ReadProblem::Syntax(_)), "{error}");
    assert!(Tree::from_json("{} {}").is_err());
    assert!(Tree::from_yaml("a: 1\n---\nb: 2\n").is_err());
    assert!(Tree::from_yaml("!Base64 !Sub x").is_err());
}

#[test]
fn numbers_that_do_not_fit_are_refused() {
    for text in [
        ".inf",
        "-.inf",
        ".nan",
        "99999999999999999999",
        "9223372036854775808",
    ] {
        assert!(
            matches!(yaml_fails(text).problem, ReadProblem::Number(_)),
            "{text}"
        );
    }
    same("-9223372036854775808", "-9223372036854775808");
}

#[test]
fn text_depth_and_aliases_are_bounded() {
    let error = yaml_fails(&"a".repeat(MAX_BYTES + 1));
    assert_eq!(error.problem, ReadProblem::TooLong(MAX_BYTES + 1));
    for open in ["[", "{\"a\":"] {
        let deep = open.repeat(100_000);
        assert!(Tree::from_json(&deep).is_err());
    }
    assert_eq!(yaml_fails(&"{a: ".repeat(100_000)).problem, ReadProblem::TooDeep);
    let nested = format!("{}1{}", "[".repeat(1_000), "]".repeat(1_000));
    assert!(Tree::from_yaml(&nested).is_err());
}

#[test]
fn an_alias_bomb_ends_early() {
    let text = format!("- &a {}\n{}", "x".repeat(100_000), "- *a\n".repeat(1_000));
    let error = yaml_fails(&text);
    assert_eq!(error.problem, ReadProblem::TooMuch, "{error}");
}

#[test]
fn a_template_is_a_map_in_either_language() {
    let json = Template::read("chat", "\u{feff} {\"Resources\": {}}").unwrap();
    let yaml = Template::read("chat", "\u{feff}Resources: {}\n").unwrap();
    assert_eq!(json, yaml);
    assert_eq!(json.name(), "chat");
    let error = Template::read("chat", "- a\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "a template is a map of sections, this is a list"
    );
    assert!(Template::read("chat", "").is_err());
}

proptest! {
    #[test]
    fn any_text_is_answered(text in prop_oneof![any::<String>(), "[\\[\\]{}:,&*!|>'\"#a-c0-9 \n\t?%@~.-]{0,60}"]) {
        // An answer of either kind will do; a panic fails the test.
        let answers = (Tree::from_json(&text), Tree::from_yaml(&text), Template::read("any", &text));
        drop(answers);
    }
}
