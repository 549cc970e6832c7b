//! `AWS::Pipes`: the way from one source to one target.

mod log;
mod pipe;
mod source;
mod target;

pub use log::{
    CloudwatchLogsLogDestination, FirehoseLogDestination, IncludeExecutionDataOption, LogLevel,
    PipeLogConfiguration, S3LogDestination, S3OutputFormat,
};
pub use pipe::{Pipe, PipeEnrichmentHttpParameters, PipeEnrichmentParameters, RequestedPipeState};
pub use source::{
    DynamoDbStreamStartPosition, KinesisStreamStartPosition, OnPartialBatchItemFailureStreams,
    PipeSourceDynamoDbStreamParameters, PipeSourceKinesisStreamParameters, PipeSourceParameters,
    PipeSourceSqsQueueParameters,
};
pub use target::{
    PipeTargetCloudWatchLogsParameters, PipeTargetEventBridgeEventBusParameters, PipeTargetHttpParameters,
    PipeTargetInvocationType, PipeTargetKinesisStreamParameters, PipeTargetLambdaFunctionParameters,
    PipeTargetParameters, PipeTargetSqsQueueParameters, PipeTargetStateMachineParameters,
};
