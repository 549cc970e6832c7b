//! The WebSocket APIs of a template.

mod integrations;
mod permissions;
mod routes;
mod stages;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fmt,
    time::Duration,
};

use cfn::Tree;

use self::permissions::Permissions;
use super::{Names, Properties, Report};
use crate::gateway::{selection::Selection, throttle::Throttle};

/// A WebSocket API.
#[derive(Clone, Debug)]
pub struct Api {
    /// The API's id, `apiId` in events.
    pub id: String,
    /// `arn:aws:execute-api:{region}:{account}:{id}`, what policies on this API speak of.
    pub arn: String,
    /// Which route a message selects.
    pub selection: Selection,
    /// The routes by route key.
    pub routes: BTreeMap<String, Route>,
    /// The stages that are served: those with a deployment.
    pub stages: Vec<Stage>,
}

/// A route.
#[derive(Clone, Debug)]
pub struct Route {
    /// The logical id, for messages to people.
    pub resource: String,
    /// What it runs; a route without target runs nothing.
    pub target: Option<Integration>,
    /// Whether the integration's answer goes back to the client.
    pub two_way: bool,
    /// Who may connect. Only `$connect` has one.
    pub authorizer: Option<Authorizer>,
}

/// What a route runs.
#[derive(Clone, Debug)]
pub struct Integration {
    /// The logical id, for messages to people.
    pub resource: String,
    /// What it calls.
    pub backend: Backend,
    /// How long it may take.
    pub timeout: Duration,
    /// Whether API Gateway calls it in a role of its own, which needs no permission of the function.
    pub assumes_role: bool,
}

/// What an integration calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A function, by logical id, with the proxy event.
    Lambda(String),
    /// Something that this runtime does not do; why, in one sentence. Calling it is an internal server error.
    NotRun(String),
}

/// A REQUEST authorizer.
#[derive(Clone, Debug)]
pub struct Authorizer {
    /// The logical id, for messages to people.
    pub resource: String,
    /// Its id, the end of its ARN.
    pub id: String,
    /// Whether API Gateway calls it in a role of its own, which needs no permission of the function.
    pub assumes_role: bool,
    /// The function, or why it cannot run.
    pub backend: Backend,
    /// What must be present in the request before the function is asked.
    pub identity_sources: Vec<IdentitySource>,
}

/// Something that a request must have before the authorizer is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentitySource {
    /// `route.request.header.Name`; names compare without regard to case.
    Header(String),
    /// `route.request.querystring.name`.
    Query(String),
    /// `stageVariables.name`.
    StageVariable(String),
    /// `context.name`.
    Context(String),
}

impl fmt::Display for IdentitySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(name) => write!(f, "route.request.header.{name}"),
            Self::Query(name) => write!(f, "route.request.querystring.{name}"),
            Self::StageVariable(name) => write!(f, "stageVariables.{name}"),
            Self::Context(name) => write!(f, "context.{name}"),
        }
    }
}

/// The variables of a stage.
pub type StageVariables = BTreeMap<String, String>;

/// A stage with a deployment.
#[derive(Clone, Debug, Default)]
pub struct Stage {
    /// The stage's name, the first part of the path.
    pub name: String,
    /// `StageVariables`.
    pub variables: StageVariables,
    /// `DefaultRouteSettings`.
    pub default_throttle: Throttle,
    /// `RouteSettings`, by route key.
    pub route_throttles: HashMap<String, Throttle>,
    /// The keys of the routes whose function API Gateway may not invoke.
    pub unpermitted: HashSet<String>,
}

impl Stage {
    /// The ARN of a route on this stage, which policies and permissions speak of.
    pub fn route_arn(&self, api_arn: &str, route_key: &str) -> String {
        format!("{api_arn}/{}/{route_key}", self.name)
    }

    /// The throttling of a route: its own setting before the stage's default.
    pub fn throttle(&self, route_key: &str) -> Throttle {
        let own = self.route_throttles.get(route_key).copied().unwrap_or_default();
        own.or(self.default_throttle)
    }
}

/// Reads the WebSocket APIs.
pub fn apis(names: &Names<'_>, report: &Report<'_>) -> Vec<Api> {
    let integrations = integrations::integrations(names, report);
    let permissions = Permissions::read(names, report);
    let authorizers = integrations::authorizers(names, report);
    let mut served = BTreeMap::new();
    let apis = names.of_type("AWS::ApiGatewayV2::Api").filter_map(|(id, body)| {
        let mut api = api(id, body, names, report)?;
        api.routes = routes::routes(&api, names, report, &integrations, &authorizers);
        api.stages = stages::stages(&api, names, report);
        // The stage is the first part of the path, and there is one port.
        api.stages.retain(|stage| match served.get(&stage.name) {
            None => served.insert(stage.name.clone(), id).is_none(),
            Some(other) => {
                let message = format!(
                    "stage `{}` of `{id}` is not served: `{other}` has one of that name",
                    stage.name
                );
                report.not_run(id, message);
                false
            }
        });
        if let Some(first) = served
            .values()
            .find(|first| **first != id && !api.stages.is_empty())
        {
            let message =
                format!("functions cannot post to connections of `{id}`: they are pointed to `{first}`");
            report.not_run(id, message);
        }
        permissions.withhold(&mut api, report);
        Some(api)
    });
    apis.collect()
}

fn api(id: &str, body: &Tree, names: &Names<'_>, report: &Report<'_>) -> Option<Api> {
    let mut properties = Properties::of(id, body, names, report);
    if properties.required("ProtocolType")? != "WEBSOCKET" {
        properties.not_run("ProtocolType", "only WebSocket APIs are served");
        return None;
    }
    let expression = properties.required("RouteSelectionExpression")?;
    let selection = match expression.parse() {
        Ok(selection) => selection,
        Err(error) => {
            properties.unusable("RouteSelectionExpression", error);
            return None;
        }
    };
    if properties.flag("DisableExecuteApiEndpoint") == Some(true) {
        properties.not_run(
            "DisableExecuteApiEndpoint",
            "there are no custom domains here, so the stages stay open",
        );
    }
    // The key selection matters to routes that require a key, and those are reported themselves.
    properties.without_meaning(&[
        "ApiKeySelectionExpression",
        "Description",
        "DisableSchemaValidation",
        "IpAddressType",
        "Name",
        "Tags",
        "Version",
    ]);
    properties.finish();
    let physical = names.reference_of(id)?;
    let environment = names.environment();
    Some(Api {
        arn: format!(
            "arn:{}:execute-api:{}:{}:{physical}",
            environment.partition, environment.region, environment.account_id
        ),
        id: physical,
        selection,
        routes: BTreeMap::new(),
        stages: Vec::new(),
    })
}

/// Whether a resource belongs to the API; its `ApiId` is taken out.
fn belongs(properties: &mut Properties<'_>, api: &Api) -> bool {
    properties.text("ApiId").is_some_and(|id| id == api.id)
}

#[cfg(test)]
mod tests;
