//! What routes run.

use aws::apigatewayv2::{self, IntegrationType};
use cfn::{Pseudo, Value, sub};

use super::ApiRef;
use crate::{
    FunctionRef,
    range::{self, OutOfRange},
};

/// How long the gateway waits for a function: 50 ms to 29 s, which no quota raises for WebSocket APIs.
///
/// ```
/// use constructs::websocket::IntegrationTimeout;
/// assert_eq!(IntegrationTimeout::millis::<5_000>().as_millis(), 5_000);
/// assert!(IntegrationTimeout::try_millis(30_000).is_err());
/// ```
///
/// ```compile_fail
/// constructs::websocket::IntegrationTimeout::millis::<30_000>(); // the gateway waits 50 ms to 29 s
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IntegrationTimeout(u32);

impl IntegrationTimeout {
    /// The longest.
    pub const LONGEST: Self = Self::millis::<29_000>();

    /// So many milliseconds.
    pub const fn millis<const MILLIS: u32>() -> Self {
        const {
            range::demand(
                50 <= MILLIS && MILLIS <= 29_000,
                "the gateway waits 50 ms to 29 s",
            );
        };
        Self(MILLIS)
    }

    /// So many milliseconds, where the number is computed.
    pub fn try_millis(millis: u32) -> Result<Self, OutOfRange> {
        range::check(
            "the timeout of an integration in milliseconds",
            millis,
            50,
            29_000,
        )
        .map(Self)
    }

    /// The milliseconds.
    pub const fn as_millis(self) -> u32 {
        self.0
    }
}

/// What a route runs: a function, which the routes that lead to it share.
///
/// A function by itself is one: `Route::to(&function)`.
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
    function: FunctionRef,
    timeout: IntegrationTimeout,
}

impl Integration {
    /// Runs a function with the gateway's own event, and takes its answer as it is.
    pub fn lambda(function: &FunctionRef) -> Self {
        Self {
            function: function.clone(),
            timeout: IntegrationTimeout::LONGEST,
        }
    }

    /// How long the gateway waits (default 29 s, so that the function's own timeout is what a reader finds in its log).
    pub fn timeout(mut self, timeout: IntegrationTimeout) -> Self {
        self.timeout = timeout;
        self
    }

    pub(crate) fn function(&self) -> &FunctionRef {
        &self.function
    }

    pub(crate) fn waits(&self) -> IntegrationTimeout {
        self.timeout
    }

    pub(crate) fn resource(&self, api: &ApiRef) -> apigatewayv2::Integration {
        let integration = apigatewayv2::Integration::new(api.handle(), IntegrationType::AwsProxy)
            .integration_method("POST")
            .integration_uri(invocation_uri(&self.function));
        if self.timeout == IntegrationTimeout::LONGEST {
            integration
        } else {
            integration.timeout_in_millis(self.timeout.as_millis())
        }
    }
}

impl From<&FunctionRef> for Integration {
    fn from(function: &FunctionRef) -> Self {
        Self::lambda(function)
    }
}

/// The address by which API Gateway invokes a function; a bare function ARN would not do.
pub(crate) fn invocation_uri(function: &FunctionRef) -> Value<String> {
    sub!(
        "arn:{}:apigateway:{}:lambda:path/2015-03-31/functions/{}/invocations",
        Pseudo::Partition,
        Pseudo::Region,
        function.arn()
    )
}
