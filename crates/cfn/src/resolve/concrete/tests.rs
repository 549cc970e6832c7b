use proptest::prelude::*;

use super::*;

fn template(json: &str) -> Template {
    Template::from_json("demo", json).unwrap()
}

/// The plain form of one expression among these resources.
fn of(resources: &str, expression: &str) -> String {
    let resources = resources.replace('\'', "\"");
    let expression = expression.replace('\'', "\"");
    let json = format!(r#"{{"Resources": {{{resources}}}, "Outputs": {{"It": {{"Value": {expression}}}}}}}"#);
    let concrete = concrete(&template(&json));
    let value = concrete
        .template()
        .tree()
        .at(&["Outputs", "It", "Value"])
        .unwrap();
    value
        .scalar_text()
        .unwrap_or_else(|| serde_json::to_string(value).unwrap())
}

#[test]
fn what_aws_makes_up_becomes_a_token() {
    let api = "'Api': {'Type': 'AWS::ApiGatewayV2::Api'}";
    assert_eq!(of(api, "{'Ref': 'Api'}"), "‹Api›");
    assert_eq!(of(api, "{'Fn::GetAtt': ['Api', 'ApiId']}"), "‹Api›");
    assert_eq!(
        of(
            api,
            "{'Fn::Sub': 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/dev/$connect'}"
        ),
        "arn:aws:execute-api:us-east-1:111122223333:‹Api›/dev/$connect"
    );
    assert_eq!(
        of(api, "{'Fn::GetAtt': 'Api.ApiEndpoint'}"),
        "wss://‹Api›.execute-api.us-east-1.amazonaws.com"
    );
    assert_eq!(of(api, "{'Fn::GetAtt': ['Api', 'Else']}"), "‹Api.Else›");
    assert_eq!(
        of("'X': {'Type': 'AWS::Foo::Bar'}", "{'Fn::GetAtt': 'X.Arn'}"),
        "arn:aws:foo:us-east-1:111122223333:‹X.Arn›"
    );
}

#[test]
fn an_arn_is_the_same_however_it_is_written() {
    for (resource, get, sub) in [
        (
            "'T': {'Type': 'AWS::DynamoDB::Table'}",
            "T.Arn",
            "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${T}",
        ),
        (
            "'T': {'Type': 'AWS::DynamoDB::Table', 'Properties': {'TableName': {'Fn::Sub': '${AWS::StackName}-rooms'}}}",
            "T.Arn",
            "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/demo-rooms",
        ),
        (
            "'F': {'Type': 'AWS::Lambda::Function'}",
            "F.Arn",
            "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${F}",
        ),
        (
            "'R': {'Type': 'AWS::IAM::Role', 'Properties': {'Path': '/a/'}}",
            "R.Arn",
            "arn:aws:iam::${AWS::AccountId}:role/a/${R}",
        ),
        (
            "'Q': {'Type': 'AWS::SQS::Queue'}",
            "Q.Arn",
            "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Q.QueueName}",
        ),
        ("'T': {'Type': 'AWS::SNS::Topic'}", "T.TopicArn", "${T}"),
        (
            "'M': {'Type': 'AWS::StepFunctions::StateMachine'}",
            "M.Arn",
            "${M}",
        ),
        ("'B': {'Type': 'AWS::S3::Bucket'}", "B.Arn", "arn:aws:s3:::${B}"),
    ] {
        let written = of(resource, &format!("{{'Fn::GetAtt': '{get}'}}"));
        assert_eq!(written, of(resource, &format!("{{'Fn::Sub': '{sub}'}}")), "{get}");
    }
}

#[test]
fn versions_and_aliases_follow_their_function() {
    let function = "'F': {'Type': 'AWS::Lambda::Function'}, \
        'Live': {'Type': 'AWS::Lambda::Alias', 'Properties': {'FunctionName': {'Ref': 'F'}, 'Name': 'live'}}, \
        'V': {'Type': 'AWS::Lambda::Version', 'Properties': {'FunctionName': {'Fn::GetAtt': 'F.Arn'}}}";
    let arn = "arn:aws:lambda:us-east-1:111122223333:function:‹F›";
    assert_eq!(of(function, "{'Ref': 'Live'}"), format!("{arn}:live"));
    assert_eq!(of(function, "{'Ref': 'V'}"), format!("{arn}:‹V›"));
}

#[test]
fn a_stream_lies_below_its_table() {
    let table = "'T': {'Type': 'AWS::DynamoDB::Table'}";
    let arn = "arn:aws:dynamodb:us-east-1:111122223333:table/‹T›/stream/‹T.StreamArn›";
    assert_eq!(of(table, "{'Fn::GetAtt': 'T.StreamArn'}"), arn);
}

#[test]
fn functions_without_a_value_become_tokens_and_are_no_error() {
    for (expression, expected) in [
        ("{'Fn::ImportValue': 'network-Vpc'}", "‹ImportValue.network-Vpc›"),
        ("{'Fn::Select': [0, {'Fn::GetAZs': ''}]}", "‹Select.0.›"),
        ("{'Ref': 'Nobody'}", "‹Nobody›"),
        ("{'Fn::If': ['Undeclared', 'a', 'b']}", "‹If.Undeclared.a.b›"),
        ("{'Fn::FindInMap': ['A', 'B', 'C']}", "‹FindInMap.A.B.C›"),
        (
            "{'a': 1, 'Fn::Transform': {'Name': 'Include'}}",
            r#"{"a":1,"Fn::Transform":"‹Transform.Include›"}"#,
        ),
        ("{'Fn::Sub': 'x-${Nobody.Name}'}", "x-‹Nobody.Name›"),
    ] {
        assert_eq!(of("", expression), expected, "{expression}");
    }
}

#[test]
fn parameters_have_defaults_allowed_values_or_tokens() {
    let template = template(
        r#"{"Parameters": {
            "Default": {"Type": "String", "Default": "a"}, "Allowed": {"Type": "String", "AllowedValues": ["b", "c"]},
            "Open": {"Type": "String"}, "List": {"Type": "CommaDelimitedList"},
            "Stored": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/a/name"}
        }}"#,
    );
    let concrete = concrete(&template);
    let values: Vec<String> = concrete
        .environment()
        .parameters
        .values()
        .map(|v| serde_json::to_string(v).unwrap())
        .collect();
    assert_eq!(
        values,
        [
            r#""a""#,
            r#""b""#,
            r#""‹Open›""#,
            r#"["‹List›"]"#,
            r#""‹Stored›""#
        ]
    );
}

#[test]
fn what_does_not_exist_by_default_is_left_out() {
    let template = template(
        r#"{"Parameters": {"Stage": {"Type": "String", "Default": "dev"}},
        "Conditions": {
            "IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}, "Odd": {"Fn::Equals": ["one"]},
            "Ring": {"Fn::Not": [{"Condition": "Ring"}]}
        },
        "Resources": {"A": {"Condition": "IsProd"}, "B": {"Condition": "Odd"}, "C": {"Condition": "Ring"}, "D": {}},
        "Outputs": {"A": {"Condition": "IsProd", "Value": 1}}}"#,
    );
    let concrete = concrete(&template);
    let ids: Vec<_> = concrete.template().resources().map(|(id, _)| id).collect();
    assert_eq!(ids, ["B", "C", "D"]);
    assert_eq!(concrete.template().section("Outputs").count(), 0);
}

#[test]
fn resources_are_found_by_what_names_them() {
    let template = template(
        r#"{"Resources": {"Jobs": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "jobs"}}}}"#,
    );
    let concrete = concrete(&template);
    for text in [
        "jobs",
        "arn:aws:sqs:us-east-1:111122223333:jobs",
        "https://sqs.us-east-1.amazonaws.com/111122223333/jobs",
    ] {
        assert_eq!(concrete.id_of(text), Some("Jobs"), "{text}");
    }
    assert_eq!(concrete.id_of("else"), None);
    assert_eq!(
        concrete.value(&Tree::single("Fn::GetAtt", "Jobs.Arn")).as_str(),
        concrete.arn("Jobs")
    );
}

#[test]
fn names_that_never_end_do() {
    let named = |other: &str| {
        format!(
            r#"{{"Type": "AWS::S3::Bucket", "Properties": {{"BucketName": {{"Fn::Sub": "${{{other}}}${{{other}}}"}}}}}}"#
        )
    };
    let ring = format!(r#"{{"Resources": {{"A": {}, "B": {}}}}}"#, named("B"), named("A"));
    assert_eq!(concrete(&template(&ring)).reference("A"), Some("‹B›‹B›"));
    let chain: Vec<String> = (0..60)
        .map(|n| format!(r#""R{n}": {}"#, named(&format!("R{}", n + 1))))
        .collect();
    let grown = concrete(&template(&format!(r#"{{"Resources": {{{}}}}}"#, chain.join(","))));
    assert!(grown.reference("R0").is_some_and(|name| name.len() <= 2048));
}

proptest! {
    #[test]
    fn any_template_becomes_concrete(function in "(Ref|Fn::(Sub|Join|Select|If|GetAtt|Split|Base64|Odd))", a in "[${}A-C.:]{0,8}", b in "[A-C]") {
        let argument = serde_json::json!([a, {"Fn::Sub": [a, {"x": {"Ref": b}}]}, {"Fn::GetAtt": a}]);
        let resources = serde_json::json!({"Resources": {
            "A": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {&function: argument}}},
            "B": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Ref": "A"}, "Other": {&function: a}}}
        }});
        let json = serde_json::to_string(&concrete(&template(&resources.to_string())).template().tree()).unwrap();
        prop_assert!(!json.contains("Fn::Sub") && !json.contains("\"Ref\""), "{}", json);
    }
}
