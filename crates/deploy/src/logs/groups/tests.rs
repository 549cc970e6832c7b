use aws_sdk_cloudformation::types::ResourceStatus;

use super::*;
use crate::answers;

fn stack() -> Stack {
    Stack {
        parameters: [("Level".to_owned(), "INFO".to_owned())].into(),
        ..answers::stack("CREATE_COMPLETE")
    }
}

fn resource((logical_id, kind, physical_id): (&str, &str, &str)) -> Resource {
    Resource {
        logical_id: logical_id.to_owned(),
        physical_id: Some(physical_id.to_owned()),
        kind: kind.to_owned(),
        status: ResourceStatus::CreateComplete,
        reason: None,
        drift: None,
    }
}

fn named(template: &str, resources: &[(&str, &str, &str)]) -> Vec<(String, Writer)> {
    let template = Template::from_json("chat-dev", template).unwrap();
    let resources: Vec<_> = resources.iter().copied().map(resource).collect();
    let groups = groups(&stack(), &template, &resources);
    groups
        .into_iter()
        .map(|group| (group.name, group.writer))
        .collect()
}

#[test]
fn a_function_logs_to_its_own_group_or_to_lambdas() {
    let template = r#"{"Resources": {
        "Own": {"Type": "AWS::Lambda::Function", "Properties": {"LoggingConfig": {"LogGroup": {"Ref": "OwnLogs"}}}},
        "Plain": {"Type": "AWS::Lambda::Function", "Properties": {}},
        "Sam": {"Type": "AWS::Serverless::Function"}
    }}"#;
    let function = "AWS::Lambda::Function";
    let found = named(
        template,
        &[
            ("OwnLogs", "AWS::Logs::LogGroup", "chat-dev-OwnLogs-1"),
            ("Own", function, "chat-dev-Own-2"),
            ("Plain", function, "chat-dev-Plain-3"),
            ("Sam", function, "chat-dev-Sam-4"),
        ],
    );
    let expected = [
        "chat-dev-OwnLogs-1",
        "/aws/lambda/chat-dev-Plain-3",
        "/aws/lambda/chat-dev-Sam-4",
    ];
    assert_eq!(found, expected.map(|name| (name.to_owned(), Writer::Function)));
}

#[test]
fn a_stage_has_access_logs_and_execution_logs() {
    let stage = |access: &str| {
        format!(
            r#"{{"Resources": {{"Stage": {{"Type": "AWS::ApiGatewayV2::Stage", "Properties": {{
                "ApiId": {{"Ref": "Api"}}, "AccessLogSettings": {{"DestinationArn": {access}}},
                "DefaultRouteSettings": {{"LoggingLevel": {{"Ref": "Level"}}}}
            }}}}}}}}"#
        )
    };
    let resources = [
        ("Api", "AWS::ApiGatewayV2::Api", "a1b2"),
        ("Access", "AWS::Logs::LogGroup", "/aws/vendedlogs/chat"),
        ("Stage", "AWS::ApiGatewayV2::Stage", "dev"),
    ];
    let expected = [
        ("/aws/vendedlogs/chat".to_owned(), Writer::Access),
        (
            "API-Gateway-Execution-Logs_a1b2/dev".to_owned(),
            Writer::Execution,
        ),
    ];
    for access in [
        r#"{"Fn::GetAtt": ["Access", "Arn"]}"#,
        r#"{"Fn::Sub": "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Access}"}"#,
    ] {
        assert_eq!(named(&stage(access), &resources), expected, "{access}");
    }
}

#[test]
fn what_is_not_logged_or_goes_elsewhere_has_no_group() {
    let template = r#"{"Resources": {"Stage": {"Type": "AWS::ApiGatewayV2::Stage", "Properties": {
        "ApiId": {"Ref": "Api"}, "DefaultRouteSettings": {"LoggingLevel": "OFF"},
        "AccessLogSettings": {"DestinationArn": "arn:aws:firehose:eu-west-1:111122223333:deliverystream/amazon-apigateway-x"}
    }}}}"#;
    let resources = [
        ("Api", "AWS::ApiGatewayV2::Api", "a1b2"),
        ("Stage", "AWS::ApiGatewayV2::Stage", "dev"),
    ];
    assert_eq!(named(template, &resources), []);
}
