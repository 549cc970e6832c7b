//! Groups of settings inside a function.

use cfn::{Dict, Id, List, Value, property, string_enum};

use crate::logs::LogGroup;

string_enum! {
    /// Who decides whether an invocation is traced.
    TracingMode {
        /// The function, for a sample of its requests; its role needs `xray:PutTraceSegments` and `xray:PutTelemetryRecords`.
        Active = "Active",
        /// The caller; the default.
        PassThrough = "PassThrough",
    }
}

string_enum! {
    /// The form of log lines.
    LogFormat {
        /// As the function writes them; the default.
        Text = "Text",
        /// One JSON object per line, which levels need.
        Json = "JSON",
    }
}

string_enum! {
    /// The least important line of the function's own that is kept.
    ApplicationLogLevel {
        /// Everything.
        Trace = "TRACE",
        /// For debugging.
        Debug = "DEBUG",
        /// The default.
        Info = "INFO",
        /// Things to look at.
        Warn = "WARN",
        /// Failures.
        Error = "ERROR",
        /// The last words.
        Fatal = "FATAL",
    }
}

string_enum! {
    /// The least important line of the service's own that is kept.
    SystemLogLevel {
        /// Everything.
        Debug = "DEBUG",
        /// The default.
        Info = "INFO",
        /// Things to look at.
        Warn = "WARN",
    }
}

string_enum! {
    /// What starts from a snapshot.
    SnapStartApplyOn {
        /// Published versions; `$LATEST` never does.
        PublishedVersions = "PublishedVersions",
        /// Nothing; the default.
        None = "None",
    }
}

property! {
    /// Where events go whose asynchronous invocation failed for good.
    DeadLetterConfig {
        required {}
        optional {
            /// The ARN of a standard queue or topic; the function's role must be allowed to send to it.
            target_arn: Value<String> = "TargetArn",
        }
    }
}

property! {
    /// A function's environment.
    Environment {
        required {}
        optional {
            /// Names and texts, 4 KB in all; a name is a letter and more letters, digits or `_`, and none that Lambda sets itself.
            variables: Dict<String> = "Variables",
        }
    }
}

property! {
    /// The size of `/tmp`.
    EphemeralStorage {
        required {
            /// Megabytes, 512 to 10,240 (default 512); the part above 512 has a price.
            size: Value<i64> = "Size",
        }
        optional {}
    }
}

property! {
    /// What is started in a container image, where that is not what the image says.
    ImageConfig {
        required {}
        optional {
            /// The arguments.
            command: List<String> = "Command",
            /// The program.
            entry_point: List<String> = "EntryPoint",
            /// The folder.
            working_directory: Value<String> = "WorkingDirectory",
        }
    }
}

property! {
    /// Format, level and group of a function's logs.
    LoggingConfig {
        required {}
        optional {
            /// The least important line of the function's own that is kept (default `INFO`); for JSON alone.
            application_log_level: Value<ApplicationLogLevel> = "ApplicationLogLevel",
            /// The form of log lines (default `Text`).
            log_format: Value<LogFormat> = "LogFormat",
            /// The log group (default `/aws/lambda/{name}`, made at the first invocation and kept for ever).
            log_group: Value<Id<LogGroup>> = "LogGroup",
            /// The least important line of the service's own that is kept (default `INFO`); for JSON alone.
            system_log_level: Value<SystemLogLevel> = "SystemLogLevel",
        }
    }
}

property! {
    /// Start from a snapshot.
    SnapStart {
        required {
            /// What starts from one.
            apply_on: Value<SnapStartApplyOn> = "ApplyOn",
        }
        optional {}
    }
}

property! {
    /// Whether invocations are traced.
    TracingConfig {
        required {}
        optional {
            /// Who decides (default `PassThrough`).
            mode: Value<TracingMode> = "Mode",
        }
    }
}

property! {
    /// The network that a function runs in.
    VpcConfig {
        required {}
        optional {
            /// Lets IPv6 out in subnets that have both (default false).
            ipv6_allowed_for_dual_stack: Value<bool> = "Ipv6AllowedForDualStack",
            /// Ids of security groups, at most 5.
            security_group_ids: List<String> = "SecurityGroupIds",
            /// Ids of subnets, at most 16.
            subnet_ids: List<String> = "SubnetIds",
        }
    }
}
