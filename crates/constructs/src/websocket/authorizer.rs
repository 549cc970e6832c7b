//! Authorizers: functions that let connections in.

use aws::{
    apigatewayv2::{self, AuthorizerType},
    iam::Role,
    lambda::Permission,
};
use cfn::{Arn, Construct, Diagnostic, Handle, LogicalId, Map, Resource, Scope, Value};

use super::{
    ApiRef, IdentitySource, IntegrationTimeout, integration::invocation_uri, stage_name::execute_api_arn,
};
use crate::{FunctionRef, role::granted_role};

/// A function that is asked whether a connection may be made.
///
/// It sees headers and query of the connect request, raises exactly `Unauthorized` for 401, and returns a policy
/// otherwise; what it puts into the context comes with every later event of the connection. Its answer is never cached.
/// Only [`ConnectRoute`](super::ConnectRoute) takes an authorizer, because the gateway asks on `$connect` alone.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
/// let verifier = stack.add("Verifier", Function::rust("lambdas", "authorizer"));
/// let authorizer = stack.add("Authorizer", Authorizer::request(&api, &verifier));
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
///
/// emits the authorizer, and the permission to ask the function in its name and in no other:
///
/// ```yaml
/// Authorizer:
///   Type: AWS::ApiGatewayV2::Authorizer
///   Properties:
///     ApiId: !Ref Api
///     AuthorizerType: REQUEST
///     Name: Authorizer
///     AuthorizerUri: !Sub arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Verifier.Arn}/invocations
/// AuthorizerInvokePermission:
///   Type: AWS::Lambda::Permission
///   Properties:
///     Action: lambda:InvokeFunction
///     FunctionName: !Ref Verifier
///     Principal: apigateway.amazonaws.com
///     SourceArn: !Sub arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/authorizers/${Authorizer}
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Authorizer {
    api: ApiRef,
    function: FunctionRef,
    identity_sources: Vec<IdentitySource>,
    asked: Asked,
}

/// By what right the gateway asks the function.
#[derive(Clone, Debug)]
enum Asked {
    /// The function permits it.
    ByPermission,
    /// This role may.
    As(Value<Arn<Role>>),
    /// A role that is made for it may.
    AsOwnRole,
}

/// An authorizer of the stack.
#[derive(Clone, Debug)]
pub struct AuthorizerRef {
    handle: Handle<apigatewayv2::Authorizer>,
    permission: Option<Handle<Permission>>,
    api: LogicalId,
    frozen: Map,
}

impl Authorizer {
    /// Asks this function for every connection.
    pub fn request(api: &ApiRef, function: &FunctionRef) -> Self {
        Self {
            api: api.clone(),
            function: function.clone(),
            identity_sources: Vec::new(),
            asked: Asked::ByPermission,
        }
    }

    /// Answers 401 without asking where this is missing or empty. Each source that is required must be there.
    pub fn require(mut self, source: IdentitySource) -> Self {
        self.identity_sources.push(source);
        self
    }

    /// Answers 401 without asking where the query has no such member, or an empty one.
    pub fn require_query(self, name: &str) -> Self {
        self.require(IdentitySource::query(name))
    }

    /// Answers 401 without asking where the request has no such header, or an empty one.
    pub fn require_header(self, name: &str) -> Self {
        self.require(IdentitySource::header(name))
    }

    /// Asks in this role, which API Gateway may take and which may invoke the function, instead of with a permission on the
    /// function: for a function of another account, or one whose policy is full.
    pub fn credentials(mut self, role: impl Into<Value<Arn<Role>>>) -> Self {
        self.asked = Asked::As(role.into());
        self
    }

    /// Asks in a role of its own that may invoke the function and nothing else, instead of with a permission.
    pub fn own_role(mut self) -> Self {
        self.asked = Asked::AsOwnRole;
        self
    }

    /// The role to ask in, if it is one.
    fn role(&self, scope: &mut Scope<'_>, id: &str) -> Option<Value<Arn<Role>>> {
        match &self.asked {
            Asked::ByPermission => None,
            Asked::As(role) => Some(role.clone()),
            Asked::AsOwnRole => {
                let role = granted_role("apigateway.amazonaws.com", &[self.function.invoke()]);
                Some(scope.add(&format!("{id}Role"), role).arn())
            }
        }
    }
}

impl Construct for Authorizer {
    type Output = AuthorizerRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> AuthorizerRef {
        let sources = self.identity_sources.iter();
        let findings = sources.filter_map(|source| source.finding(id));
        for finding in patience_finding(&self.function).into_iter().chain(findings) {
            scope.report(finding);
        }
        let mut authorizer = apigatewayv2::Authorizer::new(self.api.handle(), AuthorizerType::Request, id)
            .authorizer_uri(invocation_uri(&self.function));
        if !self.identity_sources.is_empty() {
            let sources = self.identity_sources.iter().map(IdentitySource::as_str);
            authorizer = authorizer.identity_source(sources.collect::<Vec<_>>());
        }
        let role = self.role(scope, id);
        if let Some(role) = &role {
            authorizer = authorizer.authorizer_credentials_arn(role);
        }
        let frozen = authorizer.clone().into_properties();
        let handle = scope.add(id, authorizer);
        let permission = role.is_none().then(|| {
            let path = cfn::sub!("authorizers/{}", &handle);
            let permission = invoke_permission(&self.function).source_arn(execute_api_arn(&self.api, path));
            scope.add(&format!("{id}InvokePermission"), permission)
        });
        AuthorizerRef {
            permission,
            handle,
            api: self.api.handle().logical_id().clone(),
            frozen,
        }
    }
}

impl AuthorizerRef {
    /// The resource.
    pub fn handle(&self) -> &Handle<apigatewayv2::Authorizer> {
        &self.handle
    }

    /// The gateway's permission to ask the function, unless it asks in a role.
    pub(crate) fn permission(&self) -> Option<&Handle<Permission>> {
        self.permission.as_ref()
    }

    /// The API that it stands for.
    pub(crate) fn api(&self) -> &LogicalId {
        &self.api
    }

    /// What a deployment freezes of it.
    pub(crate) fn frozen(&self) -> &Map {
        &self.frozen
    }
}

/// The gateway waits for an authorizer as long as for any function.
fn patience_finding(function: &FunctionRef) -> Option<Diagnostic> {
    let seconds = function.timeout().as_secs();
    let message = format!(
        "`{}` may run for {seconds} s, but the gateway refuses the connection after 29 s",
        function.id()
    );
    (seconds * 1000 > IntegrationTimeout::LONGEST.as_millis()).then(|| {
        let finding = Diagnostic::error("GW103", message).on(function.id());
        finding.hint("set `.timeout(Timeout::secs::<29>())` or less: somebody waits for the answer")
    })
}

/// The gateway's permission to invoke a function; whoever calls this adds the source's ARN.
pub(crate) fn invoke_permission(function: &FunctionRef) -> Permission {
    Permission::new(
        "lambda:InvokeFunction",
        function.invoked(),
        "apigateway.amazonaws.com",
    )
}

#[cfg(test)]
mod tests;
