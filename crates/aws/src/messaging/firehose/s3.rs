//! A bucket as destination.

use cfn::{Arn, List, Value, property, string_enum};

use super::DataFormatConversionConfiguration;
use crate::iam::Role;

string_enum! {
    /// How objects are compressed.
    CompressionFormat {
        /// Not at all; the default.
        Uncompressed = "UNCOMPRESSED",
        /// With gzip.
        Gzip = "GZIP",
        /// As a zip file.
        Zip = "ZIP",
        /// With Snappy.
        Snappy = "Snappy",
        /// With Snappy as Hadoop frames it.
        HadoopSnappy = "HADOOP_SNAPPY",
    }
}

string_enum! {
    /// Whether records are kept as they came, too.
    S3BackupMode {
        /// They are not; the default.
        Disabled = "Disabled",
        /// They are.
        Enabled = "Enabled",
    }
}

string_enum! {
    /// Says that objects are not encrypted with a key of KMS.
    NoEncryptionConfig {
        /// They are not.
        NoEncryption = "NoEncryption",
    }
}

string_enum! {
    /// What happens to records on their way.
    ProcessorType {
        /// A function changes them.
        Lambda = "Lambda",
        /// Partition keys are taken out of them.
        MetadataExtraction = "MetadataExtraction",
        /// A newline is put behind each.
        AppendDelimiterToRecord = "AppendDelimiterToRecord",
        /// One record that holds several is taken apart.
        RecordDeAggregation = "RecordDeAggregation",
        /// Records of CloudWatch Logs are unpacked.
        Decompression = "Decompression",
        /// The messages are taken out of records of CloudWatch Logs.
        CloudWatchLogProcessing = "CloudWatchLogProcessing",
    }
}

string_enum! {
    /// A setting of a processor.
    ProcessorParameterName {
        /// Seconds between calls of the function.
        BufferIntervalInSeconds = "BufferIntervalInSeconds",
        /// MB in one call of the function.
        BufferSizeInMbs = "BufferSizeInMBs",
        /// How records are unpacked.
        CompressionFormat = "CompressionFormat",
        /// Whether messages are taken out.
        DataMessageExtraction = "DataMessageExtraction",
        /// What is put behind a record.
        Delimiter = "Delimiter",
        /// `JQ-1.6`.
        JsonParsingEngine = "JsonParsingEngine",
        /// The function, with version or alias.
        LambdaArn = "LambdaArn",
        /// The query that yields partition keys.
        MetadataExtractionQuery = "MetadataExtractionQuery",
        /// Attempts after the first.
        NumberOfRetries = "NumberOfRetries",
        /// The role that calls the function.
        RoleArn = "RoleArn",
        /// `JSON` or `DELIMITED`.
        SubRecordType = "SubRecordType",
    }
}

property! {
    /// How long records gather before an object is written: what is reached first counts.
    BufferingHints {
        required {}
        optional {
            /// Seconds, 0 to 900 (default 300).
            interval_in_seconds: Value<i64> = "IntervalInSeconds",
            /// MB, 1 to 128 (default 5); 64 or more with partitions or another format.
            size_in_mbs: Value<i64> = "SizeInMBs",
        }
    }
}

property! {
    /// Where failures are logged.
    CloudWatchLoggingOptions {
        required {}
        optional {
            /// They are (default false).
            enabled: Value<bool> = "Enabled",
            /// The name of the log group.
            log_group_name: Value<String> = "LogGroupName",
            /// The name of the log stream, which must stand already.
            log_stream_name: Value<String> = "LogStreamName",
        }
    }
}

property! {
    /// A key of KMS.
    KmsEncryptionConfig {
        required {
            /// The ARN of the key.
            aws_kms_key_arn: Value<String> = "AWSKMSKeyARN",
        }
        optional {}
    }
}

property! {
    /// How objects are encrypted: one of the two.
    EncryptionConfiguration {
        required {}
        optional {
            /// With this key.
            kms_encryption_config: Value<KmsEncryptionConfig> = "KMSEncryptionConfig",
            /// As the bucket says.
            no_encryption_config: Value<NoEncryptionConfig> = "NoEncryptionConfig",
        }
    }
}

property! {
    /// A setting of a processor.
    ProcessorParameter {
        required {
            /// Which.
            parameter_name: Value<ProcessorParameterName> = "ParameterName",
            /// Its value, always as text.
            parameter_value: Value<String> = "ParameterValue",
        }
        optional {}
    }
}

property! {
    /// Something that happens to records on their way.
    Processor {
        required {
            /// What.
            processor_type: Value<ProcessorType> = "Type",
        }
        optional {
            /// Its settings.
            parameters: List<ProcessorParameter> = "Parameters",
        }
    }
}

property! {
    /// What happens to records on their way.
    ProcessingConfiguration {
        required {}
        optional {
            /// It happens (default false).
            enabled: Value<bool> = "Enabled",
            /// What.
            processors: List<Processor> = "Processors",
        }
    }
}

property! {
    /// How long a delivery is tried.
    RetryOptions {
        required {}
        optional {
            /// Seconds, 0 to 7,200 (default 300).
            duration_in_seconds: Value<i64> = "DurationInSeconds",
        }
    }
}

property! {
    /// Prefixes by what records say; can be switched on at creation alone.
    DynamicPartitioningConfiguration {
        required {}
        optional {
            /// They are (default false).
            enabled: Value<bool> = "Enabled",
            /// How long a delivery is tried.
            retry_options: Value<RetryOptions> = "RetryOptions",
        }
    }
}

property! {
    /// A bucket.
    S3DestinationConfiguration {
        required {
            /// The ARN of the bucket.
            bucket_arn: Value<String> = "BucketARN",
            /// The role that writes: it trusts `firehose.amazonaws.com`.
            role_arn: Value<Arn<Role>> = "RoleARN",
        }
        optional {
            /// How long records gather.
            buffering_hints: Value<BufferingHints> = "BufferingHints",
            /// Where failures are logged (default: nowhere).
            cloud_watch_logging_options: Value<CloudWatchLoggingOptions> = "CloudWatchLoggingOptions",
            /// How objects are compressed (default `UNCOMPRESSED`).
            compression_format: Value<CompressionFormat> = "CompressionFormat",
            /// How objects are encrypted (default: as the bucket says).
            encryption_configuration: Value<EncryptionConfiguration> = "EncryptionConfiguration",
            /// How keys of failed records begin.
            error_output_prefix: Value<String> = "ErrorOutputPrefix",
            /// How keys begin; the time in UTC follows, `YYYY/MM/dd/HH/`.
            prefix: Value<String> = "Prefix",
        }
    }
}

property! {
    /// A bucket, with all settings.
    ExtendedS3DestinationConfiguration {
        required {
            /// The ARN of the bucket.
            bucket_arn: Value<String> = "BucketARN",
            /// The role that writes: it trusts `firehose.amazonaws.com`.
            role_arn: Value<Arn<Role>> = "RoleARN",
        }
        optional {
            /// How long records gather.
            buffering_hints: Value<BufferingHints> = "BufferingHints",
            /// Where failures are logged (default: nowhere).
            cloud_watch_logging_options: Value<CloudWatchLoggingOptions> = "CloudWatchLoggingOptions",
            /// How objects are compressed (default `UNCOMPRESSED`); refused beside another format.
            compression_format: Value<CompressionFormat> = "CompressionFormat",
            /// The time zone of times in keys (default `UTC`).
            custom_time_zone: Value<String> = "CustomTimeZone",
            /// Parquet or ORC instead of JSON.
            data_format_conversion_configuration: Value<DataFormatConversionConfiguration> =
                "DataFormatConversionConfiguration",
            /// Prefixes by what records say.
            dynamic_partitioning_configuration: Value<DynamicPartitioningConfiguration> =
                "DynamicPartitioningConfiguration",
            /// How objects are encrypted (default: as the bucket says).
            encryption_configuration: Value<EncryptionConfiguration> = "EncryptionConfiguration",
            /// How keys of failed records begin; needed where the prefix has expressions in it.
            error_output_prefix: Value<String> = "ErrorOutputPrefix",
            /// How keys end, such as `.json.gz`.
            file_extension: Value<String> = "FileExtension",
            /// How keys begin, with expressions such as `!{timestamp:yyyy}`.
            prefix: Value<String> = "Prefix",
            /// What happens to records on their way.
            processing_configuration: Value<ProcessingConfiguration> = "ProcessingConfiguration",
            /// Where records are kept as they came.
            s3_backup_configuration: Value<S3DestinationConfiguration> = "S3BackupConfiguration",
            /// Whether they are (default `Disabled`); cannot be switched off again.
            s3_backup_mode: Value<S3BackupMode> = "S3BackupMode",
        }
    }
}
