use proptest::prelude::*;

use crate::{Map, Tree};

fn json(text: &str) -> Tree {
    Tree::from_json(text).unwrap()
}

/// Text that some YAML reader takes for something else.
const AWKWARD: &[&str] = &[
    "",
    " ",
    "  lead",
    "trail ",
    "y",
    "Y",
    "n",
    "yes",
    "No",
    "on",
    "OFF",
    "true",
    "False",
    "null",
    "NULL",
    "~",
    "0",
    "1",
    "-1",
    "+1",
    "010",
    "0o10",
    "0x1F",
    "0b1",
    "1_000",
    "1e3",
    "1.5",
    ".5",
    "5.",
    ".inf",
    "-.INF",
    ".nan",
    "1:30",
    "190:20:30",
    "2012-10-17",
    "2001-12-14t21:59:43.10-05:00",
    "12e03",
    "685_230.15",
    "=",
    "<<",
    "-",
    "- a",
    "?",
    "? a",
    ":",
    ": a",
    "a: b",
    "a:b",
    "a:",
    "a #b",
    "a#b",
    "#a",
    "&a",
    "*a",
    "!a",
    "!Ref a",
    "|",
    ">",
    "'",
    "''",
    "it's",
    "\"",
    "a\"b",
    "%a",
    "@a",
    "`a",
    ",a",
    "a,b",
    "[a",
    "a]",
    "{a",
    "a}",
    "{}",
    "[]",
    "---",
    "...",
    "--- a",
    "\\",
    "\\n",
    "\n",
    "\n\n",
    "a\n",
    "a\nb",
    "a\nb\n",
    "a\nb\n\n",
    "\na",
    " a\nb",
    "\ta\nb",
    "a\n\n\nb",
    "a\n \nb",
    "a \nb",
    "a\r\nb",
    "a\rb",
    "\t",
    "a\tb",
    "\u{0}",
    "\u{7}",
    "\u{1b}",
    "\u{7f}",
    "\u{85}",
    "a\u{85}b",
    "\u{a0}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{fffe}",
    "\u{202e}",
    "\u{200b}",
    "ü",
    "日本",
    "🦀",
    "${A}",
    "$connect",
    "$request.body.type",
    "arn:aws:iam::aws:policy/X",
    "AWS::Region",
    "a\n- b\n",
    "a\n# b\n",
    "a\n---\nb\n",
    "%YAML",
    "#set($x = 1)\n{\n  \"a\": $x\n}\n",
    "\u{e000}",
    "\u{10ffff}",
    "infinity",
    "nan",
    "inf",
    "NaN",
    "\u{660}1",
];

#[test]
fn awkward_text_reads_back_wherever_it_stands() {
    for text in AWKWARD {
        let text = Tree::from(*text);
        let key = text.as_str().unwrap_or_default();
        let places = [
            text.clone(),
            Tree::single("Key", text.clone()),
            Tree::List(vec![text.clone(), text.clone()]),
            Tree::single("Ref", text.clone()),
            Tree::single("Fn::Sub", text.clone()),
            Tree::single("A", Tree::single("Fn::Sub", text.clone())),
            Tree::single(
                "Fn::Join",
                Tree::List(vec![text.clone(), [text.clone(), text.clone()].into()]),
            ),
            Tree::single("Fn::GetAtt", [text.clone(), text.clone()]),
            Tree::single(key, "value"),
            Tree::single(key, [Tree::single(key, text.clone())]),
        ];
        for tree in places {
            let yaml = tree.to_yaml();
            assert_eq!(Tree::from_yaml(&yaml), Ok(tree), "{text:?}\n{yaml}");
        }
    }
}

#[test]
fn a_template_reads_well() {
    let template = json(
        r#"{"AWSTemplateFormatVersion": "2010-09-09", "Description": "a chat",
            "Conditions": {"IsDev": {"Fn::Equals": [{"Ref": "Stage"}, "dev"]},
                "Other": {"Fn::And": [{"Condition": "IsDev"}, {"Fn::Not": [{"Condition": "IsProd"}]}]}},
            "Resources": {
                "Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"RouteSelectionExpression": "$request.body.type"}},
                "Route": {"Type": "AWS::ApiGatewayV2::Route", "DependsOn": ["Api"], "Properties": {
                    "ApiId": {"Ref": "Api"}, "RouteKey": "$connect",
                    "Target": {"Fn::Join": ["/", ["integrations", {"Ref": "Integration"}]]},
                    "Uri": {"Fn::Sub": ["${Name}.${AWS::Region}", {"Name": {"Fn::GetAtt": ["Function", "Arn"]}}]},
                    "UserData": {"Fn::Base64": {"Fn::Sub": "one ${A}\ntwo\n"}},
                    "Template": "{\n  \"a\": 1\n}\n",
                    "Big": {"Fn::If": ["IsDev", {"A": 1}, {"Ref": "AWS::NoValue"}]},
                    "Tags": [{"Key": "a", "Value": {"Fn::ImportValue": "b"}}, []]}}},
            "Outputs": {}}"#,
    );
    let expected = "\
AWSTemplateFormatVersion: '2010-09-09'
Description: a chat

Conditions:
  IsDev: !Equals [!Ref Stage, dev]
  Other: !And [!Condition IsDev, !Not [!Condition IsProd]]

Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties:
      RouteSelectionExpression: $request.body.type

  Route:
    Type: AWS::ApiGatewayV2::Route
    DependsOn:
      - Api
    Properties:
      ApiId: !Ref Api
      RouteKey: $connect
      Target: !Join [/, [integrations, !Ref Integration]]
      Uri: !Sub
        - ${Name}.${AWS::Region}
        - Name: !GetAtt Function.Arn
      UserData:
        Fn::Base64: !Sub |
          one ${A}
          two
      Template: |
        {
          \"a\": 1
        }
      Big: !If
        - IsDev
        - A: 1
        - !Ref AWS::NoValue
      Tags:
        - Key: a
          Value: !ImportValue b
        - []
Outputs: {}
";
    assert_eq!(template.to_yaml(), expected);
    assert_eq!(Tree::from_yaml(expected), Ok(template));
}

#[test]
fn functions_in_odd_forms_keep_them() {
    let odd = [
        r#"{"Ref": ["a"]}"#,
        r#"{"Ref": 1}"#,
        r#"{"Fn::GetAtt": "A.B"}"#,
        r#"{"Fn::GetAtt": ["A.x", "B"]}"#,
        r#"{"Fn::GetAtt": ["A", {"Ref": "B"}]}"#,
        r#"{"Fn::Sub": null}"#,
        r#"{"Fn::Sub": {}}"#,
        r#"{"Fn::Sub": []}"#,
        r#"{"Fn::Sub": ["a", {"b": {"Fn::Sub": "c"}}]}"#,
        r#"{"Fn::GetAZs": {"Ref": "AWS::Region"}}"#,
        r#"{"Fn::Unknown": "x"}"#,
        r#"{"Fn::Transform": {"Name": "x"}}"#,
        r#"{"Condition": {"Condition": "x"}}"#,
        r#"{"Condition": ["x"]}"#,
        r#"[[], {}, [[]], [{}], [[{"a": []}]], {"a": {}}]"#,
        r#"{"Fn::Join": ["", [[1, "a\nb\n"], {"Fn::Select": [0, ["\n"]]}]]}"#,
    ];
    for text in odd {
        let tree = json(text);
        let yaml = tree.to_yaml();
        assert_eq!(Tree::from_yaml(&yaml), Ok(tree), "{yaml}");
    }
}

#[test]
fn numbers_stay_numbers_in_both_versions_of_yaml() {
    for (number, yaml) in [
        (0.1, "0.1\n"),
        (1e300, "1.0e+300\n"),
        (2.5e-9, "2.5e-9\n"),
        (-1.5, "-1.5\n"),
    ] {
        let tree = Tree::from(number);
        assert_eq!(tree.to_yaml(), yaml);
        assert_eq!(Tree::from_yaml(yaml), Ok(tree));
    }
    assert_eq!(Tree::Float(f64::NAN).to_yaml(), "null\n");
}

#[test]
fn a_very_long_key_or_text_reads_back() {
    let long = "long ".repeat(400) + "end";
    let tree = Tree::List(vec![
        Tree::single(long.as_str(), Tree::single(long.as_str(), ["a"])),
        long.as_str().into(),
    ]);
    assert_eq!(Tree::from_yaml(&tree.to_yaml()), Ok(tree));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(AWKWARD).prop_map(str::to_owned),
        "[A-Za-z0-9]{1,12}",
        "[ -~\n\t]{0,40}",
        any::<String>(),
    ]
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        4 => text().prop_map(Tree::String),
        1 => any::<i64>().prop_map(Tree::Int),
        1 => proptest::num::f64::NORMAL.prop_map(Tree::from),
        1 => any::<bool>().prop_map(Tree::Bool),
        1 => Just(Tree::Null),
    ];
    let functions = proptest::sample::select(vec![
        "Ref",
        "Condition",
        "Fn::GetAtt",
        "Fn::Sub",
        "Fn::Join",
        "Fn::If",
        "Fn::Base64",
        "Fn::Select",
        "Fn::Not",
        "Fn::Unknown",
    ]);
    leaf.prop_recursive(5, 40, 5, move |inner| {
        let list = prop::collection::vec(inner.clone(), 0..5).prop_map(Tree::List);
        let map = prop::collection::vec((text(), inner.clone()), 0..5)
            .prop_map(|entries| Tree::Map(Map::from_iter(entries)));
        let call = (functions.clone(), prop_oneof![inner.clone(), list.clone()])
            .prop_map(|(function, argument)| Tree::single(function, argument));
        prop_oneof![list, map, call]
    })
}

proptest! {
    #[test]
    fn yaml_reads_back_and_is_a_fixpoint(tree in tree()) {
        let yaml = tree.to_yaml();
        let read = Tree::from_yaml(&yaml);
        prop_assert_eq!(read.as_ref(), Ok(&tree), "{}", yaml);
        prop_assert_eq!(read.unwrap().to_yaml(), yaml);
    }

    #[test]
    fn json_reads_back_and_is_a_fixpoint(tree in tree()) {
        let json = tree.to_json();
        let read = Tree::from_json(&json);
        prop_assert_eq!(read.as_ref(), Ok(&tree), "{}", json);
        prop_assert_eq!(read.unwrap().to_json(), json);
    }

    #[test]
    fn json_is_written_as_serde_writes_it(tree in tree()) {
        let pretty = serde_json::to_string_pretty(&tree).unwrap();
        prop_assert_eq!(tree.to_json(), pretty + "\n");
        prop_assert_eq!(tree.to_json_line(), serde_json::to_string(&tree).unwrap());
    }
}
