//! Where a pipe's events come from.

use cfn::{Tree, Value, property, string_enum};

use crate::{events::DeadLetterConfig, lambda::FilterCriteria};

string_enum! {
    /// Where reading a table's stream begins.
    DynamoDbStreamStartPosition {
        /// At the oldest record that is kept.
        TrimHorizon = "TRIM_HORIZON",
        /// At records written from now on.
        Latest = "LATEST",
    }
}

string_enum! {
    /// Where reading a stream of Kinesis begins.
    KinesisStreamStartPosition {
        /// At the oldest record that is kept.
        TrimHorizon = "TRIM_HORIZON",
        /// At records written from now on.
        Latest = "LATEST",
        /// At a time.
        AtTimestamp = "AT_TIMESTAMP",
    }
}

string_enum! {
    /// What happens to a batch that failed in part.
    OnPartialBatchItemFailureStreams {
        /// It is halved and tried again.
        AutomaticBisect = "AUTOMATIC_BISECT",
    }
}

property! {
    /// How a table's stream is read.
    PipeSourceDynamoDbStreamParameters {
        required {
            /// Where reading begins; a change replaces the pipe.
            starting_position: Value<DynamoDbStreamStartPosition> = "StartingPosition",
        }
        optional {
            /// Records per batch, 1 to 10,000 (default 100).
            batch_size: Value<i64> = "BatchSize",
            /// Where the positions of batches go that failed for good.
            dead_letter_config: Value<DeadLetterConfig> = "DeadLetterConfig",
            /// Seconds to wait for a full batch, 0 to 300 (default 0).
            maximum_batching_window_in_seconds: Value<i64> = "MaximumBatchingWindowInSeconds",
            /// Seconds after which a record is given up, 60 to 604,800, or -1 for never (default).
            maximum_record_age_in_seconds: Value<i64> = "MaximumRecordAgeInSeconds",
            /// Attempts after the first, 0 to 10,000, or -1 without end (default).
            maximum_retry_attempts: Value<i64> = "MaximumRetryAttempts",
            /// What happens to a batch that failed in part (default: it is tried again as a whole).
            on_partial_batch_item_failure: Value<OnPartialBatchItemFailureStreams> = "OnPartialBatchItemFailure",
            /// Batches of one shard at once, 1 to 10 (default 1).
            parallelization_factor: Value<i64> = "ParallelizationFactor",
        }
    }
}

property! {
    /// How a stream of Kinesis is read.
    PipeSourceKinesisStreamParameters {
        required {
            /// Where reading begins; a change replaces the pipe.
            starting_position: Value<KinesisStreamStartPosition> = "StartingPosition",
        }
        optional {
            /// Records per batch, 1 to 10,000 (default 100).
            batch_size: Value<i64> = "BatchSize",
            /// Where the positions of batches go that failed for good.
            dead_letter_config: Value<DeadLetterConfig> = "DeadLetterConfig",
            /// Seconds to wait for a full batch, 0 to 300 (default 0).
            maximum_batching_window_in_seconds: Value<i64> = "MaximumBatchingWindowInSeconds",
            /// Seconds after which a record is given up, 60 to 604,800, or -1 for never (default).
            maximum_record_age_in_seconds: Value<i64> = "MaximumRecordAgeInSeconds",
            /// Attempts after the first, 0 to 10,000, or -1 without end (default).
            maximum_retry_attempts: Value<i64> = "MaximumRetryAttempts",
            /// What happens to a batch that failed in part (default: it is tried again as a whole).
            on_partial_batch_item_failure: Value<OnPartialBatchItemFailureStreams> = "OnPartialBatchItemFailure",
            /// Batches of one shard at once, 1 to 10 (default 1).
            parallelization_factor: Value<i64> = "ParallelizationFactor",
            /// The time to begin at, such as `2030-01-01T08:00:00Z`; a change replaces the pipe.
            starting_position_timestamp: Value<String> = "StartingPositionTimestamp",
        }
    }
}

property! {
    /// How a queue is read.
    PipeSourceSqsQueueParameters {
        required {}
        optional {
            /// Messages per batch, 1 to 10,000 (default 10).
            batch_size: Value<i64> = "BatchSize",
            /// Seconds to wait for a full batch, 0 to 300 (default 0); not for FIFO queues.
            maximum_batching_window_in_seconds: Value<i64> = "MaximumBatchingWindowInSeconds",
        }
    }
}

property! {
    /// Which events of the source pass, and how it is read: the part that fits the source.
    PipeSourceParameters {
        required {}
        optional {
            /// A queue of ActiveMQ.
            active_mq_broker_parameters: Value<Tree> = "ActiveMQBrokerParameters",
            /// A table's stream.
            dynamo_db_stream_parameters: Value<PipeSourceDynamoDbStreamParameters> = "DynamoDBStreamParameters",
            /// Which events pass (default: all); at most 5 patterns.
            filter_criteria: Value<FilterCriteria> = "FilterCriteria",
            /// A stream of Kinesis.
            kinesis_stream_parameters: Value<PipeSourceKinesisStreamParameters> = "KinesisStreamParameters",
            /// A topic of Amazon MSK.
            managed_streaming_kafka_parameters: Value<Tree> = "ManagedStreamingKafkaParameters",
            /// A queue of RabbitMQ.
            rabbit_mq_broker_parameters: Value<Tree> = "RabbitMQBrokerParameters",
            /// A topic of a Kafka elsewhere.
            self_managed_kafka_parameters: Value<Tree> = "SelfManagedKafkaParameters",
            /// A queue.
            sqs_queue_parameters: Value<PipeSourceSqsQueueParameters> = "SqsQueueParameters",
        }
    }
}
