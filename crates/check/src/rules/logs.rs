//! Logs of stages: their format, where they go, and what API Gateway needs to write them.

use aws::apigatewayv2::access_log;

use super::{route_settings, stages::stages};
use crate::{Finding, Found, Mention, Model, Rule, Stage, is_known, mentions, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW242",
        Error,
        "An access log format that API Gateway does not take",
        format
    ),
    rule!(
        "GW243",
        Warning,
        "An access log asks for a name that there is not",
        names
    ),
    rule!(
        "GW244",
        Info,
        "The destination of an access log ends in :*",
        destination
    ),
    rule!(
        "GW245",
        Warning,
        "A stage logs, and the template has no account role for it",
        without_account
    ),
    rule!(
        "GW246",
        Warning,
        "A stage that logs does not wait for the account role",
        before_account
    ),
];

const ACCOUNT: &str = "AWS::ApiGateway::Account";
const FORMAT: &str = "AccessLogSettings.Format";

/// The access log format of a stage, if it is known.
fn known_format<'a>(stage: &'a Stage<'_>) -> Option<&'a str> {
    let format = stage.resource.at(&["AccessLogSettings", "Format"])?.as_str()?;
    is_known(format).then_some(format)
}

fn format(model: &Model<'_>, found: &mut Found) {
    for (_, stage) in stages(model) {
        let Some(format) = known_format(stage) else {
            continue;
        };
        let with_id = access_log::names(format).any(|name| matches!(name, "requestId" | "extendedRequestId"));
        let why = if format.len() > 3 * 1024 {
            "it has more than 3 KB"
        } else if format.trim_end_matches(['\r', '\n']).contains(['\r', '\n']) {
            "it has more than one line"
        } else if !with_id {
            "it does not print `$context.requestId`"
        } else {
            continue;
        };
        let finding = Finding::new(
            stage.resource,
            format!("API Gateway refuses the access log's format: {why}"),
        );
        found.add(
            finding
                .property(FORMAT)
                .hint("write one line of at most 3 KB with `$context.requestId` in it"),
        );
    }
}

fn names(model: &Model<'_>, found: &mut Found) {
    for (_, stage) in stages(model) {
        let asked = known_format(stage).into_iter().flat_map(access_log::names);
        let unknown: Vec<&str> = asked.filter(|name| !access_log::is_name(name)).collect();
        let Some(first) = unknown.first() else { continue };
        let list: Vec<String> = unknown.iter().map(|name| format!("`$context.{name}`")).collect();
        let message = format!(
            "the access log prints `-` for {}: WebSocket APIs have no such name",
            list.join(", ")
        );
        let finding = Finding::new(stage.resource, message).property(FORMAT);
        found.add(match cfn::nearest(first, access_log::NAMES.iter().copied()) {
            Some(meant) => finding.hint(format!("did you mean `$context.{meant}`?")),
            None => finding.hint("remove it; what an authorizer returns stands below `$context.authorizer.`"),
        });
    }
}

fn destination(model: &Model<'_>, found: &mut Found) {
    for (_, stage) in stages(model) {
        let Some(written) = stage
            .resource
            .body
            .at(&["Properties", "AccessLogSettings", "DestinationArn"])
        else {
            continue;
        };
        let text = stage.resource.at(&["AccessLogSettings", "DestinationArn"]);
        let is_group = |mention: &Mention| {
            let group = model
                .resource(&mention.id)
                .filter(|it| it.kind == "AWS::Logs::LogGroup");
            group.is_some() && mention.attribute.as_deref() == Some("Arn")
        };
        // What the attribute yields is the ARN of everything in the group.
        let by_attribute = matches!(written.as_function(), Some(("Fn::GetAtt", _)))
            && mentions(written).iter().any(is_group);
        if by_attribute
            || text
                .and_then(cfn::Tree::as_str)
                .is_some_and(|text| text.ends_with(":*"))
        {
            let message = "API Gateway keeps the ARN without the `:*` at its end, so that the stage looks drifted from its template";
            let finding = Finding::new(stage.resource, message).property("AccessLogSettings.DestinationArn");
            found.add(finding.hint(
                "write `!Sub arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${AccessLog}`",
            ));
        }
    }
}

/// The property by which a stage logs, if it does: to CloudWatch, which needs the account's role.
fn logs_by(stage: &Stage<'_>) -> Option<String> {
    let destination = stage.resource.at(&["AccessLogSettings", "DestinationArn"]);
    let to_group = |text: &str| !text.contains(":firehose:");
    if destination.and_then(cfn::Tree::as_str).is_some_and(to_group) {
        return Some("AccessLogSettings".to_owned());
    }
    let mut levels = route_settings::all(stage).filter_map(|(path, settings)| {
        let level = settings.get("LoggingLevel")?.as_str()?;
        matches!(level, "ERROR" | "INFO").then(|| format!("{path}.LoggingLevel"))
    });
    levels.next()
}

fn without_account(model: &Model<'_>, found: &mut Found) {
    if model.is_open() || !model.of_type(ACCOUNT).is_empty() {
        return;
    }
    for (_, stage) in stages(model) {
        if let Some(path) = logs_by(stage) {
            let message =
                "the stage fails where the account has no role for logs: nothing in the template sets one";
            let finding = Finding::new(stage.resource, message).property(path);
            found.add(finding.hint(
                "add an `AWS::ApiGateway::Account` with a role for apigateway.amazonaws.com; where it stands already, suppress this",
            ));
        }
    }
}

fn before_account(model: &Model<'_>, found: &mut Found) {
    let accounts = model.of_type(ACCOUNT);
    let Some(account) = accounts.first() else { return };
    for (_, stage) in stages(model) {
        let Some(path) = logs_by(stage) else { continue };
        let before = model.before(stage.resource);
        if !accounts.iter().any(|account| before.contains(account.id)) {
            let message = format!(
                "the stage fails where it is made before `{}`, which lets API Gateway write logs",
                account.id
            );
            let finding = Finding::new(stage.resource, message)
                .property(path)
                .related(account);
            found.add(finding.hint(format!("add `DependsOn: {}` to the stage", account.id)));
        }
    }
}
