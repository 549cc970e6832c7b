//! What roles may do, as far as anybody knows: what a template does not show may allow anything.

use std::collections::HashSet;

use policy::{Effect, Policy, Principal, Statement};

use super::pattern::hopeful;
use crate::{Arn, Model, Role, arn, is_known};

/// Policies of AWS that functions and gateways commonly have, and the actions among theirs that rules ask for.
const MANAGED: [(&str, &[&str]); 8] = [
    ("service-role/AWSLambdaBasicExecutionRole", LOGS),
    ("service-role/AWSLambdaVPCAccessExecutionRole", LOGS),
    ("service-role/AmazonAPIGatewayPushToCloudWatchLogs", LOGS),
    (
        "service-role/AWSLambdaSQSQueueExecutionRole",
        &[
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
        ],
    ),
    (
        "service-role/AWSLambdaDynamoDBExecutionRole",
        &[
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
        ],
    ),
    (
        "service-role/AWSLambdaKinesisExecutionRole",
        &[
            "kinesis:DescribeStream",
            "kinesis:DescribeStreamSummary",
            "kinesis:GetRecords",
            "kinesis:GetShardIterator",
        ],
    ),
    ("AWSXRayDaemonWriteAccess", &[]),
    ("CloudWatchLambdaInsightsExecutionRolePolicy", LOGS),
];

/// What those that write logs need.
pub(super) const LOGS: &[&str] = &["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

/// The statements that allow something, of every policy that can be read, with the path of each.
pub(super) fn allowing<'a>(
    model: &'a Model<'a>,
) -> impl Iterator<Item = (&'a crate::Policy<'a>, String, Statement)> {
    // A policy may hang on several roles.
    let mut seen = HashSet::new();
    model
        .roles
        .iter()
        .flat_map(|role| &role.policies)
        .filter(move |policy| seen.insert((policy.owner.id, &policy.path)))
        .flat_map(|policy| {
            let read = Policy::read(policy.owner.id, policy.document).ok();
            let paths: Vec<String> = policy.statements().map(|statement| statement.path).collect();
            let statements = read.into_iter().flat_map(|read| read.statements);
            let placed = paths
                .into_iter()
                .zip(statements)
                .map(move |(path, statement)| (policy, path, statement));
            placed.filter(|(_, _, statement)| statement.effect == Effect::Allow)
        })
}

/// Whether a role may do this on the resource with this ARN; without one, on any resource at all.
pub(super) fn may(model: &Model<'_>, role: &Role<'_>, action: &str, on: Option<&str>) -> bool {
    let by_managed = role.managed.iter().any(|arn| {
        let known = Arn::parse(arn).and_then(|arn| {
            let name = arn.resource.strip_prefix("policy/")?;
            MANAGED.iter().find(|(known, _)| *known == name)
        });
        known.is_none_or(|(_, actions)| actions.contains(&action))
    });
    by_managed
        || role.policies.iter().any(|policy| {
            // That a policy cannot be read is another finding.
            Policy::read(policy.owner.id, policy.document).map_or(true, |policy| {
                policy
                    .statements
                    .iter()
                    .any(|statement| allows(model, statement, action, on))
            })
        })
}

fn allows(model: &Model<'_>, statement: &Statement, action: &str, on: Option<&str>) -> bool {
    let fits = |on: &str| {
        statement.resources.as_ref().is_none_or(|resources| {
            resources.is_negated()
                || resources.takes(|text| {
                    text.variables().next().is_some()
                        || hopeful(model, &arn::here(text.source())).matches(&arn::here(on))
                })
        })
    };
    statement.effect == Effect::Allow
        && statement.actions.takes(|pattern| pattern.matches(action))
        && on.is_none_or(fits)
}

/// Whether a service may assume a role.
pub(super) fn trusts(role: &Role<'_>, service: &str) -> bool {
    let document = role.resource.get("AssumeRolePolicyDocument");
    let Some(Ok(policy)) = document.map(|document| Policy::read(role.resource.id, document)) else {
        return true;
    };
    let is_meant = |principal: &Principal| match principal {
        Principal::Service(name) => name == service || !is_known(name),
        Principal::Everyone => true,
        _ => false,
    };
    policy.statements.iter().any(|statement| {
        statement.effect == Effect::Allow
            && statement.actions.takes(|action| action.matches("sts:AssumeRole"))
            && statement
                .principals
                .as_ref()
                .is_none_or(|principals| principals.takes(is_meant))
    })
}
