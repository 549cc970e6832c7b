//! `AWS::ApiGatewayV2`: every type, as WebSocket APIs use it.
//!
//! Properties that only HTTP APIs know have no row in types that both have: the service refuses them on a WebSocket API.

pub mod access_log;
mod api;
mod authorizer;
mod domain;
mod integration;
mod managed;
mod model;
mod route;
mod routing_rule;
mod schema;
mod stage;
mod vpc_link;

pub use api::{Api, IpAddressType, ProtocolType};
pub use authorizer::{Authorizer, AuthorizerType};
pub use domain::{
    ApiMapping, DomainName, DomainNameConfiguration, EndpointType, MutualTlsAuthentication, RoutingMode,
    SecurityPolicy,
};
pub use integration::{
    ConnectionType, ContentHandlingStrategy, Integration, IntegrationResponse, IntegrationType,
    PassthroughBehavior,
};
pub use managed::{
    ApiGatewayManagedOverrides, IntegrationOverrides, PortalProduct, RouteOverrides, RouteSettingsOverrides,
    StageOverrides,
};
pub use model::Model;
pub use route::{AuthorizationType, ParameterConstraints, Route, RouteResponse};
pub use routing_rule::{
    ActionInvokeApi, MatchBasePaths, MatchHeaderValue, MatchHeaders, RoutingRule, RoutingRuleAction,
    RoutingRuleCondition,
};
pub use stage::{AccessLogSettings, Deployment, LoggingLevel, RouteSettings, Stage};
pub use vpc_link::VpcLink;
