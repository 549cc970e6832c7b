//! Services of AWS in general.

use aws::iam::Role;
use cfn::{Arn, IntoHole, Pseudo, Value, sub};

use super::{MappedIntegration, access::Access, mapped::Backend, parameters::Parameters};
use crate::{
    Grant,
    websocket::{MappingTemplate, Source},
};

/// A call to a service of AWS, signed by the gateway with a role of the integration's own.
///
/// The helpers beside this type write role, address, parameters and template for the services that real-time backends
/// use most; this is for all others.
///
/// ```
/// use constructs::{cfn::{Pseudo, sub}, prelude::*, websocket::ServiceCall};
/// let parameter = sub!("arn:{}:ssm:{}:{}:parameter/motd", Pseudo::Partition, Pseudo::Region, Pseudo::AccountId);
/// let motd = ServiceCall::action(
///     "ssm",
///     "GetParameter",
///     Grant::new([action!("ssm:GetParameter")], [parameter]),
///     Json::object().with("Name", "motd"),
/// );
/// let route = Route::to(motd.header("Content-Type", source!("'application/x-amz-json-1.1'"))).two_way();
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ServiceCall {
    method: &'static str,
    uri: Value<String>,
    access: Access,
    parameters: Parameters,
    template: MappingTemplate,
}

impl ServiceCall {
    /// Calls an action by its name; the grant is all that the role may do.
    pub fn action(service: &str, action: &str, grant: Grant, template: impl Into<MappingTemplate>) -> Self {
        Self::new(uri(service, "action", action), grant, template.into())
    }

    /// Calls what stands at a path of the service, for services whose requests have one.
    pub fn path(
        service: &str,
        path: impl IntoHole,
        grant: Grant,
        template: impl Into<MappingTemplate>,
    ) -> Self {
        Self::new(uri(service, "path", path), grant, template.into())
    }

    fn new(uri: Value<String>, grant: Grant, template: MappingTemplate) -> Self {
        Self {
            method: "POST",
            uri,
            access: Access::Grant(grant),
            parameters: Parameters::default(),
            template,
        }
    }

    /// Takes a role that stands already, instead of one of its own.
    pub fn role(mut self, role: impl Into<Value<Arn<Role>>>) -> Self {
        self.access = Access::Role(role.into());
        self
    }

    /// Uses `PUT`, as services for objects want it (default `POST`).
    pub fn put(mut self) -> Self {
        self.method = "PUT";
        self
    }

    /// Sets a header of the request.
    pub fn header(mut self, name: &str, source: Source) -> Self {
        self.parameters.header(name, source);
        self
    }

    /// Fills `{name}` in the path.
    pub fn path_part(mut self, name: &str, source: Source) -> Self {
        self.parameters.path(name, source);
        self
    }
}

fn uri(service: &str, kind: &str, what: impl IntoHole) -> Value<String> {
    sub!(
        "arn:{}:apigateway:{}:{}:{}/{}",
        Pseudo::Partition,
        Pseudo::Region,
        service,
        kind,
        what
    )
}

impl From<ServiceCall> for MappedIntegration {
    fn from(call: ServiceCall) -> Self {
        let backend = Backend::Service {
            method: call.method,
            uri: call.uri,
            access: call.access,
        };
        let mut integration = Self::new(backend, call.template);
        integration.parameters = call.parameters;
        integration
    }
}
