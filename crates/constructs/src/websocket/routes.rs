//! The routes of an API, and the deployment that freezes them.

use std::{collections::BTreeMap, marker::PhantomData};

use aws::apigatewayv2::{self, Deployment, RouteResponse};
use cfn::{Construct, Diagnostic, Handle, Resource as _, Scope, sub};

use super::{
    ConnectRoute, DisconnectRoute, IntegrationTimeout, Route, RouteKey, StageName, authorization,
    authorizer::invoke_permission, deployment::Freezer, rival::rival, route::KeyedRoute,
    route_options::RouteOptions,
};
use crate::text;

/// The routes of an API, all of them: a deployment freezes them together.
///
/// Each function gets one integration, whatever the number of routes to it, and one permission per stage and route that
/// names both. The deployment comes after all of it; its logical id is the id that `add` was given, and a hash
/// of everything that it freezes, because CloudFormation makes no new deployment when a route changes.
///
/// A set without any route is no construct, so there is no stage without one. `add` knows the parts by the key of
/// the route (`ChatRoute`, `ChatRouteResponse`, `ChatInvokePermission`) and by the function (`MessageIntegration`); a
/// second API in the same stack takes a [`prefix`](Self::prefix).
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
/// let connect = stack.add("Connect", Function::rust("lambdas", "connect"));
/// let message = stack.add("Message", Function::rust("lambdas", "message"));
/// let routes = stack.add(
///     "Deployment",
///     Routes::of(&api.stage("dev"))
///         .connect(&connect)
///         .default(Route::to(&message).two_way())
///         .route(route_key!("chat"), &message),
/// );
/// stack.add("Stage", Stage::new(&routes));
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
///
/// emits for the route `chat`
///
/// ```yaml
/// MessageIntegration:
///   Type: AWS::ApiGatewayV2::Integration
///   Properties:
///     ApiId: !Ref Api
///     IntegrationType: AWS_PROXY
///     IntegrationMethod: POST
///     IntegrationUri: !Sub arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Message.Arn}/invocations
/// ChatRoute:
///   Type: AWS::ApiGatewayV2::Route
///   Properties: { ApiId: !Ref Api, RouteKey: chat, AuthorizationType: NONE, Target: !Sub "integrations/${MessageIntegration}" }
/// ChatInvokePermission:
///   Type: AWS::Lambda::Permission
///   Properties:
///     Action: lambda:InvokeFunction
///     FunctionName: !Ref Message
///     Principal: apigateway.amazonaws.com
///     SourceArn: !Sub arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/dev/chat
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Routes<S = Declared> {
    stage: StageName,
    others: Vec<StageName>,
    prefix: String,
    all: Vec<KeyedRoute>,
    state: PhantomData<S>,
}

/// The state of a set that has no route: it cannot be added to a stack, because API Gateway deploys no API without one.
#[derive(Clone, Copy, Debug)]
pub enum NoRouteYet {}

/// The state of a set that has routes.
#[derive(Clone, Copy, Debug)]
pub enum Declared {}

/// The routes of the stack, deployed: what a [`Stage`](super::Stage) is made from.
#[derive(Clone, Debug)]
pub struct RoutesRef {
    stage: StageName,
    others: Vec<StageName>,
    deployment: Handle<Deployment>,
    options: Vec<(String, RouteOptions)>,
}

impl Routes {
    /// The routes of this stage; permissions name it.
    pub fn of(stage: &StageName) -> Routes<NoRouteYet> {
        Routes {
            stage: stage.clone(),
            others: Vec::new(),
            prefix: String::new(),
            all: Vec::new(),
            state: PhantomData,
        }
    }
}

impl<S> Routes<S> {
    /// Serves one more stage of the same API from the same deployment; permissions name it, too. At most 10 stages per API,
    /// unless the quota is raised. [`Stage::of`](super::Stage::of) makes it.
    pub fn also_of(mut self, stage: &StageName) -> Self {
        self.others.push(stage.clone());
        self
    }

    /// Begins the logical ids of all parts with this.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// What runs before a connection is made.
    pub fn connect(self, route: impl Into<ConnectRoute>) -> Routes {
        self.with(route.into().keyed("$connect"))
    }

    /// What runs after a connection has ended.
    pub fn disconnect(self, route: impl Into<DisconnectRoute>) -> Routes {
        self.with(route.into().keyed("$disconnect"))
    }

    /// What runs for messages that select no other route; without it they get an error frame that says `Forbidden`.
    pub fn default(self, route: impl Into<Route>) -> Routes {
        self.with(route.into().keyed("$default"))
    }

    /// What runs for messages that select this key.
    pub fn route(self, key: RouteKey, route: impl Into<Route>) -> Routes {
        self.with(route.into().keyed(key.as_str()))
    }

    fn with(self, route: KeyedRoute) -> Routes {
        let mut all = self.all;
        all.push(route);
        Routes {
            stage: self.stage,
            others: self.others,
            prefix: self.prefix,
            all,
            state: PhantomData,
        }
    }
}

impl Construct for Routes<Declared> {
    type Output = RoutesRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> RoutesRef {
        for finding in self.findings().into_iter().chain(self.rivals(scope)) {
            scope.report(finding);
        }
        let api = self.stage.api();
        let mut freezer = Freezer::default();
        let mut integrations = BTreeMap::new();
        for route in &self.all {
            let function = route.integration.function().id();
            integrations.entry(function).or_insert_with(|| {
                let id = format!("{}{function}Integration", self.prefix);
                freezer.add(scope, &id, route.integration.resource(api))
            });
        }
        for route in &self.all {
            let target = &integrations[route.integration.function().id()];
            self.add_route(scope, &mut freezer, route, target);
        }
        let deployment = freezer.deploy(scope, api, &format!("{}{id}", self.prefix));
        let options = self.all.into_iter().map(|route| (route.key, route.options));
        RoutesRef {
            deployment,
            options: options.collect(),
            stage: self.stage,
            others: self.others,
        }
    }
}

impl Routes<Declared> {
    /// Adds a route, its answer and the permission to run its function.
    fn add_route(
        &self,
        scope: &mut Scope<'_>,
        freezer: &mut Freezer,
        route: &KeyedRoute,
        target: &Handle<apigatewayv2::Integration>,
    ) {
        let api = self.stage.api().handle();
        let name = format!("{}{}", self.prefix, text::pascal(&route.key));
        let mut resource = apigatewayv2::Route::new(api, route.key.as_str())
            .authorization_type(route.authorization.kind())
            .target(sub!("integrations/{}", target));
        if let Some(authorizer) = route.authorization.authorizer() {
            resource = resource.authorizer_id(authorizer.handle());
            freezer.freeze(authorizer.handle(), authorizer.frozen().clone());
            if let Some(permission) = authorizer.permission() {
                freezer.follow(permission);
            }
        }
        if route.api_key_required {
            resource = resource.api_key_required(true);
        }
        if route.two_way {
            resource = resource.route_response_selection_expression("$default");
        }
        let handle = freezer.add(scope, &format!("{name}Route"), resource);
        if route.two_way {
            let response = RouteResponse::new(api, &handle, "$default");
            freezer.add(scope, &format!("{name}RouteResponse"), response);
        }
        self.permit(scope, freezer, route, &name);
    }

    /// The permission to run a route's function, stage by stage; the first needs no name of its own.
    fn permit(&self, scope: &mut Scope<'_>, freezer: &mut Freezer, route: &KeyedRoute, name: &str) {
        let others = self
            .others
            .iter()
            .map(|stage| (stage, text::pascal(stage.name())));
        for (stage, which) in std::iter::once((&self.stage, String::new())).chain(others) {
            let permission =
                invoke_permission(route.integration.function()).source_arn(stage.route_arn(&route.key));
            freezer.follow(&scope.add(&format!("{name}{which}InvokePermission"), permission));
        }
    }

    /// Routes of another set that stand already. An API has each route once, whatever the number of its stages.
    fn rivals(&self, scope: &Scope<'_>) -> Vec<Diagnostic> {
        let resource = |route: &KeyedRoute| {
            apigatewayv2::Route::new(self.stage.api().handle(), route.key.as_str()).into_properties()
        };
        let rivals = self.all.iter().filter_map(|route| {
            let message = format!("the API has a route `{}` already", route.key);
            rival::<apigatewayv2::Route>(scope, &resource(route), message)
        });
        rivals
            .map(|finding| {
                finding
                    .hint("declare all routes of an API in one set; `.also_of(&stage)` serves a second stage")
            })
            .collect()
    }

    fn findings(&self) -> Vec<Diagnostic> {
        let api = self.stage.api().handle().logical_id();
        let authorization = self
            .all
            .iter()
            .flat_map(|route| authorization::findings(route, self.stage.api()));
        let foreign = self.others.iter().filter_map(|stage| {
            let other = stage.api().handle().logical_id();
            (other != api).then(|| {
                let message = format!("`{}` is a stage of `{other}`, not of `{api}`", stage.name());
                Diagnostic::error("GW130", message)
                    .on(other)
                    .hint(format!("name the stage with the `.stage(..)` of `{api}`"))
            })
        });
        let of_routes = self.route_findings().into_iter();
        of_routes.chain(authorization).chain(foreign).collect()
    }

    fn route_findings(&self) -> Vec<Diagnostic> {
        let pairs = self.all.iter().enumerate();
        pairs
            .flat_map(|(place, route)| route_findings(route, &self.all[..place]))
            .collect()
    }
}

/// What is wrong with a route, by itself or beside those before it.
fn route_findings(route: &KeyedRoute, before: &[KeyedRoute]) -> Vec<Diagnostic> {
    let function = route.integration.function();
    let siblings: Vec<&KeyedRoute> = before
        .iter()
        .filter(|other| other.integration.function().id() == function.id())
        .collect();
    let mut findings = Vec::new();
    if before.iter().any(|other| other.key == route.key) {
        let message = format!("the route `{}` is declared twice", route.key);
        findings.push(Diagnostic::error("GW104", message).hint("a message has one route: remove the other"));
    }
    if siblings.is_empty() && function.timeout().as_secs() * 1000 > IntegrationTimeout::LONGEST.as_millis() {
        let message = format!(
            "`{}` may run for {} s, but behind a route the gateway answers for it after 29 s",
            function.id(),
            function.timeout().as_secs()
        );
        let finding = Diagnostic::error("GW103", message).on(function.id());
        findings.push(
            finding.hint(
                "set `.timeout(Timeout::secs::<29>())` or less, and leave long work to a stream or queue",
            ),
        );
    }
    if siblings
        .iter()
        .any(|other| other.integration.waits() != route.integration.waits())
    {
        let message = format!(
            "routes to `{}` give its one integration different timeouts",
            function.id()
        );
        let finding = Diagnostic::error("GW105", message).on(function.id());
        findings.push(finding.hint("pass clones of one `Integration` to all of its routes"));
    }
    findings
}

impl RoutesRef {
    /// The deployment.
    pub fn deployment(&self) -> &Handle<Deployment> {
        &self.deployment
    }

    /// The stage that the routes were declared for first.
    pub fn stage(&self) -> &StageName {
        &self.stage
    }

    /// All stages that the permissions name.
    pub fn stages(&self) -> impl Iterator<Item = &StageName> {
        std::iter::once(&self.stage).chain(&self.others)
    }

    /// What each route says for itself.
    pub(crate) fn options(&self) -> impl Iterator<Item = (&str, &RouteOptions)> {
        self.options.iter().map(|(key, options)| (key.as_str(), options))
    }
}

#[cfg(test)]
mod tests;
