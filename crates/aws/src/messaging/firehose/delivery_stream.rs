//! The delivery stream.

use cfn::{Arn, List, Tree, Value, property, resource, string_enum};

use super::{ExtendedS3DestinationConfiguration, S3DestinationConfiguration};
use crate::{Tag, iam::Role, kinesis::Stream};

string_enum! {
    /// Where records come from.
    DeliveryStreamType {
        /// From whoever puts them; the default.
        DirectPut = "DirectPut",
        /// From a stream of Kinesis.
        KinesisStreamAsSource = "KinesisStreamAsSource",
        /// From a topic of Kafka.
        MskAsSource = "MSKAsSource",
        /// From a database.
        DatabaseAsSource = "DatabaseAsSource",
    }
}

string_enum! {
    /// Whose key encrypts records on their way.
    KeyType {
        /// The service's.
        AwsOwnedCmk = "AWS_OWNED_CMK",
        /// One of the account.
        CustomerManagedCmk = "CUSTOMER_MANAGED_CMK",
    }
}

property! {
    /// The key that encrypts records on their way; for records that are put.
    DeliveryStreamEncryptionConfigurationInput {
        required {
            /// Whose it is.
            key_type: Value<KeyType> = "KeyType",
        }
        optional {
            /// The ARN of the account's key.
            key_arn: Value<String> = "KeyARN",
        }
    }
}

property! {
    /// What is known of records that are put.
    DirectPutSourceConfiguration {
        required {}
        optional {
            /// MB per second that are expected, 1 to 100.
            throughput_hint_in_mbs: Value<i64> = "ThroughputHintInMBs",
        }
    }
}

property! {
    /// The stream that records come from.
    KinesisStreamSourceConfiguration {
        required {
            /// The stream.
            kinesis_stream_arn: Value<Arn<Stream>> = "KinesisStreamARN",
            /// The role that reads it.
            role_arn: Value<Arn<Role>> = "RoleARN",
        }
        optional {}
    }
}

resource! {
    /// Carries records to one destination, in batches; `Ref` yields its name.
    ///
    /// A new name or source replaces it. It takes one destination, and the kind of a destination cannot change. The
    /// gateway can put records with `firehose:PutRecord`; a record is 1,000 KiB at most.
    DeliveryStream = "AWS::KinesisFirehose::DeliveryStream" {
        required {}
        optional {
            /// A collection of OpenSearch.
            amazon_open_search_serverless_destination_configuration: Value<Tree> =
                "AmazonOpenSearchServerlessDestinationConfiguration",
            /// A domain of OpenSearch.
            amazonopensearchservice_destination_configuration: Value<Tree> =
                "AmazonopensearchserviceDestinationConfiguration",
            /// A database that records come from.
            database_source_configuration: Value<Tree> = "DatabaseSourceConfiguration",
            /// Encryption on the way (default: none).
            delivery_stream_encryption_configuration_input: Value<DeliveryStreamEncryptionConfigurationInput> =
                "DeliveryStreamEncryptionConfigurationInput",
            /// A name of your own, 1 to 64 characters; a named one cannot be replaced while it stands.
            delivery_stream_name: Value<String> = "DeliveryStreamName",
            /// Where records come from (default `DirectPut`).
            delivery_stream_type: Value<DeliveryStreamType> = "DeliveryStreamType",
            /// What is known of records that are put.
            direct_put_source_configuration: Value<DirectPutSourceConfiguration> = "DirectPutSourceConfiguration",
            /// A domain of Elasticsearch.
            elasticsearch_destination_configuration: Value<Tree> = "ElasticsearchDestinationConfiguration",
            /// A bucket.
            extended_s3_destination_configuration: Value<ExtendedS3DestinationConfiguration> =
                "ExtendedS3DestinationConfiguration",
            /// An HTTP address.
            http_endpoint_destination_configuration: Value<Tree> = "HttpEndpointDestinationConfiguration",
            /// Tables of Iceberg.
            iceberg_destination_configuration: Value<Tree> = "IcebergDestinationConfiguration",
            /// The stream that records come from.
            kinesis_stream_source_configuration: Value<KinesisStreamSourceConfiguration> =
                "KinesisStreamSourceConfiguration",
            /// The topic of Kafka that records come from.
            msk_source_configuration: Value<Tree> = "MSKSourceConfiguration",
            /// A cluster of Redshift.
            redshift_destination_configuration: Value<Tree> = "RedshiftDestinationConfiguration",
            /// A bucket, with fewer settings; the extended one knows all of them and more.
            s3_destination_configuration: Value<S3DestinationConfiguration> = "S3DestinationConfiguration",
            /// Tables of Snowflake.
            snowflake_destination_configuration: Value<Tree> = "SnowflakeDestinationConfiguration",
            /// Splunk.
            splunk_destination_configuration: Value<Tree> = "SplunkDestinationConfiguration",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
        }
        attributes { ARN: Arn<DeliveryStream> = "Arn" }
        arn = "Arn"
        replaces_on {
            "DatabaseSourceConfiguration", "DeliveryStreamName", "DeliveryStreamType", "DirectPutSourceConfiguration",
            "KinesisStreamSourceConfiguration", "MSKSourceConfiguration",
        }
    }
}
