use super::*;
use crate::answers;

fn deployed() -> Template {
    template(
        r#"{"Resources": {
            "Rooms": {"Type": "AWS::DynamoDB::Table", "Properties": {}},
            "Queue": {"Type": "AWS::SQS::Queue", "DependsOn": "Rooms"},
            "Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {"Table": {"Value": {"Ref": "Rooms"}}}}"#,
    )
}

fn template(json: &str) -> Template {
    Template::from_json("chat-dev", json).unwrap()
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn what_comes_in_is_kept_and_nothing_else_changes() {
    let program = template(
        r#"{"Resources": {
            "Rooms": {"Type": "AWS::DynamoDB::Table", "Properties": {"BillingMode": "PAY_PER_REQUEST"}},
            "Old": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "old"}},
            "Log": {"Type": "AWS::Logs::LogGroup", "DeletionPolicy": "Delete"},
            "Alarm": {"Type": "AWS::SQS::Queue", "Properties": {"Name": {"Ref": "Other"}}},
            "Other": {"Type": "AWS::SQS::Queue"}}}"#,
    );
    let came = with(&deployed(), &program, &ids(&["Old", "Log"])).unwrap();
    let policy = |id: &str| {
        came.resource(id)
            .unwrap()
            .get("DeletionPolicy")
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!([policy("Old"), policy("Log")], ["Retain", "Delete"]);
    assert_eq!(came.resource("Rooms"), deployed().resource("Rooms"));
    assert_eq!(came.resources().count(), 5);

    let refused = |names: &[&str]| with(&deployed(), &program, &ids(names)).unwrap_err();
    assert_eq!(
        refused(&["Rooms"]),
        TransferError::AlreadyThere("Rooms".to_owned())
    );
    assert_eq!(refused(&["Nope"]), TransferError::Unknown("Nope".to_owned()));
    let error = refused(&["Alarm"]);
    assert!(error.to_string().contains("Other"), "{error}");
    with(&deployed(), &program, &ids(&["Alarm", "Other"])).unwrap();
}

#[test]
fn a_stack_can_begin_with_what_is_imported() {
    let empty = Template::from_tree("chat-dev", Tree::map());
    let program = template(r#"{"Resources": {"Old": {"Type": "AWS::SQS::Queue"}}}"#);
    let came = with(&empty, &program, &ids(&["Old"])).unwrap();
    assert_eq!(came.type_of("Old"), Some("AWS::SQS::Queue"));
}

#[test]
fn what_leaves_is_kept_first() {
    let kept = kept(&deployed(), &ids(&["Topic"])).unwrap();
    let topic = kept.resource("Topic").unwrap();
    for policy in ["DeletionPolicy", "UpdateReplacePolicy"] {
        assert_eq!(topic.get(policy), Some(&Tree::from("Retain")));
    }
    let left = without(&kept, &ids(&["Topic"])).unwrap();
    assert_eq!(left.resource("Topic"), None);
    assert_eq!(left.resource("Rooms"), deployed().resource("Rooms"));
}

#[test]
fn what_others_name_does_not_leave_alone() {
    let error = without(&deployed(), &ids(&["Rooms"])).unwrap_err();
    let TransferError::DoesNotFit { findings, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(
        findings.len(),
        2,
        "the queue waits for it, the output tells it: {error}"
    );
    assert_eq!(
        without(&deployed(), &ids(&["Gone"])).unwrap_err(),
        TransferError::NotThere("Gone".to_owned())
    );
    let all = template(r#"{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}"#);
    assert_eq!(
        without(&all, &ids(&["Topic"])).unwrap_err(),
        TransferError::NothingLeft
    );
}

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceIdentifierSummary.html>
#[tokio::test]
async fn what_identifies_a_resource_is_asked() {
    let clients = answers::clients(|_| {
        let summary = "<member><ResourceType>AWS::ApiGatewayV2::Route</ResourceType><LogicalResourceIds>\
                       <member>Route</member></LogicalResourceIds><ResourceIdentifiers><member>ApiId</member>\
                       <member>RouteId</member></ResourceIdentifiers></member>";
        let list = format!("<ResourceIdentifierSummaries>{summary}</ResourceIdentifierSummaries>");
        let result = format!("<GetTemplateSummaryResult>{list}</GetTemplateSummaryResult>");
        (
            200,
            format!("<GetTemplateSummaryResponse>{result}</GetTemplateSummaryResponse>"),
        )
    });
    let identifiers = clients.identifiers(&Body::Text("{}".to_owned())).await.unwrap();
    let template =
        template(r#"{"Resources": {"Route": {"Type": "AWS::ApiGatewayV2::Route"}, "Odd": {"Type": "X"}}}"#);
    let named = |resource: &str, given: &str| import(&template, &identifiers, resource, given);
    let route = named("Route", "abc|def").unwrap();
    assert_eq!(route.kind, "AWS::ApiGatewayV2::Route");
    let values: Vec<(&str, &str)> = route
        .identifier
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    assert_eq!(values, [("ApiId", "abc"), ("RouteId", "def")]);
    let error = named("Route", "abc").unwrap_err();
    assert_eq!(
        error.to_string(),
        "Route is identified by ApiId and RouteId, not by \"abc\""
    );
    assert!(named("Route", "abc|").is_err());
    assert!(matches!(
        named("Odd", "x").unwrap_err(),
        TransferError::CannotImport { .. }
    ));
}
