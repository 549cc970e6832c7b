//! The name of a stage, before the stage stands.

use cfn::{Diagnostic, Pseudo, Value, sub};

use super::{ApiRef, DomainPath};
use crate::{Grant, action};

/// The name of a stage of one API: what addresses and permissions are made of.
///
/// [`ApiRef::stage`] returns it, [`Stage`](super::Stage) returns one that is as good.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
/// let url = cfn::Emit::emit(&api.stage("dev").url());
/// assert_eq!(url, cfn::Tree::single("Fn::Sub", "wss://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/dev"));
/// ```
#[derive(Clone, Debug)]
pub struct StageName {
    api: ApiRef,
    name: String,
    path: Option<DomainPath>,
}

impl StageName {
    pub(crate) fn new(api: ApiRef, name: String) -> Self {
        Self {
            api,
            name,
            path: None,
        }
    }

    /// Puts the stage behind a custom domain: its addresses are the domain's from here on, and the stage adds the mapping. What
    /// is granted names the stage as before.
    ///
    /// ```
    /// # use constructs::prelude::*;
    /// # fn name(api: &ApiRef, domain: &DomainNameRef) {
    /// let stage = api.stage("live").behind(domain.root());
    /// # }
    /// ```
    #[must_use]
    pub fn behind(mut self, path: DomainPath) -> Self {
        self.path = Some(path);
        self
    }

    /// Where it stands behind a custom domain.
    pub(crate) fn path(&self) -> Option<&DomainPath> {
        self.path.as_ref()
    }

    /// The API.
    pub fn api(&self) -> &ApiRef {
        &self.api
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether both name the same stage of the same API.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.name == other.name && self.api.handle().logical_id() == other.api.handle().logical_id()
    }

    /// Where clients connect.
    pub fn url(&self) -> Value<String> {
        self.address("wss")
    }

    /// Where handlers reach connections: the endpoint that an SDK's client for the management API takes. Behind a custom domain
    /// it cannot be made from the `domainName` and `stage` of an event, because those name the stage and not the mapping.
    pub fn management_endpoint(&self) -> Value<String> {
        self.address("https")
    }

    /// The host that clients connect to, without scheme and path: what an origin of a distribution takes. Requests keep the
    /// path of [`url`](Self::url), which is the stage's name, or the key behind a custom domain.
    pub fn host(&self) -> Value<String> {
        let by_domain = |path: &DomainPath| path.host().into();
        self.path.as_ref().map_or_else(|| self.api.host(), by_domain)
    }

    fn address(&self, scheme: &str) -> Value<String> {
        let by_default = || sub!("{}://{}/{}", scheme, self.api.host(), &self.name);
        self.path
            .as_ref()
            .map_or_else(by_default, |path| path.url(scheme))
    }

    /// Posting to connections.
    pub fn post_to_connections(&self) -> Grant {
        self.manage("POST")
    }

    /// Asking whether a connection stands, and since when.
    pub fn get_connections(&self) -> Grant {
        self.manage("GET")
    }

    /// Closing connections.
    pub fn delete_connections(&self) -> Grant {
        self.manage("DELETE")
    }

    /// Connecting, where the connect route asks [IAM](super::ConnectRoute::iam): what a client's role needs, for this stage
    /// and `$connect` alone. Messages of a connection are not asked about again.
    ///
    /// ```
    /// # use constructs::prelude::*;
    /// # fn clients(stack: &mut Stack, stage: &StageName) {
    /// stack.add("Robot", Function::rust("robots", "reporter").allow(stage.connect()));
    /// # }
    /// ```
    pub fn connect(&self) -> Grant {
        Grant::new([action!("execute-api:Invoke")], [self.route_arn("$connect")])
    }

    /// IAM knows no single connection: the last part stands for all of the stage.
    fn manage(&self, verb: &str) -> Grant {
        let connections = self.execute_api_arn(&format!("{}/{verb}/@connections/*", self.name));
        Grant::new([action!("execute-api:ManageConnections")], [connections])
    }

    /// The ARN of calls to one route.
    pub(crate) fn route_arn(&self, route_key: &str) -> Value<String> {
        self.execute_api_arn(&format!("{}/{route_key}", self.name))
    }

    fn execute_api_arn(&self, path: &str) -> Value<String> {
        execute_api_arn(&self.api, path)
    }

    /// A name that makes no stage: `$default` exists for HTTP APIs only, and `*` would widen what is granted.
    pub(crate) fn finding(&self, id: &str) -> Option<Diagnostic> {
        let letters = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let fits = (1..=128).contains(&self.name.len()) && self.name.bytes().all(letters);
        let message = format!("`{}` is no name of a stage", self.name);
        (!fits).then(|| {
            let finding = Diagnostic::error("GW107", message).on(id);
            finding.hint("use 1 to 128 letters, digits, `-` and `_`")
        })
    }
}

/// The ARN of something inside an API.
pub(crate) fn execute_api_arn(api: &ApiRef, path: impl cfn::IntoHole) -> Value<String> {
    sub!(
        "arn:{}:execute-api:{}:{}:{}/{}",
        Pseudo::Partition,
        Pseudo::Region,
        Pseudo::AccountId,
        api.handle(),
        path
    )
}
