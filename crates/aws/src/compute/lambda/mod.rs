//! `AWS::Lambda`: functions, who may invoke them, and what feeds them.

mod event_source_mapping;
mod function;
mod function_settings;
mod permission;

pub use event_source_mapping::{
    DestinationConfig, EventSourceMapping, Filter, FilterCriteria, FunctionResponseType, MetricsConfig,
    MetricsGroup, OnFailure, ProvisionedPollerConfig, ScalingConfig, StartingPosition,
};
pub use function::{Architecture, Code, Function, PackageType, RecursiveLoop, Runtime};
pub use function_settings::{
    ApplicationLogLevel, DeadLetterConfig, Environment, EphemeralStorage, ImageConfig, LogFormat,
    LoggingConfig, SnapStart, SnapStartApplyOn, SystemLogLevel, TracingConfig, TracingMode, VpcConfig,
};
pub use permission::{FunctionUrlAuthType, Permission};
