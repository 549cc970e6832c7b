//! `AWS::Lambda`: functions, who may invoke them, and what feeds them.

mod environment;
mod event_source_mapping;
mod function;
mod function_extras;
mod function_settings;
mod invoke;
mod layer;
mod permission;
mod version;

pub use event_source_mapping::{
    DestinationConfig, EventSourceMapping, Filter, FilterCriteria, FunctionResponseType, MetricsConfig,
    MetricsGroup, OnFailure, ProvisionedPollerConfig, ScalingConfig, StartingPosition,
};
pub use function::{Architecture, Code, Function, PackageType, RecursiveLoop, Runtime};
pub use function_extras::{
    CapacityProviderConfig, DirectS3Read, DurableConfig, FileSystemConfig, FunctionScalingConfig,
    LambdaManagedInstancesCapacityProviderConfig, RuntimeManagementConfig, S3FilesConfig,
    S3ObjectStorageMode, TenancyConfig, TenantIsolationMode, UpdateRuntimeOn,
};
pub use function_settings::{
    ApplicationLogLevel, DeadLetterConfig, Environment, EphemeralStorage, ImageConfig, LogFormat,
    LoggingConfig, SnapStart, SnapStartApplyOn, SystemLogLevel, TracingConfig, TracingMode, VpcConfig,
};
pub use invoke::{
    Cors, CorsMethod, EventInvokeConfig, InvokeDestination, InvokeDestinationConfig, InvokeMode, Url,
};
pub use layer::{LayerContent, LayerVersion};
pub use permission::{FunctionUrlAuthType, Permission};
pub use version::{
    Alias, AliasRoutingConfiguration, ProvisionedConcurrencyConfiguration, Version, VersionWeight,
};
