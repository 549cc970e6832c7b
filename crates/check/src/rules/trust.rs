//! Roles that services assume: whether they may, and whether the role lets them do what they assume it for.

use super::grants::{LOGS, may, trusts};
use crate::{Arn, Finding, Found, Link, Model, Resource, Role, Rule, arn, rule};

const GATEWAY: &str = "apigateway.amazonaws.com";
const LAMBDA: &str = "lambda.amazonaws.com";
const INVOKE: &str = "lambda:InvokeFunction";

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW322",
        Error,
        "A role that its service may not assume",
        wrong_service
    ),
    rule!(
        "GW323",
        Warning,
        "The account's role for logs may not write them",
        silent_logs
    ),
    rule!(
        "GW324",
        Error,
        "A role that API Gateway assumes may not invoke the function",
        without_invoke
    ),
    rule!(
        "GW325",
        Error,
        "A function may not read its event source",
        unread_source
    ),
];

/// A role that a resource gives to a service.
struct Given<'a> {
    to: &'a str,
    by: &'a Resource<'a>,
    property: &'static str,
    role: &'a Role<'a>,
    /// What happens when the service may not assume it.
    refused: &'static str,
}

/// The roles of the template that it gives to API Gateway and to Lambda.
fn given<'a>(model: &'a Model<'a>) -> impl Iterator<Item = Given<'a>> {
    let gateway = model.apis.iter().flat_map(|api| {
        let integrations = api.integrations.iter().map(|integration| {
            let refused = "every message fails";
            (integration.resource, "CredentialsArn", refused)
        });
        let authorizers = api.authorizers.iter().map(|authorizer| {
            let refused = "nobody can connect";
            (*authorizer, "AuthorizerCredentialsArn", refused)
        });
        integrations.chain(authorizers)
    });
    let accounts = model
        .of_type("AWS::ApiGateway::Account")
        .iter()
        .map(|account| (*account, "CloudWatchRoleArn", "API Gateway refuses the role"));
    let functions = model
        .functions
        .iter()
        .map(|function| (LAMBDA, function.resource, "Role", "Lambda refuses the function"));
    let gateway = gateway
        .chain(accounts)
        .map(|(by, property, refused)| (GATEWAY, by, property, refused));
    gateway
        .chain(functions)
        .filter_map(|(to, by, property, refused)| {
            let role = model.link("AWS::IAM::Role", by.text(property)).resource()?;
            Some(Given {
                to,
                by,
                property,
                role: model.role(role.id)?,
                refused,
            })
        })
}

fn wrong_service(model: &Model<'_>, found: &mut Found) {
    for given in given(model).filter(|given| !trusts(given.role, given.to)) {
        let message = format!(
            "{}: {} may not assume `{}`",
            given.refused, given.to, given.role.resource.id
        );
        let finding = Finding::new(given.by, message)
            .property(given.property)
            .related(given.role.resource);
        found.add(finding.hint(format!(
            "let its `AssumeRolePolicyDocument` allow `sts:AssumeRole` to `Service: {}`",
            given.to
        )));
    }
}

fn silent_logs(model: &Model<'_>, found: &mut Found) {
    for given in given(model).filter(|given| given.property == "CloudWatchRoleArn") {
        let lacking: Vec<&str> = LOGS
            .iter()
            .copied()
            .filter(|action| !may(model, given.role, action, None))
            .collect();
        if !lacking.is_empty() {
            let message = format!(
                "API Gateway refuses the role, or writes no logs with it: `{}` may not `{}`",
                given.role.resource.id,
                lacking.join("`, `")
            );
            let finding = Finding::new(given.by, message)
                .property(given.property)
                .related(given.role.resource);
            found.add(
                finding
                    .hint("give it the managed policy `service-role/AmazonAPIGatewayPushToCloudWatchLogs`"),
            );
        }
    }
}

fn without_invoke(model: &Model<'_>, found: &mut Found) {
    for given in given(model) {
        let uri = match given.property {
            "CredentialsArn" => "IntegrationUri",
            "AuthorizerCredentialsArn" => "AuthorizerUri",
            _ => continue,
        };
        let uri = given.by.text(uri);
        let (Link::To(function), Some(text)) = (model.invoked(uri), uri) else {
            continue;
        };
        if !may(model, given.role, INVOKE, Some(arn::invoked(text))) {
            let message = format!(
                "{}: the role `{}` may not invoke `{}`",
                given.refused, given.role.resource.id, function.id
            );
            let finding = Finding::new(given.by, message)
                .property(given.property)
                .related(given.role.resource);
            found.add(finding.hint(format!("allow `{INVOKE}` on what the URI names")));
        }
    }
}

/// What Lambda asks for before it makes an event source mapping; of each group one action.
fn reading(service: &str) -> &'static [&'static [&'static str]] {
    match service {
        "sqs" => &[
            &["sqs:ReceiveMessage"],
            &["sqs:DeleteMessage"],
            &["sqs:GetQueueAttributes"],
        ],
        "kinesis" => &[
            &["kinesis:GetRecords"],
            &["kinesis:GetShardIterator"],
            &["kinesis:DescribeStream", "kinesis:DescribeStreamSummary"],
        ],
        "dynamodb" => &[
            &["dynamodb:GetRecords"],
            &["dynamodb:GetShardIterator"],
            &["dynamodb:DescribeStream"],
        ],
        _ => &[],
    }
}

fn unread_source(model: &Model<'_>, found: &mut Found) {
    for function in &model.functions {
        let Some(role) = function.role.resource().and_then(|role| model.role(role.id)) else {
            continue;
        };
        for mapping in &function.event_sources {
            let Some(text) = mapping.text("EventSourceArn") else {
                continue;
            };
            let service = Arn::parse(text).map_or("", |arn| arn.service);
            // The consumer of a stream is read through the stream.
            let source = text.split("/consumer/").next();
            let lacking: Vec<&str> = reading(service)
                .iter()
                .filter(|group| !group.iter().any(|action| may(model, role, action, source)))
                .filter_map(|group| group.first().copied())
                .collect();
            if lacking.is_empty() {
                continue;
            }
            let message = format!(
                "Lambda refuses the event source: the role `{}` may not `{}` on it",
                role.resource.id,
                lacking.join("`, `")
            );
            let finding = Finding::new(mapping, message)
                .property("EventSourceArn")
                .related(role.resource);
            found.add(finding.hint("allow these on the ARN of the queue or stream"));
        }
    }
}
