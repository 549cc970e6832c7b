//! `AWS::ApiGatewayV2`, the part that WebSocket APIs use.
//!
//! Properties that only HTTP APIs know have no row: the service refuses them on a WebSocket API.

mod api;
mod authorizer;
mod integration;
mod route;
mod stage;

pub use api::{Api, IpAddressType, ProtocolType};
pub use authorizer::{Authorizer, AuthorizerType};
pub use integration::{
    ConnectionType, ContentHandlingStrategy, Integration, IntegrationResponse, IntegrationType,
    PassthroughBehavior,
};
pub use route::{AuthorizationType, ParameterConstraints, Route, RouteResponse};
pub use stage::{AccessLogSettings, Deployment, LoggingLevel, RouteSettings, Stage};
