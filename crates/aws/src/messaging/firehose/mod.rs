//! `AWS::KinesisFirehose`: delivery streams, which carry records to a bucket.

mod delivery_stream;
mod format;
mod s3;

pub use delivery_stream::{
    DeliveryStream, DeliveryStreamEncryptionConfigurationInput, DeliveryStreamType,
    DirectPutSourceConfiguration, KeyType, KinesisStreamSourceConfiguration,
};
pub use format::{
    DataFormatConversionConfiguration, Deserializer, HiveJsonSerDe, InputFormatConfiguration, OpenXJsonSerDe,
    OutputFormatConfiguration, SchemaConfiguration,
};
pub use s3::{
    BufferingHints, CloudWatchLoggingOptions, CompressionFormat, DynamicPartitioningConfiguration,
    EncryptionConfiguration, ExtendedS3DestinationConfiguration, KmsEncryptionConfig, NoEncryptionConfig,
    ProcessingConfiguration, Processor, ProcessorParameter, ProcessorParameterName, ProcessorType,
    RetryOptions, S3BackupMode, S3DestinationConfiguration,
};
