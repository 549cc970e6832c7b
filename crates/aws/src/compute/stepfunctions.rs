//! `AWS::StepFunctions`: state machines.

use cfn::{Arn, Dict, List, Tree, Value, property, resource, string_enum};

use crate::{Tag, iam::Role};

string_enum! {
    /// How a state machine runs and what it costs.
    StateMachineType {
        /// Up to a year, each step once, paid by step; the default.
        Standard = "STANDARD",
        /// Up to five minutes, steps may repeat, paid by time; only these can answer at once.
        Express = "EXPRESS",
    }
}

string_enum! {
    /// How much of executions is logged.
    LogLevel {
        /// Nothing; the default.
        Off = "OFF",
        /// Every event.
        All = "ALL",
        /// Failures.
        Error = "ERROR",
        /// What ended an execution.
        Fatal = "FATAL",
    }
}

string_enum! {
    /// Whose key encrypts a state machine and its executions.
    EncryptionType {
        /// The service's; the default.
        AwsOwnedKey = "AWS_OWNED_KEY",
        /// One of the account.
        CustomerManagedKmsKey = "CUSTOMER_MANAGED_KMS_KEY",
    }
}

property! {
    /// The key that encrypts a state machine and its executions.
    EncryptionConfiguration {
        required {
            /// Whose it is.
            encryption_type: Value<EncryptionType> = "Type",
        }
        optional {
            /// Seconds that a data key is used again, 60 to 900 (default 300).
            kms_data_key_reuse_period_seconds: Value<i64> = "KmsDataKeyReusePeriodSeconds",
            /// The id, alias or ARN of the account's key.
            kms_key_id: Value<String> = "KmsKeyId",
        }
    }
}

property! {
    /// A log group.
    CloudWatchLogsLogGroup {
        required {}
        optional {
            /// Its ARN with `:*` at the end.
            log_group_arn: Value<String> = "LogGroupArn",
        }
    }
}

property! {
    /// Where logs go.
    LogDestination {
        required {}
        optional {
            /// The log group.
            cloud_watch_logs_log_group: Value<CloudWatchLogsLogGroup> = "CloudWatchLogsLogGroup",
        }
    }
}

property! {
    /// What of executions is logged, and where.
    LoggingConfiguration {
        required {}
        optional {
            /// Where: one destination.
            destinations: List<LogDestination> = "Destinations",
            /// Logs input and output, secrets included (default false).
            include_execution_data: Value<bool> = "IncludeExecutionData",
            /// How much (default `OFF`).
            level: Value<LogLevel> = "Level",
        }
    }
}

property! {
    /// A definition in a bucket.
    S3Location {
        required {
            /// The bucket.
            bucket: Value<String> = "Bucket",
            /// The key of the definition.
            key: Value<String> = "Key",
        }
        optional {
            /// Its version, in a bucket with versions.
            version: Value<String> = "Version",
        }
    }
}

property! {
    /// Whether executions are traced.
    TracingConfiguration {
        required {}
        optional {
            /// They are (default false).
            enabled: Value<bool> = "Enabled",
        }
    }
}

resource! {
    /// A state machine; `Ref` yields its ARN.
    ///
    /// A new name or type replaces it. It needs one of the three forms of a definition. The gateway waits 29 s at most
    /// for an answer, and only an express one answers at all.
    StateMachine = "AWS::StepFunctions::StateMachine" {
        required {
            /// The role that the steps take: it trusts `states.amazonaws.com`.
            role_arn: Value<Arn<Role>> = "RoleArn",
        }
        optional {
            /// The definition as an object, with expressions in it; at most 1 MB.
            definition: Value<Tree> = "Definition",
            /// The definition as an object in a bucket.
            definition_s3_location: Value<S3Location> = "DefinitionS3Location",
            /// The definition as JSON text, at most 1 MB.
            definition_string: Value<String> = "DefinitionString",
            /// What stands for each `${name}` in the definition.
            definition_substitutions: Dict<Tree> = "DefinitionSubstitutions",
            /// The key (default: the service's).
            encryption_configuration: Value<EncryptionConfiguration> = "EncryptionConfiguration",
            /// Logs (default: none); express state machines keep no other history.
            logging_configuration: Value<LoggingConfiguration> = "LoggingConfiguration",
            /// A name of your own, at most 80 characters; a named state machine cannot be replaced while it stands.
            state_machine_name: Value<String> = "StateMachineName",
            /// How it runs (default `STANDARD`).
            state_machine_type: Value<StateMachineType> = "StateMachineType",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// Traces (default: none).
            tracing_configuration: Value<TracingConfiguration> = "TracingConfiguration",
        }
        attributes {
            ARN: Arn<StateMachine> = "Arn",
            NAME: String = "Name",
            /// The id of the definition and role as they are now.
            STATE_MACHINE_REVISION_ID: String = "StateMachineRevisionId",
        }
        arn = Ref
        replaces_on { "StateMachineName", "StateMachineType" }
    }
}
