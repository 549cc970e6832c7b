//! What a stack is written with: `use constructs::prelude::*;`.

pub use aws::{apigatewayv2::LoggingLevel, lambda::Architecture, logs::Retention};
pub use cfn::{
    Condition, ConditionExpr, Export, IntoEntry, Output, Parameter, ParameterRef, RawResource, RemovalPolicy,
    Stack, Value,
};

pub use crate::{
    App, AppError, AppStage, Billing, ChangeFilter, Durability, Function, FunctionRef, Grant, Index,
    IndexRef, Key, LogGroup, LogGroupRef, Memory, Operation, Queue, QueueRef, StreamRef, StreamSource,
    StreamView, Table, TableRef, Throughput, Timeout, action, route_key,
    websocket::{
        AccessLog, AccountLogging, AccountLoggingRef, ApiKey, ApiKeyRef, ApiKeySource, ApiRef, Authorizer,
        AuthorizerRef, ConnectRoute, DisconnectRoute, IdentitySource, Integration, IntegrationTimeout, Quota,
        Route, RouteKey, RouteSelection, Routes, RoutesRef, Stage, StageName, StageRef, Throttle, UsagePlan,
        UsagePlanRef, WebSocketApi,
    },
};
