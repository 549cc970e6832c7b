//! Functions.

use cfn::{Pseudo, Value, sub};

use crate::{FunctionRef, websocket::MappingTemplate};

/// A function behind a mapping template: it gets what the template makes of the message and nothing else, not even the
/// connection's id, and what it returns is the answer.
///
/// A function that should see the gateway's own event is an integration by itself: `Route::to(&function)`.
///
/// ```
/// use constructs::prelude::*;
/// # fn route(rates: &FunctionRef) -> Route {
/// let event = Json::object().with("connectionId", Source::CONNECTION_ID).with("order", Json::message());
/// Route::to(MappedLambda::new(rates, event)).two_way()
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct MappedLambda {
    pub(super) function: FunctionRef,
    pub(super) template: MappingTemplate,
}

impl MappedLambda {
    /// Invokes a function with what the template makes.
    pub fn new(function: &FunctionRef, template: impl Into<MappingTemplate>) -> Self {
        Self {
            function: function.clone(),
            template: template.into(),
        }
    }
}

/// The address by which API Gateway invokes a function; a bare function ARN would not do.
pub(in crate::websocket) fn invocation_uri(function: &FunctionRef) -> Value<String> {
    sub!(
        "arn:{}:apigateway:{}:lambda:path/2015-03-31/functions/{}/invocations",
        Pseudo::Partition,
        Pseudo::Region,
        function.arn()
    )
}
