//! The routes of an API, and the deployment that freezes them.

mod findings;
mod permissions;
mod place;
mod plan;

use std::marker::PhantomData;

use aws::apigatewayv2::Deployment;
use cfn::{Construct, Handle, Scope};

use self::plan::Plan;
use super::{
    ConnectRoute, DisconnectRoute, Route, RouteKey, StageName, deployment::Freezer, route::KeyedRoute,
    route_options::RouteOptions,
};

/// The routes of an API, all of them: a deployment freezes them together.
///
/// Each function gets one integration, whatever the number of routes to it, and one permission per stage and route that
/// names both. The deployment comes after all of it; its logical id is the id that `add` was given, and a hash
/// of everything that it freezes, because CloudFormation makes no new deployment when a route changes.
///
/// A set without any route is no construct, so there is no stage without one. `add` knows the parts by the key of
/// the route (`ChatRoute`, `ChatRouteResponse`, `ChatInvokePermission`) and by the function (`MessageIntegration`); a
/// second API in the same stack takes a [`prefix`](Self::prefix), and a route whose ids another one has, such as
/// `join-room` beside `join_room`, a name of its own: [`Route::named`].
///
/// 300 routes fit one stack. A function's policy has 20 KB, which is some forty routes; where more lead to one function,
/// one permission per stage says `{stage}/*`. So it does where the stack would come near 500 resources, for the functions
/// with the most routes first. What is traded: every route of that stage may run the function then, also one that is added
/// by hand. An info finding says where, and which limit it was.
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

    /// Begins the logical ids of all parts with this: for a second API in the same stack. Choose it at once, because routes
    /// that stand cannot change their ids: see [`Route::named`].
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
        let plan = Plan::of(&self);
        for finding in findings::all(&plan, scope) {
            scope.report(finding);
        }
        let mut freezer = Freezer::default();
        // Ids that stand already are one finding, not one for each part.
        if plan.taken(scope).is_none() {
            plan.place(scope, &mut freezer);
        }
        let deployment = freezer.deploy(scope, self.stage.api(), &format!("{}{id}", self.prefix));
        let options = self.all.into_iter().map(|route| (route.key, route.options));
        RoutesRef {
            deployment,
            options: options.collect(),
            stage: self.stage,
            others: self.others,
        }
    }
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
