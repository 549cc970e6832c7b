//! API keys.

use aws::apigateway;
use cfn::{Construct, Handle, Scope};

use crate::raw::Raw;

/// A key that clients send when they connect, where
/// [`ConnectRoute::api_key_required`](super::ConnectRoute::api_key_required) asks for one.
///
/// The service makes up its value, so that no template holds it: read it in the console, or with
/// `aws apigateway get-api-key --include-value`. A key opens the stages of the [`UsagePlan`](super::UsagePlan)s it is in,
/// and nothing without one.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let key = stack.add("Acme", ApiKey::new().description("for Acme's robots"));
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
///
/// emits
///
/// ```yaml
/// Acme:
///   Type: AWS::ApiGateway::ApiKey
///   Properties: { Description: for Acme's robots, Enabled: true }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ApiKey {
    description: Option<String>,
    enabled: bool,
    raw: Raw,
}

/// An API key of the stack.
#[derive(Clone, Debug)]
pub struct ApiKeyRef {
    handle: Handle<apigateway::ApiKey>,
}

impl ApiKey {
    /// A key that works.
    pub fn new() -> Self {
        Self {
            description: None,
            enabled: true,
            raw: Raw::default(),
        }
    }

    /// Whom the key is for.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Refuses the key for now, with 403; connections that stand go on.
    pub fn disabled(mut self) -> Self {
        self.enabled = false;
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<cfn::Tree>) -> Self {
        self.raw.set(name, value);
        self
    }
}

impl Default for ApiKey {
    fn default() -> Self {
        Self::new()
    }
}

impl Construct for ApiKey {
    type Output = ApiKeyRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> ApiKeyRef {
        let mut key = apigateway::ApiKey::new().enabled(self.enabled);
        if let Some(text) = self.description {
            key = key.description(text);
        }
        ApiKeyRef {
            handle: scope.add(id, self.raw.onto(key)),
        }
    }
}

impl ApiKeyRef {
    /// The resource.
    pub fn handle(&self) -> &Handle<apigateway::ApiKey> {
        &self.handle
    }
}
