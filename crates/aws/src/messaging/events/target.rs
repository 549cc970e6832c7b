//! What a rule starts.

use cfn::{Arn, Dict, List, Tree, Value, property};

use crate::iam::Role;

property! {
    /// Where events go that a target did not take.
    DeadLetterConfig {
        required {}
        optional {
            /// The ARN of a standard queue whose policy lets the service send.
            arn: Value<String> = "Arn",
        }
    }
}

property! {
    /// How often and how long a target is tried.
    RetryPolicy {
        required {}
        optional {
            /// Seconds after which an event is given up, 60 to 86,400 (default 86,400).
            maximum_event_age_in_seconds: Value<i64> = "MaximumEventAgeInSeconds",
            /// Attempts after the first, 0 to 185 (default 185).
            maximum_retry_attempts: Value<i64> = "MaximumRetryAttempts",
        }
    }
}

property! {
    /// Parts of a request to an API destination or a REST API.
    HttpParameters {
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
    /// What a target gets instead of the event.
    InputTransformer {
        required {
            /// The text, at most 8,192 characters, with `<name>` where a value goes; quotes around it are needed where it is a JSON text.
            input_template: Value<String> = "InputTemplate",
        }
        optional {
            /// Names, and the JSON path in the event where each one's value is; at most 100.
            input_paths_map: Dict<String> = "InputPathsMap",
        }
    }
}

property! {
    /// How an event finds its shard.
    KinesisParameters {
        required {
            /// The JSON path of the partition key, at most 256 characters (without this object: the event's id).
            partition_key_path: Value<String> = "PartitionKeyPath",
        }
        optional {}
    }
}

property! {
    /// What a FIFO queue needs besides the event.
    SqsParameters {
        required {
            /// The message group.
            message_group_id: Value<String> = "MessageGroupId",
        }
        optional {}
    }
}

property! {
    /// What a rule starts, with the event or something made of it.
    Target {
        required {
            /// Its ARN: a function, queue, topic, stream, state machine, bus and more.
            arn: Value<String> = "Arn",
            /// A name, unique in the rule, 1 to 64 characters.
            id: Value<String> = "Id",
        }
        optional {
            /// The call of an AppSync API, `{"GraphQLOperation": "…"}`.
            app_sync_parameters: Value<Tree> = "AppSyncParameters",
            /// A job of AWS Batch.
            batch_parameters: Value<Tree> = "BatchParameters",
            /// Where events go that the target did not take (default: nowhere).
            dead_letter_config: Value<DeadLetterConfig> = "DeadLetterConfig",
            /// A task of ECS.
            ecs_parameters: Value<Tree> = "EcsParameters",
            /// Parts of an HTTP request.
            http_parameters: Value<HttpParameters> = "HttpParameters",
            /// A JSON text instead of the event, at most 8,192 characters.
            input: Value<String> = "Input",
            /// The JSON path of the part of the event that the target gets.
            input_path: Value<String> = "InputPath",
            /// A text made of parts of the event.
            input_transformer: Value<InputTransformer> = "InputTransformer",
            /// How an event finds its shard.
            kinesis_parameters: Value<KinesisParameters> = "KinesisParameters",
            /// A statement for Redshift.
            redshift_data_parameters: Value<Tree> = "RedshiftDataParameters",
            /// How often the target is tried (default: 185 times in 24 hours).
            retry_policy: Value<RetryPolicy> = "RetryPolicy",
            /// The role that starts it; functions, queues and topics have a policy instead.
            role_arn: Value<Arn<Role>> = "RoleArn",
            /// Machines that run a command.
            run_command_parameters: Value<Tree> = "RunCommandParameters",
            /// A pipeline of SageMaker.
            sage_maker_pipeline_parameters: Value<Tree> = "SageMakerPipelineParameters",
            /// What a FIFO queue needs besides.
            sqs_parameters: Value<SqsParameters> = "SqsParameters",
        }
    }
}
