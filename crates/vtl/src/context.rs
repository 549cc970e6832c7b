//! What a template can read: the request, the stage variables, the message.

use cfn::{Map, Tree};

use crate::json;

/// The variables of `$context` that WebSocket templates have, without `authorizer.*`, whose keys the authorizer names.
///
/// Those that a request does not have are empty text, not missing: the gateway's own passthrough template counts on it.
const CONTEXT: [&str; 28] = [
    "apiId",
    "authorizer.principalId",
    "connectedAt",
    "connectionId",
    "domainName",
    "error.messageString",
    "error.validationErrorString",
    "eventType",
    "extendedRequestId",
    "identity.accountId",
    "identity.apiKey",
    "identity.apiKeyId",
    "identity.caller",
    "identity.cognitoAuthenticationProvider",
    "identity.cognitoAuthenticationType",
    "identity.cognitoIdentityId",
    "identity.cognitoIdentityPoolId",
    "identity.sourceIp",
    "identity.user",
    "identity.userAgent",
    "identity.userArn",
    "messageId",
    "requestId",
    "requestTime",
    "requestTimeEpoch",
    "routeKey",
    "stage",
    "status",
];

/// The documented variables, by their names without `$context.`.
pub(crate) fn documented() -> &'static [&'static str] {
    &CONTEXT
}

/// Whether a path that begins with `context` is a variable of WebSocket templates.
pub(crate) fn is_documented(path: &str) -> bool {
    path.strip_prefix("context.").is_some_and(|name| {
        CONTEXT.contains(&name)
            || name
                .strip_prefix("authorizer.")
                .is_some_and(|key| !key.contains('.'))
    })
}

/// Why a text is no event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the event is not JSON: {0}")]
pub struct EventError(String);

/// What a template can read.
///
/// | in the template | from the event |
/// |---|---|
/// | `$input.body`, `$input.json(…)`, `$input.path(…)` | `body` |
/// | `$input.params(…)` | `headers`, `queryStringParameters`, `pathParameters`: of `$connect` only |
/// | `$context.…` | `requestContext` |
/// | `$stageVariables.…` | `stageVariables` |
///
/// ```
/// use vtl::{Context, Template};
///
/// let context = Context::from_json(r#"{"requestContext": {"connectionId": "Kx3="}}"#)?.with_body(r#"{"n": 1}"#);
/// let template = Template::parse("$context.connectionId sent $input.path('$.n')").unwrap();
/// assert_eq!(template.render(&context).unwrap(), "Kx3= sent 1");
/// # Ok::<(), vtl::EventError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    pub(crate) body: Option<String>,
    pub(crate) request: Tree,
    pub(crate) stage_variables: Tree,
    pub(crate) parameters: Tree,
    pub(crate) variables: Map,
}

impl Context {
    /// A request that has nothing.
    pub fn new() -> Self {
        Self::from_event(&Tree::map())
    }

    /// The request of an event, in the shape that a Lambda proxy integration gets.
    pub fn from_event(event: &Tree) -> Self {
        let map = |key: &str| match event.get(key) {
            Some(Tree::Map(map)) => Tree::Map(map.clone()),
            _ => Tree::map(),
        };
        let parameters = [
            ("path", map("pathParameters")),
            ("querystring", map("queryStringParameters")),
            ("header", map("headers")),
        ];
        Self {
            body: event.get("body").and_then(Tree::as_str).map(str::to_owned),
            request: map("requestContext"),
            stage_variables: map("stageVariables"),
            parameters: parameters.into_iter().collect(),
            variables: Map::new(),
        }
    }

    /// The request of an event that is JSON text. Of a key that stands twice, the last counts.
    pub fn from_json(event: &str) -> Result<Self, EventError> {
        json::read(event)
            .map(|event| Self::from_event(&event))
            .map_err(EventError)
    }

    /// The same request with another body: for the template of an integration response, what the backend answered.
    pub fn with_body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// The same request with a variable of its own, `$name`. API Gateway has none; tests of Velocity's rules do.
    pub fn with_variable(mut self, name: impl Into<String>, value: impl Into<Tree>) -> Self {
        self.variables.insert(name.into(), value.into());
        self
    }
}
