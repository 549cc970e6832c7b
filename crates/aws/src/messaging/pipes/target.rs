//! Where a pipe's events go. A value may be a JSON path into the event, such as `$.body.room`.

use cfn::{Dict, List, Tree, Value, property, string_enum};

string_enum! {
    /// Whether the pipe waits for the target.
    PipeTargetInvocationType {
        /// It does; the default. Of state machines only express ones can.
        RequestResponse = "REQUEST_RESPONSE",
        /// It does not.
        FireAndForget = "FIRE_AND_FORGET",
    }
}

property! {
    /// How events become log lines.
    PipeTargetCloudWatchLogsParameters {
        required {}
        optional {
            /// The name of the log stream.
            log_stream_name: Value<String> = "LogStreamName",
            /// Where the event's time is.
            timestamp: Value<String> = "Timestamp",
        }
    }
}

property! {
    /// What an event on a bus says besides its detail.
    PipeTargetEventBridgeEventBusParameters {
        required {}
        optional {
            /// Its kind, at most 128 characters.
            detail_type: Value<String> = "DetailType",
            /// The id of a global endpoint.
            endpoint_id: Value<String> = "EndpointId",
            /// ARNs that the event is about, at most 10.
            resources: List<String> = "Resources",
            /// Where it comes from, at most 256 characters.
            source: Value<String> = "Source",
            /// Where its time is.
            time: Value<String> = "Time",
        }
    }
}

property! {
    /// Parts of a request to an API destination or a REST API.
    PipeTargetHttpParameters {
        required {}
        optional {
            /// Headers.
            header_parameters: Dict<String> = "HeaderParameters",
            /// What stands for each `*` in the path, in order.
            path_parameter_values: List<String> = "PathParameterValues",
            /// The query.
            query_string_parameters: Dict<String> = "QueryStringParameters",
        }
    }
}

property! {
    /// How an event finds its shard.
    PipeTargetKinesisStreamParameters {
        required {
            /// The partition key, at most 256 characters.
            partition_key: Value<String> = "PartitionKey",
        }
        optional {}
    }
}

property! {
    /// How a function is invoked.
    PipeTargetLambdaFunctionParameters {
        required {}
        optional {
            /// Whether the pipe waits (default `REQUEST_RESPONSE`).
            invocation_type: Value<PipeTargetInvocationType> = "InvocationType",
        }
    }
}

property! {
    /// What a FIFO queue needs besides the event.
    PipeTargetSqsQueueParameters {
        required {}
        optional {
            /// The id by which duplicates are found.
            message_deduplication_id: Value<String> = "MessageDeduplicationId",
            /// The message group.
            message_group_id: Value<String> = "MessageGroupId",
        }
    }
}

property! {
    /// How a state machine is started.
    PipeTargetStateMachineParameters {
        required {}
        optional {
            /// Whether the pipe waits (default `REQUEST_RESPONSE`, which standard ones refuse).
            invocation_type: Value<PipeTargetInvocationType> = "InvocationType",
        }
    }
}

property! {
    /// What the target gets, and how: the part that fits the target.
    PipeTargetParameters {
        required {}
        optional {
            /// A job of AWS Batch.
            batch_job_parameters: Value<Tree> = "BatchJobParameters",
            /// A log group.
            cloud_watch_logs_parameters: Value<PipeTargetCloudWatchLogsParameters> = "CloudWatchLogsParameters",
            /// A task of ECS.
            ecs_task_parameters: Value<Tree> = "EcsTaskParameters",
            /// A bus.
            event_bridge_event_bus_parameters: Value<PipeTargetEventBridgeEventBusParameters> =
                "EventBridgeEventBusParameters",
            /// An HTTP request.
            http_parameters: Value<PipeTargetHttpParameters> = "HttpParameters",
            /// A text instead of the event, at most 8,192 characters, with `<$.path>` where a value goes.
            input_template: Value<String> = "InputTemplate",
            /// A stream of Kinesis.
            kinesis_stream_parameters: Value<PipeTargetKinesisStreamParameters> = "KinesisStreamParameters",
            /// A function.
            lambda_function_parameters: Value<PipeTargetLambdaFunctionParameters> = "LambdaFunctionParameters",
            /// A statement for Redshift.
            redshift_data_parameters: Value<Tree> = "RedshiftDataParameters",
            /// A pipeline of SageMaker.
            sage_maker_pipeline_parameters: Value<Tree> = "SageMakerPipelineParameters",
            /// A queue.
            sqs_queue_parameters: Value<PipeTargetSqsQueueParameters> = "SqsQueueParameters",
            /// A state machine.
            step_function_state_machine_parameters: Value<PipeTargetStateMachineParameters> =
                "StepFunctionStateMachineParameters",
            /// A table of Timestream.
            timestream_parameters: Value<Tree> = "TimestreamParameters",
        }
    }
}
