//! `AWS::Kinesis`: streams.

use cfn::{Arn, List, Value, property, resource, string_enum};

use crate::Tag;

string_enum! {
    /// Who decides how many shards a stream has.
    StreamMode {
        /// The service, by what is written.
        OnDemand = "ON_DEMAND",
        /// You; the default.
        Provisioned = "PROVISIONED",
    }
}

string_enum! {
    /// What encrypts records.
    EncryptionType {
        /// A key of KMS.
        Kms = "KMS",
    }
}

string_enum! {
    /// Metrics of single shards, each at a price.
    ShardLevelMetric {
        /// Bytes written.
        IncomingBytes = "IncomingBytes",
        /// Records written.
        IncomingRecords = "IncomingRecords",
        /// Bytes read.
        OutgoingBytes = "OutgoingBytes",
        /// Records read.
        OutgoingRecords = "OutgoingRecords",
        /// Writes that were throttled.
        WriteProvisionedThroughputExceeded = "WriteProvisionedThroughputExceeded",
        /// Reads that were throttled.
        ReadProvisionedThroughputExceeded = "ReadProvisionedThroughputExceeded",
        /// The age of the last record that was read.
        IteratorAgeMilliseconds = "IteratorAgeMilliseconds",
        /// All of them.
        All = "ALL",
    }
}

string_enum! {
    /// How records find their shard.
    RecordDistributionStrategy {
        /// By what the service thinks best.
        Auto = "AUTO",
        /// By the partition key of each record.
        UserPartitionKey = "USER_PARTITION_KEY",
    }
}

property! {
    /// What encrypts records.
    StreamEncryption {
        required {
            /// The kind of key.
            encryption_type: Value<EncryptionType> = "EncryptionType",
            /// The id, alias or ARN of the key; `alias/aws/kinesis` is the account's own.
            key_id: Value<String> = "KeyId",
        }
        optional {}
    }
}

property! {
    /// Who decides how many shards a stream has; at most two changes in 24 hours.
    StreamModeDetails {
        required {
            /// Who.
            stream_mode: Value<StreamMode> = "StreamMode",
        }
        optional {}
    }
}

resource! {
    /// A stream; `Ref` yields its name.
    ///
    /// A new name replaces it, and its records are lost. A shard takes 1 MB or 1,000 records a second.
    Stream = "AWS::Kinesis::Stream" {
        required {}
        optional {
            /// Metrics of single shards (default: none).
            desired_shard_level_metrics: List<ShardLevelMetric> = "DesiredShardLevelMetrics",
            /// KiB of the largest record, 1,024 to 10,240 (default 1,024).
            max_record_size_in_kib: Value<i64> = "MaxRecordSizeInKiB",
            /// A name of your own, 1 to 128 characters; a named stream cannot be replaced while it stands.
            name: Value<String> = "Name",
            /// How records find their shard.
            record_distribution_strategy: Value<RecordDistributionStrategy> = "RecordDistributionStrategy",
            /// Hours that records are kept, 24 to 8,760 (default 24); more than 24 has a price.
            retention_period_hours: Value<i64> = "RetentionPeriodHours",
            /// The number of shards; needed where the mode is `PROVISIONED`, refused where it is not.
            shard_count: Value<i64> = "ShardCount",
            /// Encryption with a key of KMS (default: none).
            stream_encryption: Value<StreamEncryption> = "StreamEncryption",
            /// Who decides on the shards (default `PROVISIONED`).
            stream_mode_details: Value<StreamModeDetails> = "StreamModeDetails",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// MiB per second that an on-demand stream is ready for at once.
            warm_throughput_mibps: Value<i64> = "WarmThroughputMiBps",
        }
        attributes {
            ARN: Arn<Stream> = "Arn",
            /// MiB per second that the stream is ready for.
            WARM_THROUGHPUT: cfn::Tree = "WarmThroughputObject",
        }
        arn = "Arn"
        replaces_on { "Name" }
    }
}
