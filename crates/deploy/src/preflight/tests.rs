use cfn::Severity;
use http::Response;

use super::*;
use crate::answers::{Call, Log, answer, recorded, refusal};

const IDENTITY: &str = "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/ci</Arn>\
    <Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";

fn bootstrap(version: &str, status: &str) -> String {
    let output = |key: &str, value: &str| {
        format!("<member><OutputKey>{key}</OutputKey><OutputValue>{value}</OutputValue></member>")
    };
    format!(
        "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>gatewright-bootstrap</StackName>\
         <StackStatus>{status}</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs>{}{}</Outputs>\
         </member></Stacks></DescribeStacksResult></DescribeStacksResponse>",
        output("Version", version),
        output("Bucket", "gatewright-111122223333-eu-west-1"),
    )
}

/// An account with a bucket of this version, and what API Gateway says.
fn account(version: &'static str, gateway: &'static str) -> (Clients, Log) {
    recorded(move |asked: &Call| {
        if asked.has("GetCallerIdentity") {
            answer(200, IDENTITY)
        } else if asked.has("DescribeStacks") && version.is_empty() {
            refusal(
                400,
                "ValidationError",
                "Stack with id gatewright-bootstrap does not exist",
            )
        } else if asked.has("DescribeStacks") {
            answer(200, bootstrap(version, "UPDATE_COMPLETE"))
        } else {
            gateway_says(gateway)
        }
    })
}

fn gateway_says(gateway: &str) -> Response<String> {
    let status = if gateway.contains("__type") { 403 } else { 200 };
    answer(status, gateway)
}

fn stage(settings: &str) -> Template {
    let text = format!(
        r#"{{"Resources": {{
            "Api": {{"Type": "AWS::ApiGatewayV2::Api", "Properties": {{"ProtocolType": "WEBSOCKET"}}}},
            "Live": {{"Type": "AWS::ApiGatewayV2::Stage", "Properties": {{"ApiId": {{"Ref": "Api"}}, {settings}}}}}
        }}}}"#
    );
    Template::from_json("chat-dev", &text).unwrap()
}

fn entry(name: &str) -> StackEntry {
    StackEntry {
        name: name.to_owned(),
        ..StackEntry::default()
    }
}

fn with_asset(name: &str) -> StackEntry {
    let asset = cfn::Asset {
        resource: "Connect".to_owned(),
        key_parameter: "ConnectCodeKey".to_owned(),
        source: cfn::AssetSource::Path { path: "x".to_owned() },
    };
    StackEntry {
        assets: vec![asset],
        ..entry(name)
    }
}

async fn found(clients: &Clients, stacks: &[(&StackEntry, &Template)]) -> Vec<String> {
    let stacks = stacks.iter();
    let planned: Vec<_> = stacks
        .map(|(entry, template)| Planned {
            entry,
            template,
            text: "{}",
        })
        .collect();
    let preflight = clients.preflight(&planned).await.unwrap();
    let findings = preflight.findings.iter();
    findings
        .map(|finding| format!("{}: {finding}", finding.severity().as_str()))
        .collect()
}

#[tokio::test]
async fn where_everything_stands_nothing_is_found() {
    let (clients, log) = account(
        "1",
        r#"{"cloudwatchRoleArn": "arn:x", "throttleSettings": {"rateLimit": 10000}}"#,
    );
    let logging = stage(r#""DefaultRouteSettings": {"LoggingLevel": "INFO", "ThrottlingRateLimit": 100}"#);
    assert!(
        found(&clients, &[(&with_asset("chat-dev"), &logging)])
            .await
            .is_empty()
    );
    assert_eq!(log.all().len(), 3);
}

#[tokio::test]
async fn what_no_stack_needs_is_not_asked_for() {
    let (clients, log) = account("", "{}");
    let quiet = stage(r#""DefaultRouteSettings": {"LoggingLevel": "OFF"}"#);
    assert!(found(&clients, &[(&entry("chat-dev"), &quiet)]).await.is_empty());
    assert_eq!(log.all().len(), 1);
}

#[tokio::test]
async fn all_findings_come_at_once_and_the_worst_first() {
    let (clients, _) = account("", r#"{"throttleSettings": {"rateLimit": 100}}"#);
    let busy = stage(r#""AccessLogSettings": {}, "RouteSettings": {"chat": {"ThrottlingRateLimit": 500}}"#);
    let entry = StackEntry {
        account: Some("999999999999".to_owned()),
        region: Some("us-east-1".to_owned()),
        ..with_asset("chat-dev")
    };
    assert_eq!(
        found(&clients, &[(&entry, &busy)]).await,
        [
            "error: chat-dev belongs to account 999999999999, and the credentials to 111122223333",
            "error: chat-dev belongs to region us-east-1, and eu-west-1 was asked for",
            "error: the bucket for assets is missing: there is no stack gatewright-bootstrap in eu-west-1",
            "error: chat-dev: the stage Live logs, and API Gateway has no role for that in this account and region",
            "warning: chat-dev: the stage Live lets 500 requests per second through, and the account has 100 for all APIs",
        ]
    );
}

#[tokio::test]
async fn a_bucket_that_is_too_old_or_nobodys_is_an_error() {
    for (version, said) in [("0", "this program needs 1"), ("x", "Gatewright did not make it")] {
        let (clients, _) = account(version, "{}");
        let quiet = stage(r#""StageName": "dev""#);
        let found = found(&clients, &[(&with_asset("chat-dev"), &quiet)]).await;
        assert!(
            matches!(&found[..], [one] if one.starts_with("error") && one.contains(said)),
            "{found:?}"
        );
    }
}

#[tokio::test]
async fn settings_that_may_not_be_read_do_not_stop_a_deployment() {
    let (clients, _) = account("1", r#"{"__type": "AccessDeniedException", "message": "no"}"#);
    let logging = stage(r#""AccessLogSettings": {}"#);
    let found = found(&clients, &[(&entry("chat-dev"), &logging)]).await;
    assert!(
        matches!(&found[..], [one] if one.starts_with("info: not looked at")),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_role_that_one_of_the_stacks_makes_serves_them_all() {
    let (clients, _) = account("1", r#"{"cloudwatchRoleArn": ""}"#);
    let text = r#"{"Resources": {"Logging": {"Type": "AWS::ApiGateway::Account"}}}"#;
    let shared = Template::from_json("shared", text).unwrap();
    let logging = stage(r#""AccessLogSettings": {}"#);
    let stacks = [(&entry("shared"), &shared), (&entry("chat-dev"), &logging)];
    assert!(found(&clients, &stacks).await.is_empty());
}

#[tokio::test]
async fn a_name_that_two_stacks_want_is_found_and_one_that_the_stage_is_in_is_not() {
    let table = |name: &str, stack: &str| {
        let text = format!(
            r#"{{"Resources": {{"Rooms": {{"Type": "AWS::DynamoDB::Table", "Properties": {{"TableName": {name}}}}}}}}}"#
        );
        Template::from_json(stack, &text).unwrap()
    };
    let (clients, _) = account("1", "{}");
    let fixed = r#""rooms""#;
    let [first, second] = ["chat-dev", "chat-prod"].map(|stack| table(fixed, stack));
    let stacks = [(&entry("chat-dev"), &first), (&entry("chat-prod"), &second)];
    let said = "error: chat-dev and chat-prod both make arn:aws:dynamodb:eu-west-1:111122223333:table/rooms";
    assert_eq!(found(&clients, &stacks).await, [said]);
    let own = r#"{"Fn::Sub": "${AWS::StackName}-rooms"}"#;
    let [first, second] = ["chat-dev", "chat-prod"].map(|stack| table(own, stack));
    let stacks = [(&entry("chat-dev"), &first), (&entry("chat-prod"), &second)];
    assert!(found(&clients, &stacks).await.is_empty());
}

#[tokio::test]
async fn a_template_of_a_megabyte_is_found_before_anything_is_sent() {
    let (clients, _) = account("1", "{}");
    let template = stage(r#""StageName": "dev""#);
    let text = "x".repeat(upload::LARGEST_TEMPLATE + 1);
    let planned = Planned {
        entry: &entry("chat-dev"),
        template: &template,
        text: &text,
    };
    let preflight = clients.preflight(&[planned]).await.unwrap();
    assert!(matches!(preflight.findings[..], [Finding::Template(_)]));
    assert_eq!(preflight.findings[0].severity(), Severity::Error);
    assert!(preflight.store.is_some());
}

#[tokio::test]
async fn credentials_that_do_not_work_are_an_error_and_no_finding() {
    let (clients, _) = recorded(|_| refusal(403, "ExpiredToken", "expired"));
    let error = clients.preflight(&[]).await.unwrap_err();
    assert_eq!(*error.kind(), crate::Kind::ExpiredCredentials);
}
