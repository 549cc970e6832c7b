//! `execute-api:ManageConnections` on more connections than those of the function's own stage.

use cfn::Severity;
use policy::{Pattern, Statement};

use super::{grants::allowing, pattern::in_api};
use crate::{Finding, Found, Model, Rule, arn, rule, scenario::ACCOUNT};

const MANAGE: &str = "execute-api:ManageConnections";

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW314",
        Warning,
        "A grant of ManageConnections reaches other APIs",
        other_apis
    ),
    rule!(
        "GW315",
        Info,
        "A grant of ManageConnections is wider than its stage",
        other_stages
    ),
];

/// The resources of a statement that is about connections and about nothing but execute-api, as patterns.
fn patterns(statement: &Statement) -> Vec<Pattern> {
    let listed = statement.actions.listed();
    let of_service = |action: &Pattern| {
        action
            .to_string()
            .to_ascii_lowercase()
            .starts_with("execute-api:")
    };
    let about = listed
        .iter()
        .any(|action| of_service(action) && action.matches(MANAGE));
    match &statement.resources {
        Some(resources)
            if about
                && !statement.actions.is_negated()
                && !resources.is_negated()
                && statement.conditions.is_empty() =>
        {
            let fixed = resources
                .listed()
                .iter()
                .filter(|text| text.variables().next().is_none());
            fixed
                .map(|text| Pattern::new(&arn::here(text.source())))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// A connection of an API that is not in the template.
fn elsewhere() -> String {
    format!("arn:aws:execute-api:us-east-1:{ACCOUNT}:‹›/‹›/POST/@connections/‹›")
}

fn other_apis(model: &Model<'_>, found: &mut Found) {
    // Without an API the template has no name to write instead.
    let severity = if model.apis.is_empty() {
        Severity::Info
    } else {
        Severity::Warning
    };
    let another = elsewhere();
    for (policy, path, statement) in allowing(model) {
        if patterns(&statement)
            .iter()
            .any(|pattern| pattern.matches(&another))
        {
            let message = "the role may post to the connections of every API of the account, and close them";
            let finding = Finding::new(policy.owner, message)
                .property(&path)
                .severity(severity);
            found.add(finding.hint(
                "name the API and the stage: \
                 `arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/stage/POST/@connections/*`",
            ));
        }
    }
}

fn other_stages(model: &Model<'_>, found: &mut Found) {
    let another = elsewhere();
    let apis: Vec<_> = model
        .apis
        .iter()
        .filter(|api| !api.stages.is_empty())
        .map(|api| (api, in_api(api, "‹›/POST/@connections/‹›")))
        .collect();
    for (policy, path, statement) in allowing(model) {
        let patterns = patterns(&statement);
        let wide = patterns.iter().find_map(|pattern| {
            let whole = apis.iter().find(|(_, connection)| pattern.matches(connection));
            whole.filter(|_| !pattern.matches(&another))
        });
        if let Some((api, _)) = wide {
            let stages: Vec<&str> = api.stages.iter().filter_map(|stage| stage.name).collect();
            let message = format!(
                "the role may post to connections of any stage of `{}`, whichever come later",
                api.resource.id
            );
            let finding = Finding::new(policy.owner, message)
                .property(&path)
                .related(api.resource);
            let stage = stages.first().copied().unwrap_or("stage");
            found.add(finding.hint(format!(
                "name the stage after the API's id: `/{stage}/POST/@connections/*`"
            )));
        }
        let every = statement
            .actions
            .listed()
            .iter()
            .find(|action| action.to_string() == "execute-api:*");
        if let Some(every) = every.filter(|_| !patterns.is_empty()) {
            let message =
                format!("`{every}` also allows to call the API as a client with IAM authorization does");
            let finding = Finding::new(policy.owner, message).property(format!("{path}.Action"));
            found.add(finding.hint(format!("allow `{MANAGE}` alone")));
        }
    }
}
