//! The API.

use aws::apigatewayv2::{Api, ProtocolType};
use cfn::{Construct, Diagnostic, Handle, Scope};

use super::StageName;
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
    raw: Raw,
}

/// Which part of a message names its route.
///
/// ```
/// use constructs::websocket::RouteSelection;
/// assert_eq!(RouteSelection::body("type").as_str(), "$request.body.type");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteSelection(String);

/// An API of the stack.
#[derive(Clone, Debug)]
pub struct ApiRef {
    handle: Handle<Api>,
    selection: RouteSelection,
}

/// How a selection expression begins: a message has nothing but its body.
const BODY: &str = "$request.body.";

impl RouteSelection {
    /// A member of the JSON object that a message is; `a.b` reaches into it.
    pub fn body(member: &str) -> Self {
        Self(format!("{BODY}{member}"))
    }

    /// A selection expression as API Gateway writes it, such as `$request.body.type`.
    pub fn expression(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The selection expression.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn finding(&self, api: &str) -> Option<Diagnostic> {
        let member = self.0.strip_prefix(BODY).unwrap_or_default();
        let letters = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let fits = member
            .split('.')
            .all(|step| !step.is_empty() && step.bytes().all(letters));
        let message = format!("`{}` selects no route: it names no member of the message", self.0);
        (!fits).then(|| {
            Diagnostic::error("GW106", message)
                .on(api)
                .hint("write it as `$request.body.type`")
        })
    }
}

impl WebSocketApi {
    /// An API; the console shows its name.
    pub fn new(name: impl Into<String>, selection: RouteSelection) -> Self {
        Self {
            name: name.into(),
            selection,
            description: None,
            raw: Raw::default(),
        }
    }

    /// What the API is for, at most 1,024 characters.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<cfn::Tree>) -> Self {
        self.raw.set(name, value);
        self
    }
}

impl Construct for WebSocketApi {
    type Output = ApiRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> ApiRef {
        if let Some(finding) = self.selection.finding(id) {
            scope.report(finding);
        }
        let mut api = Api::new(self.name, ProtocolType::WebSocket, self.selection.as_str());
        if let Some(text) = self.description {
            api = api.description(text);
        }
        ApiRef {
            handle: scope.add(id, self.raw.onto(api)),
            selection: self.selection,
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

    /// The name of a stage that [`Stage`](super::Stage) makes later. Grants and addresses need it before: functions are
    /// given them, routes lead to functions, and the stage needs the routes.
    pub fn stage(&self, name: impl Into<String>) -> StageName {
        StageName::new(self.clone(), name.into())
    }
}

#[cfg(test)]
mod tests {
    use super::RouteSelection;

    #[test]
    fn a_selection_names_a_member_of_the_body() {
        for good in ["$request.body.type", "$request.body.meta.kind-of_it"] {
            assert_eq!(RouteSelection::expression(good).finding("Api"), None, "{good}");
        }
        for bad in [
            "",
            "type",
            "$request.body",
            "$request.body.",
            "$request.header.x",
            "$request.body.a..b",
        ] {
            assert!(RouteSelection::expression(bad).finding("Api").is_some(), "{bad}");
        }
    }
}
