//! Invoke permissions that are wider than their use, never apply, or do not fit.

use std::collections::HashMap;

use cfn::Severity;
use policy::Pattern;

use super::{invocation::of_gateway, pattern::in_api, qualifiers::qualifier};
use crate::{Api, Arn, Finding, Found, Model, Resource, Rule, arn, is_known, rule, scenario::ACCOUNT};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW303",
        Warning,
        "An invoke permission reaches into other accounts",
        other_accounts
    ),
    rule!(
        "GW304",
        Info,
        "An invoke permission is wider than the routes",
        other_routes
    ),
    rule!("GW306", Error, "A SourceAccount that never matches", never_source),
    rule!(
        "GW307",
        Error,
        "The permissions of a function are too long",
        too_long
    ),
];

fn other_accounts(model: &Model<'_>, found: &mut Found) {
    for (function, permission) in of_gateway(model) {
        let bound = ["SourceAccount", "PrincipalOrgID"];
        let Some(text) = permission
            .text("SourceArn")
            .filter(|_| bound.iter().all(|bound| permission.get(bound).is_none()))
        else {
            continue;
        };
        let pattern = Pattern::new(&arn::here(text));
        let foreign = |below: &str| format!("arn:aws:execute-api:us-east-1:‹›:{below}");
        let id = &function.resource.id;
        let (message, severity) = if pattern.matches(&foreign("‹›/‹›/‹›")) {
            let message = format!("any API of any account may invoke `{id}`");
            (message, Severity::Warning)
        } else if Arn::parse(text).is_some_and(|arn| arn.region == "*" || arn.account == "*") {
            let message =
                format!("the permission on `{id}` holds in accounts or regions where its API is not");
            (message, Severity::Info)
        } else {
            continue;
        };
        let finding = Finding::new(permission, message)
            .property("SourceArn")
            .severity(severity);
        found.add(finding.hint("write `${AWS::Region}:${AWS::AccountId}` before the API's id"));
    }
}

fn other_routes(model: &Model<'_>, found: &mut Found) {
    let another = format!("arn:aws:execute-api:us-east-1:{ACCOUNT}:‹›/‹›/‹›");
    for (function, permission) in of_gateway(model) {
        let Some(text) = permission.text("SourceArn").map(arn::here) else {
            continue;
        };
        let id = function.resource.id;
        let of_this = |api: &&Api<'_>| text.starts_with(&in_api(api, ""));
        let message = match model.apis.iter().find(of_this) {
            Some(api) => {
                let below = text.strip_prefix(&in_api(api, "")).unwrap_or_default();
                // CDK writes `*$connect`, where the star stands for stage and slash. Of stages that are elsewhere
                // nothing can be said.
                let Some(route) = below.strip_prefix('*').filter(|_| !api.stages.is_empty()) else {
                    continue;
                };
                let what = match route.trim_start_matches('/') {
                    "" | "*" => "any route".to_owned(),
                    route => format!("the route `{route}`"),
                };
                let api = api.resource.id;
                format!("{what} of any stage of `{api}` may invoke `{id}`, whichever come later")
            }
            None if !model.apis.is_empty() && Pattern::new(&text).matches(&another) => {
                format!("any API of the account may invoke `{id}`")
            }
            None => continue,
        };
        let finding = Finding::new(permission, message).property("SourceArn");
        found.add(finding.hint("name stage and route after the API's id, as in `/dev/$connect`"));
    }
}

fn never_source(model: &Model<'_>, found: &mut Found) {
    for permission in model.of_type("AWS::Lambda::Permission") {
        let Some(account) = permission.get("SourceAccount").and_then(cfn::Tree::scalar_text) else {
            continue;
        };
        let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        let source = permission
            .text("SourceArn")
            .and_then(|text| Some(Arn::parse(text)?.account));
        // Either may be written out where the other stands for the place of the deployment.
        let other = source.filter(|source| {
            let written = [account.as_str(), source];
            !source.is_empty()
                && !Pattern::new(source).matches(&account)
                && written
                    .iter()
                    .all(|account| *account != ACCOUNT && is_known(account))
        });
        let message = if !is_account && is_known(&account) {
            format!("Lambda refuses the permission: `{account}` is no account")
        } else if let Some(other) = other {
            format!(
                "nobody ever invokes the function by this: the source is in `{other}`, and `{account}` is asked for"
            )
        } else {
            continue;
        };
        let finding = Finding::new(permission, message).property("SourceAccount");
        found.add(finding.hint(
            "leave `SourceAccount` out where `SourceArn` names the account, or write `!Ref AWS::AccountId`",
        ));
    }
}

/// The longest policy of a function ("Lambda quotas": 20 KB for resource-based policies).
const POLICY: usize = 20 * 1024;
/// What leaves no room for two more statements.
const NEARLY: usize = 19 * 1024;

fn too_long(model: &Model<'_>, found: &mut Found) {
    for function in &model.functions {
        // Each version and alias has a policy of its own.
        let mut lengths = HashMap::<&str, usize>::new();
        for permission in &function.permissions {
            let qualifier = permission.text("FunctionName").map_or("", qualifier);
            *lengths.entry(qualifier).or_default() += statement_bytes(model, function.resource, permission);
        }
        let Some(longest) = lengths.into_values().max().filter(|bytes| *bytes > NEARLY) else {
            continue;
        };
        let id = function.resource.id;
        let (message, severity) = if longest > POLICY {
            let message = format!(
                "Lambda refuses some of the permissions: the policy of `{id}` would have about {longest} bytes, {POLICY} are allowed"
            );
            (message, Severity::Error)
        } else {
            let message = format!(
                "the next permission is refused: the policy of `{id}` has about {longest} bytes, {POLICY} are allowed"
            );
            (message, Severity::Warning)
        };
        let finding = Finding::new(function.resource, message).severity(severity);
        found.add(finding.hint("let one permission stand for all routes of a stage (`/dev/*`), or lead the routes to several functions"));
    }
}

/// The length of a permission's statement as Lambda keeps it, about.
fn statement_bytes(model: &Model<'_>, function: &Resource<'_>, permission: &Resource<'_>) -> usize {
    /// What CloudFormation appends to names of its own making.
    const RANDOM: usize = "-1A2B3C4D5E6F".len();
    const FRAME: &str = r#"{"Sid":"-","Effect":"Allow","Principal":{"Service":""},"Action":"","Resource":"arn:aws:lambda:us-east-1:111122223333:function:","Condition":{"ArnLike":{"AWS:SourceArn":""}}},"#;
    const ACCOUNT_CONDITION: &str = r#""StringEquals":{"AWS:SourceAccount":"111122223333"},"#;
    let stack = model.template.name().len();
    let name = match function.known("FunctionName") {
        Some(name) => name.len(),
        None => stack + 1 + function.id.len() + RANDOM,
    };
    let texts = ["Principal", "Action", "SourceArn"];
    let texts = texts.iter().filter_map(|property| permission.text(property));
    let account = permission
        .get("SourceAccount")
        .map_or(0, |_| ACCOUNT_CONDITION.len());
    FRAME.len() + stack + permission.id.len() + RANDOM + name + texts.map(width).sum::<usize>() + account
}

/// The length of a text, its tokens as long as the ids that API Gateway makes up.
fn width(text: &str) -> usize {
    const ID: usize = "ab12cd34ef".len();
    let mut pieces = text.split('‹');
    let first = pieces.next().map_or(0, str::len);
    first
        + pieces
            .map(|piece| piece.split_once('›').map_or(0, |(_, after)| ID + after.len()))
            .sum::<usize>()
}
