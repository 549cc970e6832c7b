//! WebSocket APIs: the API, its routes, who may connect, and the stages that clients reach.
//!
//! The order in which things come to be is the order of their types: [`WebSocketApi`] names a stage
//! ([`StageName`], which grants and addresses need), functions get those grants, [`Routes`] lead to functions, and only
//! routes make a [`Stage`]. So there is no circle, and no stage without a route.

mod access_log;
mod account_logging;
mod api;
mod api_key;
mod api_key_source;
mod audit;
mod authorization;
mod authorizer;
mod checked_text;
mod deployment;
mod domain_name;
mod domain_path;
mod identity_source;
mod integration;
mod mapping;
mod mapping_key;
mod model;
mod presets;
mod quota;
mod rival;
mod route;
mod route_key;
mod route_options;
mod route_selection;
mod routes;
mod source;
mod stage;
mod stage_name;
mod throttle;
mod usage_plan;

pub use access_log::AccessLog;
pub use account_logging::{AccountLogging, AccountLoggingRef};
pub use api::{ApiRef, WebSocketApi};
pub use api_key::{ApiKey, ApiKeyRef};
pub use api_key_source::ApiKeySource;
pub use authorizer::{Authorizer, AuthorizerRef};
pub use domain_name::{DomainName, DomainNameRef};
pub use domain_path::DomainPath;
pub use identity_source::IdentitySource;
pub use integration::{
    Address, DeliverRecord, Http, HttpMethod, HttpProxy, Integration, IntegrationResponse,
    IntegrationTimeout, MappedIntegration, MappedLambda, Mock, Publish, PutEvents, PutObject, PutRecord,
    SendMessage, ServiceCall, StartExecution, StartSyncExecution, dynamodb,
};
pub use mapping::{Json, MappingTemplate, Payload};
pub use mapping_key::{InvalidMappingKey, MappingKey};
pub use model::{Model, ModelRef};
pub use quota::Quota;
pub use route::{Connect, ConnectRoute, Disconnect, DisconnectRoute, Message, Route, RouteTo};
pub use route_key::{InvalidRouteKey, RouteKey};
pub use route_selection::RouteSelection;
pub use routes::{Declared, NoRouteYet, Routes, RoutesRef};
pub use source::{InvalidSource, Source};
pub use stage::{Stage, StageRef};
pub use stage_name::StageName;
pub use throttle::{InvalidThrottle, Throttle};
pub use usage_plan::{UsagePlan, UsagePlanRef};
