//! Routes: which messages run which function.

use aws::apigatewayv2::LoggingLevel;

use super::{
    AccountLoggingRef, AuthorizerRef, Integration, ModelRef, Source, Throttle, authorization::Authorization,
    model::Validation, route_options::RouteOptions,
};
use crate::{FunctionRef, text};

/// The route `$connect`: its function says whether a connection is made, and nothing can be posted to it before.
pub type ConnectRoute = RouteTo<Connect>;

/// The route `$disconnect`: it runs after a connection has ended, best effort.
pub type DisconnectRoute = RouteTo<Disconnect>;

/// A route for messages: a custom one, or `$default` for what no other takes.
pub type Route = RouteTo<Message>;

/// A route to a function. The kind `K` carries what only that kind can say: [`Connect`] who may pass, [`Message`] whether
/// there is an answer.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let message = stack.add("Message", Function::rust("lambdas", "message"));
/// let ping = Route::to(&message).two_way().throttle(Throttle::per_second::<100>());
/// ```
///
/// An authorizer on anything but `$connect` does not compile:
///
/// ```compile_fail
/// # use constructs::{prelude::*, websocket::AuthorizerRef};
/// fn guarded(function: &FunctionRef, authorizer: &AuthorizerRef) -> Route {
///     Route::to(function).authorizer(authorizer)
/// }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct RouteTo<K> {
    integration: Integration,
    options: RouteOptions,
    name: Option<String>,
    operation: Option<String>,
    kind: K,
}

/// The kind of `$connect`.
#[derive(Clone, Debug, Default)]
pub struct Connect {
    authorization: Authorization,
    api_key_required: bool,
    required: Vec<Source>,
}

/// The kind of `$disconnect`.
#[derive(Clone, Debug, Default)]
pub struct Disconnect {}

/// The kind of routes for messages.
#[derive(Clone, Debug, Default)]
pub struct Message {
    two_way: bool,
    validation: Validation,
}

/// A route of any kind, with its key.
#[derive(Clone, Debug)]
pub(crate) struct KeyedRoute {
    pub(crate) key: String,
    pub(crate) integration: Integration,
    pub(crate) options: RouteOptions,
    pub(crate) authorization: Authorization,
    pub(crate) api_key_required: bool,
    pub(crate) required: Vec<Source>,
    pub(crate) two_way: bool,
    pub(crate) validation: Validation,
    pub(crate) name: Option<String>,
    pub(crate) operation: Option<String>,
}

impl KeyedRoute {
    /// The readable part of its logical ids.
    pub(crate) fn readable(&self) -> String {
        self.name.clone().unwrap_or_else(|| text::pascal(&self.key))
    }
}

impl<K: Default> RouteTo<K> {
    /// A route to a function, or to an [`Integration`] of another kind.
    pub fn to(target: impl Into<Integration>) -> Self {
        Self {
            integration: target.into(),
            options: RouteOptions::default(),
            name: None,
            operation: None,
            kind: K::default(),
        }
    }
}

impl<K> RouteTo<K> {
    /// What is the same for all kinds, and the kind.
    fn split(self, key: &str) -> (KeyedRoute, K) {
        let route = KeyedRoute {
            key: key.to_owned(),
            integration: self.integration,
            options: self.options,
            authorization: Authorization::None,
            api_key_required: false,
            required: Vec::new(),
            two_way: false,
            validation: Validation::default(),
            name: self.name,
            operation: self.operation,
        };
        (route, self.kind)
    }

    /// The readable part of its logical ids (default: that of its key). Only letters and digits count in an id, so
    /// `join-room` beside `join_room`, or `connect` beside `$connect`, needs a name for one of the two. Choose it at once:
    /// under a new id CloudFormation makes a new route before the old one goes, and API Gateway refuses a second one with
    /// the same key.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// A name that the service shows and does not use, 1 to 64 characters.
    pub fn operation(mut self, name: impl Into<String>) -> Self {
        self.operation = Some(name.into());
        self
    }

    /// The route's own limit, instead of the stage's.
    pub fn throttle(mut self, throttle: Throttle) -> Self {
        self.options.throttle = Some(throttle);
        self
    }

    /// The route's own execution log, instead of the stage's.
    pub fn execution_log(mut self, level: LoggingLevel, account: &AccountLoggingRef) -> Self {
        self.options.execution_log = Some((level, account.clone()));
        self
    }

    /// Metrics of this route, at a price; where the stage has them, every route has.
    pub fn detailed_metrics(mut self) -> Self {
        self.options.detailed_metrics = true;
        self
    }
}

impl RouteTo<Connect> {
    /// Lets in whom this authorizer lets in. Without it, everybody connects.
    pub fn authorizer(mut self, authorizer: &AuthorizerRef) -> Self {
        self.kind.authorization = Authorization::Custom(authorizer.clone());
        self
    }

    /// Lets in whose signed request IAM allows; [`StageName::connect`](super::StageName::connect) is what clients need.
    pub fn iam(mut self) -> Self {
        self.kind.authorization = Authorization::Iam;
        self
    }

    /// Asks for an API key as well: 403 without. A key tells customers apart and counts what they use; it is no
    /// proof of who they are. Without a usage plan for the stage, no key is good.
    pub fn api_key_required(mut self) -> Self {
        self.kind.api_key_required = true;
        self
    }

    /// Refuses connections whose query has no such member with 400, before anything runs.
    pub fn require_query(self, name: &str) -> Self {
        self.require("querystring", name)
    }

    /// Refuses connections without such a header with 400, before anything runs. Browsers set none of their own.
    pub fn require_header(self, name: &str) -> Self {
        self.require("header", name)
    }

    /// A name that is none is no part of a request; it stays for the finding to name.
    fn require(mut self, place: &str, name: &str) -> Self {
        self.kind
            .required
            .push(Source::unchecked(format!("route.request.{place}.{name}")));
        self
    }

    pub(crate) fn keyed(self, key: &str) -> KeyedRoute {
        let (route, kind) = self.split(key);
        KeyedRoute {
            authorization: kind.authorization,
            api_key_required: kind.api_key_required,
            required: kind.required,
            // What a template makes of the answer decides about the connection, and is one only on a two-way route.
            two_way: route.integration.is_mapped(),
            ..route
        }
    }
}

impl RouteTo<Disconnect> {
    pub(crate) fn keyed(self, key: &str) -> KeyedRoute {
        self.split(key).0
    }
}

impl RouteTo<Message> {
    /// Sends what the function returns as `body` to the client. Without it the body is dropped; with it, an answer without a
    /// body arrives as an empty message.
    pub fn two_way(mut self) -> Self {
        self.kind.two_way = true;
        self
    }

    /// Refuses messages that do not fit this model. With [`validate_by`](Self::validate_by), those that choose no other.
    pub fn validate(mut self, model: &ModelRef) -> Self {
        let models = &mut self.kind.validation.models;
        models.push(("$default".to_owned(), model.clone()));
        self
    }

    /// Refuses messages that do not fit the model which they choose: the expression, such as `$request.body.kind`, yields
    /// the key of one. A message that chooses none is refused as well, unless there is one to [`validate`](Self::validate)
    /// the rest.
    pub fn validate_by<'a>(
        mut self,
        expression: impl Into<String>,
        models: impl IntoIterator<Item = (&'a str, &'a ModelRef)>,
    ) -> Self {
        let models = models.into_iter();
        let models = models.map(|(key, model)| (key.to_owned(), model.clone()));
        self.kind.validation.models.extend(models);
        self.kind.validation.expression = Some(expression.into());
        self
    }

    pub(crate) fn keyed(self, key: &str) -> KeyedRoute {
        let (route, kind) = self.split(key);
        KeyedRoute {
            two_way: kind.two_way,
            validation: kind.validation,
            ..route
        }
    }
}

impl<K: Default> From<&FunctionRef> for RouteTo<K> {
    fn from(function: &FunctionRef) -> Self {
        Self::to(function)
    }
}
