//! The API.

use aws::apigatewayv2::{Api, IpAddressType, ProtocolType};
use cfn::{Construct, Diagnostic, Handle, Map, Pseudo, Scope, Value, sub};

use super::{ApiKeySource, RouteSelection, StageName, audit};
use crate::raw::Raw;

/// A WebSocket API.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
/// let stage = api.stage("dev");
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
///
/// emits
///
/// ```yaml
/// Api:
///   Type: AWS::ApiGatewayV2::Api
///   Properties: { Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.type }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct WebSocketApi {
    name: String,
    selection: RouteSelection,
    description: Option<String>,
    key_source: ApiKeySource,
    ip_addresses: IpAddressType,
    default_endpoint: bool,
    raw: Raw,
}

/// An API of the stack.
#[derive(Clone, Debug)]
pub struct ApiRef {
    handle: Handle<Api>,
    selection: RouteSelection,
    key_source: ApiKeySource,
    frozen: Map,
}

impl WebSocketApi {
    /// An API; the console shows its name, 1 to 128 characters.
    pub fn new(name: impl Into<String>, selection: RouteSelection) -> Self {
        Self {
            name: name.into(),
            selection,
            description: None,
            key_source: ApiKeySource::default(),
            ip_addresses: IpAddressType::Ipv4,
            default_endpoint: true,
            raw: Raw::default(),
        }
    }

    /// What the API is for, at most 1,024 characters.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Where the gateway reads API keys (default: the header `x-api-key`); it asks for one where
    /// [`ConnectRoute::api_key_required`](super::ConnectRoute::api_key_required) says so.
    pub fn api_key_source(mut self, source: ApiKeySource) -> Self {
        self.key_source = source;
        self
    }

    /// Answers on IPv6, too (default: IPv4 alone). Whoever sees source addresses, a policy or a table's key, sees both kinds.
    pub fn dual_stack(mut self) -> Self {
        self.ip_addresses = IpAddressType::DualStack;
        self
    }

    /// Refuses whoever comes by the `execute-api` address, so that every stage needs a [`DomainName`](super::DomainName) to
    /// be reached; handlers reach connections through it, too.
    pub fn disable_default_endpoint(mut self) -> Self {
        self.default_endpoint = false;
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does. A change of it makes a new
    /// deployment: nobody here knows whether deployments freeze it, and one too many changes nothing.
    pub fn raw_property(mut self, name: &str, value: impl Into<cfn::Tree>) -> Self {
        self.raw.set(name, value);
        self
    }

    fn name_finding(&self, id: &str) -> Option<Diagnostic> {
        let length = self.name.chars().count();
        let message = format!("the name of the API has {length} characters");
        (!(1..=128).contains(&length)).then(|| {
            let finding = Diagnostic::error("GW136", message).on(id);
            finding.hint("API Gateway takes 1 to 128; the description has room for 1,024")
        })
    }

    /// What a new deployment is made for, under names that no logical id has.
    fn frozen(&self) -> Map {
        let mut frozen = Map::from_iter([(String::new(), self.selection.as_str().into())]);
        if self.key_source != ApiKeySource::default() {
            frozen.insert("$keys".to_owned(), self.key_source.expression().into());
        }
        let raw = self.raw.properties().iter();
        frozen.extend(raw.map(|(name, value)| (format!("${name}"), value.clone())));
        frozen.sort_keys();
        frozen
    }
}

impl Construct for WebSocketApi {
    type Output = ApiRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> ApiRef {
        for finding in self
            .selection
            .finding(id)
            .into_iter()
            .chain(self.name_finding(id))
        {
            scope.report(finding);
        }
        let frozen = self.frozen();
        let mut api = Api::new(self.name, ProtocolType::WebSocket, self.selection.as_str());
        if let Some(text) = self.description {
            api = api.description(text);
        }
        if self.key_source != ApiKeySource::default() {
            api = api.api_key_selection_expression(self.key_source.expression());
        }
        if self.ip_addresses == IpAddressType::DualStack {
            api = api.ip_address_type(self.ip_addresses);
        }
        if !self.default_endpoint {
            api = api.disable_execute_api_endpoint(true);
        }
        scope.audit(id, audit::of_api);
        ApiRef {
            handle: scope.add(id, self.raw.onto(api)),
            selection: self.selection,
            key_source: self.key_source,
            frozen,
        }
    }
}

impl ApiRef {
    /// The resource.
    pub fn handle(&self) -> &Handle<Api> {
        &self.handle
    }

    /// Which part of a message names its route.
    pub fn selection(&self) -> &RouteSelection {
        &self.selection
    }

    /// The host of its default address.
    pub(crate) fn host(&self) -> Value<String> {
        sub!(
            "{}.execute-api.{}.{}",
            &self.handle,
            Pseudo::Region,
            Pseudo::UrlSuffix
        )
    }

    /// Where the gateway reads API keys.
    pub(crate) fn key_source(&self) -> ApiKeySource {
        self.key_source
    }

    /// What deployments freeze of the API itself.
    pub(crate) fn frozen(&self) -> &Map {
        &self.frozen
    }

    /// The name of a stage that [`Stage`](super::Stage) makes later. Grants and addresses need it before: functions are
    /// given them, routes lead to functions, and the stage needs the routes.
    pub fn stage(&self, name: impl Into<String>) -> StageName {
        StageName::new(self.clone(), name.into())
    }
}

#[cfg(test)]
mod tests {
    use super::{RouteSelection, WebSocketApi};
    use crate::{
        Function, route_key,
        testing::{codes, properties, synth},
        websocket::{ApiKeySource, Routes},
    };
    use cfn::Stack;
    use serde_json::json;

    fn api() -> WebSocketApi {
        WebSocketApi::new("chat", RouteSelection::body("type"))
    }

    #[test]
    fn an_api_says_what_differs_from_the_service() {
        let mut stack = Stack::new("demo");
        stack.add("Plain", api());
        let full = api().dual_stack().disable_default_endpoint();
        stack.add("Full", full.api_key_source(ApiKeySource::Authorizer));
        let template = synth(stack);
        assert_eq!(
            properties(&template, "Plain"),
            json!({
                "Name": "chat",
                "ProtocolType": "WEBSOCKET",
                "RouteSelectionExpression": "$request.body.type",
            })
        );
        assert_eq!(
            properties(&template, "Full"),
            json!({
                "Name": "chat",
                "ProtocolType": "WEBSOCKET",
                "RouteSelectionExpression": "$request.body.type",
                "ApiKeySelectionExpression": "$context.authorizer.usageIdentifierKey",
                "DisableExecuteApiEndpoint": true,
                "IpAddressType": "dualstack",
            })
        );
    }

    #[test]
    fn a_name_has_128_characters() {
        let name = |letters: usize| WebSocketApi::new("n".repeat(letters), RouteSelection::body("type"));
        let mut stack = Stack::new("demo");
        stack.add("Api", name(128));
        assert!(stack.synth().is_ok());
        let mut stack = Stack::new("demo");
        stack.add("Long", name(129));
        stack.add("Empty", name(0));
        assert_eq!(codes(stack), ["GW136", "GW136"]);
    }

    #[test]
    fn what_nobody_here_knows_makes_a_new_deployment() {
        let deployment = |api: WebSocketApi| {
            let mut stack = Stack::new("demo");
            let stage = stack.add("Api", api).stage("dev");
            let message = stack.add("Message", Function::rust("lambdas", "message"));
            let routes = Routes::of(&stage).route(route_key!("chat"), &message);
            let routes = stack.add("Deployment", routes);
            routes.deployment().logical_id().to_string()
        };
        let plain = deployment(api());
        assert_eq!(
            deployment(api().dual_stack()),
            plain,
            "addresses belong to no deployment"
        );
        let raw = |expression: &str| deployment(api().raw_property("RouteSelectionExpression", expression));
        assert_ne!(raw("$request.body.a"), plain);
        assert_ne!(raw("$request.body.a"), raw("$request.body.b"));
        assert_ne!(deployment(api().api_key_source(ApiKeySource::Authorizer)), plain);
    }
}
