//! What feeds a function: queues and streams.

use cfn::{Id, List, Value, property, resource, string_enum};

use super::Function;
use crate::Tag;

string_enum! {
    /// Where reading a stream begins.
    StartingPosition {
        /// At the oldest record that is kept.
        TrimHorizon = "TRIM_HORIZON",
        /// At records written from now on; "now" can be minutes after the mapping's creation.
        Latest = "LATEST",
        /// At a time; not for streams of DynamoDB.
        AtTimestamp = "AT_TIMESTAMP",
    }
}

string_enum! {
    /// How much of a batch a function can report as failed.
    FunctionResponseType {
        /// Single records: the others of the batch count as done.
        ReportBatchItemFailures = "ReportBatchItemFailures",
    }
}

string_enum! {
    /// A group of metrics of a mapping, each at a price.
    MetricsGroup {
        /// Counts of polled, filtered, invoked, failed, dropped and deleted events.
        EventCount = "EventCount",
        /// Counts of errors; for Kafka alone.
        ErrorCount = "ErrorCount",
        /// Lag and offsets; for Kafka alone.
        KafkaMetrics = "KafkaMetrics",
    }
}

property! {
    /// Where batches go that a function could not handle.
    DestinationConfig {
        required {}
        optional {
            /// The destination of what failed for good.
            on_failure: Value<OnFailure> = "OnFailure",
        }
    }
}

property! {
    /// The destination of what failed for good.
    OnFailure {
        required {}
        optional {
            /// The ARN of a standard queue, topic or bucket; from a stream, the first two get positions, not the records.
            destination: Value<String> = "Destination",
        }
    }
}

property! {
    /// One pattern that lets events pass.
    Filter {
        required {}
        optional {
            /// A JSON text of at most 4,096 characters, such as `{"eventName":["INSERT"]}`.
            pattern: Value<String> = "Pattern",
        }
    }
}

property! {
    /// Which events reach the function; the others count as done.
    FilterCriteria {
        required {}
        optional {
            /// Patterns, at most 5 unless the quota is raised; one that fits is enough.
            filters: List<Filter> = "Filters",
        }
    }
}

property! {
    /// Metrics of the mapping.
    MetricsConfig {
        required {}
        optional {
            /// The groups.
            metrics: List<MetricsGroup> = "Metrics",
        }
    }
}

property! {
    /// Pollers that are kept ready, at a price.
    ProvisionedPollerConfig {
        required {}
        optional {
            /// The most of them, 2 to 2,000 for queues (default 200).
            maximum_pollers: Value<i64> = "MaximumPollers",
            /// The fewest of them, 2 to 200 for queues (default 2).
            minimum_pollers: Value<i64> = "MinimumPollers",
        }
        left_out {
            // For Kafka, as above.
            "PollerGroupName",
        }
    }
}

property! {
    /// How far reading from a queue scales.
    ScalingConfig {
        required {}
        optional {
            /// Invocations at once, 2 to 1,000; without it, up to what the function and the account have.
            maximum_concurrency: Value<i64> = "MaximumConcurrency",
        }
    }
}

resource! {
    /// Reads a queue or stream and invokes a function with batches; `Ref` yields its id.
    ///
    /// A new source, starting position or starting time replaces it. The function's role must be allowed to read the
    /// source. Delivery is at least once. Sources outside of AWS and Kafka have no rows.
    EventSourceMapping = "AWS::Lambda::EventSourceMapping" {
        required {
            /// The function.
            function_name: Value<Id<Function>> = "FunctionName",
            /// The ARN of a queue or stream.
            event_source_arn: Value<String> = "EventSourceArn",
        }
        optional {
            /// Records per batch, 1 to 10,000 (default 10 from queues, 100 from streams); queues above 10 need a window of 1 s.
            batch_size: Value<i64> = "BatchSize",
            /// Halves a failed batch before it is tried again (default false); for streams.
            bisect_batch_on_function_error: Value<bool> = "BisectBatchOnFunctionError",
            /// Where batches go that failed for good; for streams, as queues have their own dead-letter queue.
            destination_config: Value<DestinationConfig> = "DestinationConfig",
            /// Reads at all (default true).
            enabled: Value<bool> = "Enabled",
            /// Which events reach the function (default: all).
            filter_criteria: Value<FilterCriteria> = "FilterCriteria",
            /// Takes single failures out of a batch; without it one failure repeats the whole batch.
            function_response_types: List<FunctionResponseType> = "FunctionResponseTypes",
            /// The ARN of the key that filter criteria are encrypted with.
            kms_key_arn: Value<String> = "KmsKeyArn",
            /// Seconds to wait for a full batch, 0 to 300 (default 0); not for FIFO queues.
            maximum_batching_window_in_seconds: Value<i64> = "MaximumBatchingWindowInSeconds",
            /// Seconds after which a record is given up, 60 to 604,800, or -1 for never (default); for streams.
            maximum_record_age_in_seconds: Value<i64> = "MaximumRecordAgeInSeconds",
            /// Attempts after the first, 0 to 10,000, or -1 until the record leaves the stream (default: a bad record blocks its shard); for streams.
            maximum_retry_attempts: Value<i64> = "MaximumRetryAttempts",
            /// Metrics of the mapping.
            metrics_config: Value<MetricsConfig> = "MetricsConfig",
            /// Batches of one shard at once, 1 to 10 (default 1); order holds per item; for streams.
            parallelization_factor: Value<i64> = "ParallelizationFactor",
            /// Pollers that are kept ready; for queues, where it excludes a scaling configuration.
            provisioned_poller_config: Value<ProvisionedPollerConfig> = "ProvisionedPollerConfig",
            /// How far reading scales; for queues.
            scaling_config: Value<ScalingConfig> = "ScalingConfig",
            /// Where reading begins; streams need it, queues refuse it.
            starting_position: Value<StartingPosition> = "StartingPosition",
            /// The time to begin at, in Unix seconds, where the position is `AT_TIMESTAMP`.
            starting_position_timestamp: Value<f64> = "StartingPositionTimestamp",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// Seconds of a window whose batches share a state, 0 to 900 (default 0: none); for streams.
            tumbling_window_in_seconds: Value<i64> = "TumblingWindowInSeconds",
        }
        attributes {
            ARN: cfn::Arn<EventSourceMapping> = "EventSourceMappingArn",
            ID: String = "Id",
        }
        arn = "EventSourceMappingArn"
        replaces_on { "EventSourceArn", "StartingPosition", "StartingPositionTimestamp" }
        left_out {
            // For Kafka, which the house does not feed functions from.
            "AmazonManagedKafkaEventSourceConfig", "LoggingConfig", "SelfManagedEventSource",
            "SelfManagedKafkaEventSourceConfig", "SourceAccessConfigurations", "Topics",
            // For DocumentDB and Amazon MQ, which the house does not feed functions from.
            "DocumentDBEventSourceConfig", "Queues",
        }
    }
}
