//! Stages that log, and their throttles, against what API Gateway has in the account.

use cfn::{Template, Tree, concrete};

use super::{Finding, Planned};
use crate::{account::GatewayAccount, client::Clients};

const STAGE: &str = "AWS::ApiGatewayV2::Stage";
const ACCOUNT: &str = "AWS::ApiGateway::Account";

/// A stage of a WebSocket API.
struct Stage {
    stack: String,
    id: String,
    logs: bool,
    /// The highest rate that it lets through.
    rate: Option<f64>,
}

impl Clients {
    /// What API Gateway's settings are too small for; they are read where a stage depends on them.
    pub(super) async fn gateway_findings(&self, stacks: &[Planned<'_>]) -> Vec<Finding> {
        let made_here = stacks
            .iter()
            .any(|planned| planned.template.of_type(ACCOUNT).next().is_some());
        let mut stages: Vec<Stage> = stacks.iter().flat_map(stages).collect();
        for stage in &mut stages {
            stage.logs &= !made_here;
        }
        stages.retain(|stage| stage.logs || stage.rate.is_some());
        if stages.is_empty() {
            return Vec::new();
        }
        match self.gateway_account().await {
            Ok(account) => stages
                .into_iter()
                .flat_map(|stage| findings(stage, &account))
                .collect(),
            Err(source) => vec![Finding::NotLookedAt {
                what: "the settings of API Gateway: its role for logs, and the account's throttle",
                source,
            }],
        }
    }
}

fn findings(stage: Stage, account: &GatewayAccount) -> Vec<Finding> {
    let Stage {
        stack,
        id,
        logs,
        rate,
    } = stage;
    let mute = (logs && account.logging_role.is_none()).then(|| Finding::NoLoggingRole {
        stack: stack.clone(),
        stage: id.clone(),
    });
    let beyond = match (rate, account.rate) {
        (Some(rate), Some(account)) if rate > account => Some(Finding::Throttle {
            stack,
            stage: id,
            rate,
            account,
        }),
        _ => None,
    };
    mute.into_iter().chain(beyond).collect()
}

fn stages(planned: &Planned<'_>) -> Vec<Stage> {
    let concrete = concrete(planned.template);
    let template = concrete.template();
    let stages = template.of_type(STAGE);
    stages
        .filter_map(|(id, body)| {
            let properties = body.get("Properties")?;
            let api = properties.get("ApiId").and_then(Tree::as_str);
            let api = api.and_then(|api| concrete.id_of(api));
            if api.is_some_and(|api| !is_websocket(template, api)) {
                return None;
            }
            let settings: Vec<&Tree> = route_settings(properties).collect();
            Some(Stage {
                stack: planned.entry.name.clone(),
                id: id.to_owned(),
                logs: properties.get("AccessLogSettings").is_some() || settings.iter().any(|one| logs(one)),
                rate: settings
                    .iter()
                    .filter_map(|one| number(one.get("ThrottlingRateLimit")?))
                    .max_by(f64::total_cmp),
            })
        })
        .collect()
}

/// An API of HTTP writes its access logs without the role.
fn is_websocket(template: &Template, api: &str) -> bool {
    let api = template.resource(api);
    let protocol = api.and_then(|api| api.at(&["Properties", "ProtocolType"])?.as_str());
    protocol != Some("HTTP")
}

fn route_settings(stage: &Tree) -> impl Iterator<Item = &Tree> {
    let each = stage.get("RouteSettings").and_then(Tree::as_map);
    let each = each.into_iter().flat_map(|routes| routes.values());
    stage.get("DefaultRouteSettings").into_iter().chain(each)
}

fn logs(settings: &Tree) -> bool {
    let level = settings.get("LoggingLevel").and_then(Tree::as_str);
    let traced = settings.get("DataTraceEnabled").and_then(Tree::as_bool);
    level.is_some_and(|level| level != "OFF") || traced == Some(true)
}

fn number(tree: &Tree) -> Option<f64> {
    tree.scalar_text()?.parse().ok()
}
