use std::{collections::BTreeSet, fs, path::Path};

use cfn::Template;
use policy::{Policy, Request, evaluate};

use super::*;

const ACCOUNT: &str = "111122223333";

fn place() -> Place {
    Place::new("eu-west-1", ACCOUNT)
}

fn template(resources: &str) -> Template {
    Template::from_json("chat-dev", &format!(r#"{{"Resources": {{{resources}}}}}"#)).unwrap()
}

fn needed(resources: &str) -> Rights {
    let needed = of_resources(&[&template(resources)], &place());
    assert!(needed.unknown.is_empty(), "{:?}", needed.unknown);
    needed.rights
}

fn policy(rights: &Rights) -> Policy {
    Policy::from_json("Rights", &rights.to_json()).unwrap()
}

/// The requests that are allowed, among these.
fn allowed<'a>(rights: &Rights, requests: &[(&'a str, &'a str)]) -> Vec<&'a str> {
    let policy = policy(rights);
    let requests = requests.iter();
    requests
        .filter(|(action, arn)| evaluate([&policy], &Request::new(*action, *arn)).is_allowed())
        .map(|(_, arn)| *arn)
        .collect()
}

#[test]
fn the_resources_of_the_app_may_be_made_and_those_of_others_may_not() {
    let rights = needed(
        r#""Connect": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["ConnectRole", "Arn"]}}},
        "ConnectRole": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}},
        "ConnectLogs": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": {"Fn::Sub": "/aws/lambda/${Connect}"}}},
        "Rooms": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "rooms"}},
        "Files": {"Type": "AWS::S3::Bucket"},
        "Failed": {"Type": "AWS::SQS::Queue"}"#,
    );
    let function = "arn:aws:lambda:eu-west-1:111122223333:function:chat-dev-Connect-1x2Y3z";
    let fine = [
        ("lambda:CreateFunction", function),
        ("lambda:DeleteFunction", function),
        ("lambda:UpdateFunctionCode", function),
        (
            "iam:CreateRole",
            "arn:aws:iam::111122223333:role/chat-dev-ConnectRole-1x2Y3z",
        ),
        (
            "logs:CreateLogGroup",
            "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/chat-dev-Connect-1",
        ),
        (
            "dynamodb:CreateTable",
            "arn:aws:dynamodb:eu-west-1:111122223333:table/rooms",
        ),
        ("s3:CreateBucket", "arn:aws:s3:::chat-dev-files-1x2y3z"),
        (
            "sqs:CreateQueue",
            "arn:aws:sqs:eu-west-1:111122223333:chat-dev-Failed-1x2Y3z",
        ),
        (
            "s3:GetObject",
            "arn:aws:s3:::gatewright-111122223333-eu-west-1/assets/x.zip",
        ),
    ];
    assert_eq!(allowed(&rights, &fine), fine.map(|(_, arn)| arn));
    let near = [
        (
            "lambda:CreateFunction",
            "arn:aws:lambda:eu-west-1:111122223333:function:chat-prod-Connect-1",
        ),
        (
            "lambda:CreateFunction",
            "arn:aws:lambda:us-east-1:111122223333:function:chat-dev-Connect-1",
        ),
        (
            "lambda:CreateFunction",
            "arn:aws:lambda:eu-west-1:999999999999:function:chat-dev-Connect-1",
        ),
        ("lambda:InvokeFunction", function),
        ("iam:CreateRole", "arn:aws:iam::111122223333:role/admin"),
        ("iam:CreateUser", "arn:aws:iam::111122223333:user/chat-dev-x"),
        (
            "dynamodb:CreateTable",
            "arn:aws:dynamodb:eu-west-1:111122223333:table/rooms2",
        ),
        (
            "dynamodb:GetItem",
            "arn:aws:dynamodb:eu-west-1:111122223333:table/rooms",
        ),
        (
            "dynamodb:Scan",
            "arn:aws:dynamodb:eu-west-1:111122223333:table/rooms",
        ),
        ("s3:CreateBucket", "arn:aws:s3:::chat-prod-files-1x2y3z"),
        ("s3:GetObject", "arn:aws:s3:::chat-dev-files-1x2y3z/secret"),
        (
            "s3:PutObject",
            "arn:aws:s3:::gatewright-111122223333-eu-west-1/assets/x.zip",
        ),
    ];
    assert_eq!(allowed(&rights, &near), [""; 0]);
}

#[test]
fn roles_go_to_the_services_that_may_take_them() {
    let rights = needed(
        r#""Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": [
            {"Effect": "Allow", "Principal": {"Service": ["lambda.amazonaws.com"]}, "Action": "sts:AssumeRole"}]}}},
        "Job": {"Type": "AWS::Lambda::Function", "Properties": {"Role": "arn:aws:iam::111122223333:role/shared"}}"#,
    );
    let policy = policy(&rights);
    let passed = |role: &str, service: &str| {
        let arn = format!("arn:aws:iam::111122223333:role/{role}");
        let request = Request::new("iam:PassRole", arn).with("iam:PassedToService", service);
        evaluate([&policy], &request).is_allowed()
    };
    assert!(passed("chat-dev-Role-1", "lambda.amazonaws.com"));
    assert!(!passed("chat-dev-Role-1", "ec2.amazonaws.com"));
    assert!(passed("shared", "lambda.amazonaws.com"));
    assert!(!passed("admin", "lambda.amazonaws.com"));
}

#[test]
fn what_no_property_asks_for_is_not_allowed() {
    let plain = needed(r#""Job": {"Type": "AWS::Lambda::Function"}"#);
    let private = needed(r#""Job": {"Type": "AWS::Lambda::Function", "Properties": {"VpcConfig": {}}}"#);
    assert!(!plain.actions().contains("ec2:DescribeSubnets"));
    assert!(private.actions().contains("ec2:DescribeSubnets"));
}

#[test]
fn ids_that_the_service_makes_up_are_wild_and_names_are_not() {
    let rights = needed(
        r#""Key": {"Type": "AWS::KMS::Key"},
        "Job": {"Type": "AWS::Lambda::Function", "Properties": {"KmsKeyArn": {"Fn::GetAtt": ["Key", "Arn"]}}},
        "Token": {"Type": "AWS::SecretsManager::Secret"},
        "Url": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/chat/url"}},
        "Policy": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": [{"Ref": "Queue"}]}},
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "jobs"}}"#,
    );
    let fine = [
        ("kms:CreateGrant", "arn:aws:kms:eu-west-1:111122223333:key/0000"),
        (
            "secretsmanager:CreateSecret",
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:Token-x1-y2",
        ),
        (
            "ssm:PutParameter",
            "arn:aws:ssm:eu-west-1:111122223333:parameter/chat/url",
        ),
        (
            "sqs:SetQueueAttributes",
            "arn:aws:sqs:eu-west-1:111122223333:jobs",
        ),
    ];
    assert_eq!(allowed(&rights, &fine), fine.map(|(_, arn)| arn));
    let near = [
        (
            "secretsmanager:GetSecretValue",
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:Other-x1",
        ),
        (
            "ssm:PutParameter",
            "arn:aws:ssm:eu-west-1:111122223333:parameter/chat",
        ),
    ];
    assert_eq!(allowed(&rights, &near), [""; 0]);
}

#[test]
fn a_long_name_of_a_stack_is_shortened_as_cloudformation_does() {
    let long = "a-stack-with-a-name-that-is-far-too-long";
    let template = Template::from_json(long, r#"{"Resources": {"R": {"Type": "AWS::IAM::Role"}}}"#).unwrap();
    let rights = of_resources(&[&template], &place()).rights;
    let arn = "arn:aws:iam::111122223333:role/a-stack-with-a-name-that-R-1x2Y3z";
    assert_eq!(allowed(&rights, &[("iam:CreateRole", arn)]), [arn]);
}

#[test]
fn a_type_that_is_not_known_is_said() {
    let unknown = template(r#""X": {"Type": "AWS::Made::Up"}"#);
    let needed = of_resources(&[&unknown], &place());
    assert_eq!(needed.unknown, BTreeSet::from(["AWS::Made::Up".to_owned()]));
}

#[test]
fn the_deployer_reaches_its_stacks_and_the_bucket_and_no_resources() {
    let rights = of_deployer(
        &[&template(r#""Connect": {"Type": "AWS::Lambda::Function"}"#)],
        &place(),
    );
    let stack = "arn:aws:cloudformation:eu-west-1:111122223333:stack/chat-dev/1234";
    let bootstrap = "arn:aws:cloudformation:eu-west-1:111122223333:stack/gatewright-bootstrap/1";
    let fine = [
        (
            "lambda:UpdateFunctionCode",
            "arn:aws:lambda:eu-west-1:111122223333:function:chat-dev-Connect-1",
        ),
        (
            "logs:FilterLogEvents",
            "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/chat-dev-Connect-1:*",
        ),
        ("cloudformation:ExecuteChangeSet", stack),
        ("cloudformation:DescribeStacks", bootstrap),
        (
            "s3:PutObject",
            "arn:aws:s3:::gatewright-111122223333-eu-west-1/assets/x.zip",
        ),
    ];
    assert_eq!(allowed(&rights, &fine), fine.map(|(_, arn)| arn));
    let near = [
        (
            "lambda:UpdateFunctionCode",
            "arn:aws:lambda:eu-west-1:111122223333:function:other",
        ),
        (
            "logs:FilterLogEvents",
            "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/other:*",
        ),
        ("cloudformation:DeleteStack", bootstrap),
        (
            "cloudformation:ExecuteChangeSet",
            "arn:aws:cloudformation:eu-west-1:111122223333:stack/chat-dev2/1",
        ),
        (
            "s3:DeleteObject",
            "arn:aws:s3:::gatewright-111122223333-eu-west-1/assets/x.zip",
        ),
        (
            "dynamodb:DeleteTable",
            "arn:aws:dynamodb:eu-west-1:111122223333:table/chat-dev-Rooms-1",
        ),
    ];
    assert_eq!(allowed(&rights, &near), [""; 0]);
}

/// Each call of this crate names its action where its failure is read; a policy that lacks one fails in the middle.
#[test]
fn every_call_of_this_crate_is_allowed() {
    let mut called = BTreeSet::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut called);
    assert!(called.contains("cloudformation:DescribeStacks"), "{called:?}");
    let rights = of_deployer(
        &[&template(r#""Connect": {"Type": "AWS::Lambda::Function"}"#)],
        &place(),
    );
    let allowed = rights.actions();
    // A condition key of the bucket's policy.
    let others = ["s3:TlsVersion"];
    let missing: Vec<&String> = called
        .iter()
        .filter(|action| !allowed.contains(action.as_str()) && !others.contains(&action.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Texts such as `"cloudformation:DescribeStacks"` in the sources; tests, this room and what is known of others' failures
/// left aside.
fn collect(folder: &Path, called: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("rights") && !path.ends_with("cause") {
            collect(&path, called);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            called.extend(
                code.flat_map(|line| line.split('"'))
                    .filter(|text| is_action(text))
                    .map(str::to_owned),
            );
        }
    }
}

fn is_action(text: &str) -> bool {
    let services = [
        "apigateway",
        "cloudformation",
        "lambda",
        "logs",
        "s3",
        "servicequotas",
    ];
    text.split_once(':').is_some_and(|(service, name)| {
        services.contains(&service)
            && name.starts_with(|letter: char| letter.is_ascii_uppercase())
            && name.chars().all(char::is_alphanumeric)
    })
}
