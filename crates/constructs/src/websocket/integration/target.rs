//! What a route runs, of any kind.

use aws::apigatewayv2::{self, IntegrationType};
use cfn::{Diagnostic, Emit as _, Handle, Map, Resource as _, Scope, Tree};

use super::{
    DeliverRecord, Http, HttpProxy, IntegrationTimeout, MappedIntegration, MappedLambda, Mock, Publish,
    PutEvents, PutObject, PutRecord, SendMessage, ServiceCall, StartExecution, StartSyncExecution, dynamodb,
    lambda::invocation_uri,
};
use crate::{
    FunctionRef,
    websocket::{ApiRef, Source, deployment::Freezer},
};

/// What a route runs. Routes that run the same share one integration.
///
/// A function by itself is one, `Route::to(&function)`, and so is everything else in this room: [`HttpProxy`], [`Mock`],
/// [`SendMessage`] … What all kinds have in common is said here.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let connect = stack.add("Connect", Function::rust("lambdas", "connect"));
/// let impatient = Integration::lambda(&connect).timeout(IntegrationTimeout::millis::<2_000>());
/// let route = ConnectRoute::to(impatient);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Integration {
    kind: Kind,
    timeout: IntegrationTimeout,
    name: Option<String>,
}

#[derive(Clone, Debug)]
enum Kind {
    Lambda(FunctionRef),
    Http(HttpProxy),
    Mapped(Box<MappedIntegration>),
}

impl Integration {
    /// Runs a function with the gateway's own event, and takes its answer as it is.
    pub fn lambda(function: &FunctionRef) -> Self {
        Self::new(Kind::Lambda(function.clone()))
    }

    fn new(kind: Kind) -> Self {
        Self {
            kind,
            timeout: IntegrationTimeout::LONGEST,
            name: None,
        }
    }

    /// How long the gateway waits (default 29 s, so that the function's own timeout is what a reader finds in its log).
    pub fn timeout(mut self, timeout: IntegrationTimeout) -> Self {
        self.timeout = timeout;
        self
    }

    /// The readable part of its logical ids (default: the function's, or that of the first route that runs it).
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The function that runs, if one does.
    pub(in crate::websocket) fn function(&self) -> Option<&FunctionRef> {
        match &self.kind {
            Kind::Lambda(function) => Some(function),
            Kind::Http(_) => None,
            Kind::Mapped(mapped) => mapped.function(),
        }
    }

    /// The function that takes the gateway's own event, if one does.
    pub(in crate::websocket) fn proxied(&self) -> Option<&FunctionRef> {
        match &self.kind {
            Kind::Lambda(function) => Some(function),
            Kind::Http(_) | Kind::Mapped(_) => None,
        }
    }

    /// Whether templates stand between the backend and the client.
    pub(in crate::websocket) fn is_mapped(&self) -> bool {
        matches!(self.kind, Kind::Mapped(_))
    }

    pub(in crate::websocket) fn waits(&self) -> IntegrationTimeout {
        self.timeout
    }

    /// Parameters that are taken from the handshake.
    pub(in crate::websocket) fn handshake(&self) -> Vec<&Source> {
        let sources: Box<dyn Iterator<Item = &Source>> = match &self.kind {
            Kind::Lambda(_) => Box::new(std::iter::empty()),
            Kind::Http(http) => Box::new(http.sources()),
            Kind::Mapped(mapped) => Box::new(mapped.parameters.sources()),
        };
        sources.filter(|source| source.is_of_handshake()).collect()
    }

    /// Whether a template reads headers or query, which only the handshake has.
    pub(in crate::websocket) fn template_reads_handshake(&self) -> bool {
        match &self.kind {
            Kind::Lambda(_) | Kind::Http(_) => false,
            Kind::Mapped(mapped) => mapped.reads_handshake(),
        }
    }

    /// What makes two the same: a function behind a proxy, or everything; and the name, if they were given one.
    pub(in crate::websocket) fn identity(&self, api: &ApiRef) -> String {
        let name = self.name("");
        match &self.kind {
            Kind::Lambda(function) => format!("{name} {}", function.arn().emit().to_json_line()),
            Kind::Http(_) => format!("{name} {}", Tree::from(self.properties(api)).to_json_line()),
            Kind::Mapped(mapped) => format!(
                "{name} {} {:?} {:?}",
                Tree::from(self.properties(api)).to_json_line(),
                mapped.access(),
                mapped.responses(false)
            ),
        }
    }

    fn properties(&self, api: &ApiRef) -> Map {
        self.resource(api).into_properties()
    }

    /// The readable part of its logical ids, for a route with this one.
    pub(in crate::websocket) fn name<'a>(&'a self, route: &'a str) -> &'a str {
        let function = self.proxied().map(FunctionRef::id);
        self.name.as_deref().or(function).unwrap_or(route)
    }

    /// Adds the integration with its role and its answers.
    pub(in crate::websocket) fn place(
        &self,
        scope: &mut Scope<'_>,
        freezer: &mut Freezer,
        api: &ApiRef,
        id: &str,
        answers: bool,
    ) -> Handle<apigatewayv2::Integration> {
        for finding in self.findings(id) {
            scope.report(finding);
        }
        let mut resource = self.resource(api);
        let Kind::Mapped(mapped) = &self.kind else {
            return freezer.add(scope, id, resource);
        };
        if let Some(access) = mapped.access() {
            resource = resource.credentials_arn(access.role(scope, id));
        }
        let handle = freezer.add(scope, id, resource);
        for response in mapped.responses(answers) {
            freezer.add(scope, &response.id(id), response.resource(api, &handle));
        }
        handle
    }

    /// How many resources it takes.
    pub(in crate::websocket) fn resources(&self, answers: bool) -> usize {
        match &self.kind {
            Kind::Lambda(_) | Kind::Http(_) => 1,
            Kind::Mapped(mapped) => {
                1 + usize::from(mapped.access().is_some()) + mapped.responses(answers).len()
            }
        }
    }

    fn resource(&self, api: &ApiRef) -> apigatewayv2::Integration {
        let integration = match &self.kind {
            Kind::Lambda(function) => apigatewayv2::Integration::new(api.handle(), IntegrationType::AwsProxy)
                .integration_method("POST")
                .integration_uri(invocation_uri(function)),
            Kind::Http(http) => http.resource(api),
            Kind::Mapped(mapped) => mapped.resource(api),
        };
        if self.timeout == IntegrationTimeout::LONGEST {
            integration
        } else {
            integration.timeout_in_millis(self.timeout.as_millis())
        }
    }

    fn findings(&self, id: &str) -> Vec<Diagnostic> {
        match &self.kind {
            Kind::Lambda(_) => Vec::new(),
            Kind::Http(http) => http.finding(id).into_iter().collect(),
            Kind::Mapped(mapped) => mapped.findings(id),
        }
    }
}

impl From<&FunctionRef> for Integration {
    fn from(function: &FunctionRef) -> Self {
        Self::lambda(function)
    }
}

impl From<HttpProxy> for Integration {
    fn from(http: HttpProxy) -> Self {
        Self::new(Kind::Http(http))
    }
}

impl From<MappedIntegration> for Integration {
    fn from(mapped: MappedIntegration) -> Self {
        Self::new(Kind::Mapped(Box::new(mapped)))
    }
}

/// What becomes a mapped integration is an integration, too.
macro_rules! mapped {
    ($($kind:ty),+ $(,)?) => {
        $(impl From<$kind> for Integration {
            fn from(kind: $kind) -> Self {
                MappedIntegration::from(kind).into()
            }
        })+
    };
}

mapped! {
    DeliverRecord,
    dynamodb::DeleteItem,
    dynamodb::GetItem,
    dynamodb::PutItem,
    dynamodb::Query,
    dynamodb::UpdateItem,
    Http,
    MappedLambda,
    Mock,
    Publish,
    PutEvents,
    PutObject,
    PutRecord,
    SendMessage,
    ServiceCall,
    StartExecution,
    StartSyncExecution,
}
