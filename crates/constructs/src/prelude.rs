//! What a stack is written with: `use constructs::prelude::*;`.

pub use aws::{
    apigatewayv2::LoggingLevel,
    lambda::{Architecture, Runtime},
    logs::Retention,
    s3::TransitionStorageClass as StorageClass,
};
pub use cfn::{
    Arn, Condition, ConditionExpr, Export, IntoEntry, Output, Parameter, ParameterRef, RawResource,
    RemovalPolicy, ResourceView, Stack, Value,
};

pub use crate::monitoring::{Alarm, AlarmRef, Dashboard, DashboardRef, Metric, Monitoring, MonitoringRef};
pub use crate::user_pool::{UserPool, UserPoolRef};

pub use crate::{
    App, AppError, AppStage, Durability, Grant, HostedZone, action, mapping_key, route_key, source,
    websocket::{
        AccessLog, AccountLogging, AccountLoggingRef, Address, ApiKey, ApiKeyRef, ApiKeySource, ApiRef,
        Authorizer, AuthorizerRef, ConnectRoute, DeliverRecord, DisconnectRoute, DomainName, DomainNameRef,
        DomainPath, Http, HttpMethod, HttpProxy, IdentitySource, Integration, IntegrationResponse,
        IntegrationTimeout, Json, MappedIntegration, MappedLambda, MappingKey, MappingTemplate, Mock, Model,
        ModelRef, Payload, Publish, PutEvents, PutObject, PutRecord, Quota, Route, RouteKey, RouteSelection,
        Routes, RoutesRef, SendMessage, ServiceCall, Source, Stage, StageName, StageRef, StartExecution,
        StartSyncExecution, Throttle, UsagePlan, UsagePlanRef, WebSocketApi,
    },
};

// What a stack is made of besides APIs.
pub use crate::{
    Billing, Bucket, BucketRef, Capacity, ChangeFilter, Changes, DataStream, DataStreamRef, Definition,
    DeliveryStream, DeliveryStreamRef, Destination, EncryptionKey, EncryptionKeyRef, EventBus, EventBusRef,
    EventPattern, Express, Fifo, Function, FunctionRef, Index, IndexRef, InlineRuntime, Key, Lifecycle,
    LogGroup, LogGroupRef, LogLevel, Memory, Network, Operation, Pattern, Queue, QueueRef, QueueSource,
    Records, Scaling, Schedule, Standard, StateMachine, StateMachineRef, StreamRef, StreamSource, StreamView,
    Table, TableRef, Throughput, Timeout, Topic, TopicRef, TopicSource,
};
