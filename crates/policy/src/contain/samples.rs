//! Actions and resources that people know, for witnesses that they can picture.

use crate::Request;

/// Services, some of their actions, graver ones first, and one of their resources.
const SERVICES: &[(&str, &[&str], &str)] = &[
    (
        "dynamodb",
        &[
            "Scan",
            "Query",
            "GetItem",
            "PutItem",
            "UpdateItem",
            "DeleteItem",
            "BatchGetItem",
            "BatchWriteItem",
            "ConditionCheckItem",
            "DeleteTable",
            "GetRecords",
        ],
        "arn:aws:dynamodb:us-east-1:111122223333:table/another",
    ),
    (
        "execute-api",
        &["ManageConnections", "Invoke"],
        "arn:aws:execute-api:us-east-1:111122223333:another/dev/POST/@connections/any",
    ),
    (
        "lambda",
        &[
            "InvokeFunction",
            "InvokeFunctionUrl",
            "GetFunction",
            "UpdateFunctionCode",
        ],
        "arn:aws:lambda:us-east-1:111122223333:function:another",
    ),
    (
        "sqs",
        &[
            "SendMessage",
            "ReceiveMessage",
            "DeleteMessage",
            "PurgeQueue",
            "GetQueueAttributes",
        ],
        "arn:aws:sqs:us-east-1:111122223333:another",
    ),
    (
        "sns",
        &["Publish", "Subscribe"],
        "arn:aws:sns:us-east-1:111122223333:another",
    ),
    (
        "s3",
        &["GetObject", "PutObject", "DeleteObject", "ListBucket"],
        "arn:aws:s3:::another/any",
    ),
    (
        "kms",
        &["Decrypt", "Encrypt", "GenerateDataKey"],
        "arn:aws:kms:us-east-1:111122223333:key/another",
    ),
    (
        "kinesis",
        &["GetRecords", "PutRecord"],
        "arn:aws:kinesis:us-east-1:111122223333:stream/another",
    ),
    (
        "secretsmanager",
        &["GetSecretValue"],
        "arn:aws:secretsmanager:us-east-1:111122223333:secret:another",
    ),
    (
        "ssm",
        &["GetParameter"],
        "arn:aws:ssm:us-east-1:111122223333:parameter/another",
    ),
    (
        "iam",
        &["PassRole", "CreateAccessKey"],
        "arn:aws:iam::111122223333:role/another",
    ),
    (
        "sts",
        &["AssumeRole", "AssumeRoleWithWebIdentity", "TagSession"],
        "arn:aws:iam::111122223333:role/another",
    ),
    (
        "events",
        &["PutEvents"],
        "arn:aws:events:us-east-1:111122223333:event-bus/another",
    ),
    (
        "states",
        &["StartExecution"],
        "arn:aws:states:us-east-1:111122223333:stateMachine:another",
    ),
    (
        "logs",
        &["PutLogEvents", "CreateLogStream", "GetLogEvents"],
        "arn:aws:logs:us-east-1:111122223333:log-group:another",
    ),
];

/// The same request with a known action, a plainer resource, or both; plainer ones first, and none plainer than itself.
/// Without resources, that of the request stays.
pub(super) fn plainer(request: &Request, has_resources: bool) -> Vec<Request> {
    let written = request
        .action()
        .split_once(':')
        .map_or("", |(service, _)| service);
    let of_service = |service: &str| service.eq_ignore_ascii_case(written) || !is_service(written);
    let mut plainer = Vec::new();
    for (service, known, usual) in SERVICES.iter().filter(|(service, ..)| of_service(service)) {
        let mut actions: Vec<String> = known.iter().map(|action| format!("{service}:{action}")).collect();
        if actions
            .iter()
            .any(|action| action.eq_ignore_ascii_case(request.action()))
        {
            actions = vec![request.action().to_owned()];
        }
        for action in &actions {
            for resource in resources(request.resource(), Some(*usual).filter(|_| has_resources)) {
                let mut one = request.clone();
                one.set_action(action);
                one.set_resource(&resource);
                if one == *request {
                    return plainer;
                }
                plainer.push(one);
            }
        }
    }
    plainer
}

fn is_service(name: &str) -> bool {
    SERVICES
        .iter()
        .any(|(service, ..)| service.eq_ignore_ascii_case(name))
}

/// A text that only begins is given an end; one that is none at all makes room for the usual one.
fn resources(found: &str, usual: Option<&str>) -> Vec<String> {
    let Some(usual) = usual else {
        return vec![found.to_owned()];
    };
    if found.ends_with(['/', ':', '-']) {
        vec![format!("{found}any"), found.to_owned()]
    } else if found.starts_with("arn:") {
        vec![found.to_owned()]
    } else {
        vec![usual.to_owned(), found.to_owned()]
    }
}
