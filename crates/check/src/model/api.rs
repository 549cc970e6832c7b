//! A WebSocket API and everything that names it.

use std::collections::HashMap;

use super::{Groups, Index, Link};
use crate::Resource;

const API: &str = "AWS::ApiGatewayV2::Api";
const INTEGRATION: &str = "AWS::ApiGatewayV2::Integration";
const ROUTE: &str = "AWS::ApiGatewayV2::Route";

/// A WebSocket API of the template, with the resources that name it in `ApiId`.
#[derive(Debug)]
pub struct Api<'m> {
    /// The API itself.
    pub resource: &'m Resource<'m>,
    /// Its routes.
    pub routes: Vec<Route<'m>>,
    /// Its integrations.
    pub integrations: Vec<Integration<'m>>,
    /// Its stages.
    pub stages: Vec<Stage<'m>>,
    /// Its deployments.
    pub deployments: Vec<&'m Resource<'m>>,
    /// Its authorizers.
    pub authorizers: Vec<&'m Resource<'m>>,
    /// Its models.
    pub models: Vec<&'m Resource<'m>>,
    /// Its integration responses; those of one integration are in [`Integration::responses`], too.
    pub integration_responses: Vec<&'m Resource<'m>>,
    /// Its route responses; those of one route are in [`Route::responses`], too.
    pub route_responses: Vec<&'m Resource<'m>>,
    /// Its mappings to custom domains.
    pub mappings: Vec<&'m Resource<'m>>,
    /// Where integrations stand in their list, by logical id, and routes in theirs, by key.
    integrations_at: HashMap<&'m str, usize>,
    routes_at: HashMap<&'m str, usize>,
}

/// A route of an API.
#[derive(Debug)]
pub struct Route<'m> {
    /// The route itself.
    pub resource: &'m Resource<'m>,
    /// Its key, if that is known.
    pub key: Option<&'m str>,
    /// Its integration, which may be another API's.
    pub target: Link<'m>,
    /// Its authorizer, which may be another API's.
    pub authorizer: Link<'m>,
    /// Its route responses.
    pub responses: Vec<&'m Resource<'m>>,
}

/// An integration of an API.
#[derive(Debug)]
pub struct Integration<'m> {
    /// The integration itself.
    pub resource: &'m Resource<'m>,
    /// Its type, such as `AWS_PROXY`, if that is known.
    pub kind: Option<&'m str>,
    /// The function that it calls.
    pub function: Link<'m>,
    /// The role that it assumes.
    pub role: Link<'m>,
    /// Its integration responses.
    pub responses: Vec<&'m Resource<'m>>,
}

/// A stage of an API.
#[derive(Debug)]
pub struct Stage<'m> {
    /// The stage itself.
    pub resource: &'m Resource<'m>,
    /// Its name, if that is known.
    pub name: Option<&'m str>,
    /// What it serves.
    pub deployment: Link<'m>,
}

impl<'m> Api<'m> {
    /// The integration with this logical id, if it is this API's.
    pub fn integration(&self, id: &str) -> Option<&Integration<'m>> {
        self.integrations.get(*self.integrations_at.get(id)?)
    }

    /// The route with this key; the last one, where several have it.
    pub fn route(&self, key: &str) -> Option<&Route<'m>> {
        self.routes.get(*self.routes_at.get(key)?)
    }
}

/// An API is a WebSocket API when it says so; where that is not known, when it selects routes by an expression.
fn is_websocket(api: &Resource<'_>) -> bool {
    match api.known("ProtocolType") {
        Some(protocol) => protocol == "WEBSOCKET",
        None => api.get("ProtocolType").is_some() && api.get("RouteSelectionExpression").is_some(),
    }
}

pub(super) fn apis<'m>(index: &Index<'m>) -> Vec<Api<'m>> {
    let of_api = |kind| index.grouped(kind, "ApiId", API);
    let mut routes = of_api(ROUTE);
    let mut integrations = of_api(INTEGRATION);
    let mut stages = of_api("AWS::ApiGatewayV2::Stage");
    let mut deployments = of_api("AWS::ApiGatewayV2::Deployment");
    let mut authorizers = of_api("AWS::ApiGatewayV2::Authorizer");
    let mut models = of_api("AWS::ApiGatewayV2::Model");
    let mut integration_responses = of_api("AWS::ApiGatewayV2::IntegrationResponse");
    let mut route_responses = of_api("AWS::ApiGatewayV2::RouteResponse");
    let mut mappings = of_api("AWS::ApiGatewayV2::ApiMapping");
    let mut answers = index.grouped("AWS::ApiGatewayV2::RouteResponse", "RouteId", ROUTE);
    let mut results = index.grouped(
        "AWS::ApiGatewayV2::IntegrationResponse",
        "IntegrationId",
        INTEGRATION,
    );
    let apis = index.of_type(API).iter().copied().filter(|api| is_websocket(api));
    apis.map(|api| {
        let routes: Vec<Route<'m>> = taken(&mut routes, api)
            .into_iter()
            .map(|resource| route(index, resource, &mut answers))
            .collect();
        let integrations: Vec<Integration<'m>> = taken(&mut integrations, api)
            .into_iter()
            .map(|resource| integration(index, resource, &mut results))
            .collect();
        let ids = integrations.iter().map(|integration| integration.resource.id);
        let keys = routes
            .iter()
            .enumerate()
            .filter_map(|(place, route)| Some((route.key?, place)));
        Api {
            resource: api,
            integrations_at: ids.enumerate().map(|(place, id)| (id, place)).collect(),
            routes_at: keys.collect(),
            routes,
            integrations,
            stages: taken(&mut stages, api)
                .into_iter()
                .map(|resource| Stage {
                    resource,
                    name: resource.known("StageName"),
                    deployment: index.link("AWS::ApiGatewayV2::Deployment", resource.text("DeploymentId")),
                })
                .collect(),
            deployments: taken(&mut deployments, api),
            authorizers: taken(&mut authorizers, api),
            models: taken(&mut models, api),
            integration_responses: taken(&mut integration_responses, api),
            route_responses: taken(&mut route_responses, api),
            mappings: taken(&mut mappings, api),
        }
    })
    .collect()
}

fn taken<'m>(
    groups: &mut HashMap<&'m str, Vec<&'m Resource<'m>>>,
    owner: &Resource<'_>,
) -> Vec<&'m Resource<'m>> {
    groups.remove(owner.id).unwrap_or_default()
}

fn route<'m>(index: &Index<'m>, resource: &'m Resource<'m>, answers: &mut Groups<'m>) -> Route<'m> {
    let target = resource.text("Target");
    let integration = target.map(|target| target.strip_prefix("integrations/").unwrap_or_default());
    Route {
        resource,
        key: resource.known("RouteKey"),
        target: index.link(INTEGRATION, integration),
        authorizer: index.link("AWS::ApiGatewayV2::Authorizer", resource.text("AuthorizerId")),
        responses: taken(answers, resource),
    }
}

fn integration<'m>(
    index: &Index<'m>,
    resource: &'m Resource<'m>,
    results: &mut Groups<'m>,
) -> Integration<'m> {
    Integration {
        resource,
        kind: resource.known("IntegrationType"),
        function: index.invoked(resource.text("IntegrationUri")),
        role: index.link("AWS::IAM::Role", resource.text("CredentialsArn")),
        responses: taken(results, resource),
    }
}
