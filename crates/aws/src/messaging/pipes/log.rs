//! What a pipe logs.

use cfn::{Arn, List, Value, property, string_enum};

use crate::firehose::DeliveryStream;

string_enum! {
    /// How much a pipe logs.
    LogLevel {
        /// Nothing.
        Off = "OFF",
        /// Failures; the default.
        Error = "ERROR",
        /// Failures and each step on the way.
        Info = "INFO",
        /// All there is.
        Trace = "TRACE",
    }
}

string_enum! {
    /// Which data logs carry.
    IncludeExecutionDataOption {
        /// Events, requests and answers, secrets included.
        All = "ALL",
    }
}

string_enum! {
    /// The format of logs in a bucket.
    S3OutputFormat {
        /// JSON.
        Json = "json",
        /// Plain text.
        Plain = "plain",
        /// The extended format of the W3C.
        W3c = "w3c",
    }
}

property! {
    /// A log group.
    CloudwatchLogsLogDestination {
        required {}
        optional {
            /// Its ARN, without the `:*` that its `Arn` attribute ends in.
            log_group_arn: Value<String> = "LogGroupArn",
        }
    }
}

property! {
    /// A delivery stream.
    FirehoseLogDestination {
        required {}
        optional {
            /// The delivery stream.
            delivery_stream_arn: Value<Arn<DeliveryStream>> = "DeliveryStreamArn",
        }
    }
}

property! {
    /// A bucket.
    S3LogDestination {
        required {}
        optional {
            /// Its name.
            bucket_name: Value<String> = "BucketName",
            /// The account that it belongs to.
            bucket_owner: Value<String> = "BucketOwner",
            /// The format (default `plain`).
            output_format: Value<S3OutputFormat> = "OutputFormat",
            /// How keys begin.
            prefix: Value<String> = "Prefix",
        }
    }
}

property! {
    /// What a pipe logs, and where: to one, two or all three.
    PipeLogConfiguration {
        required {}
        optional {
            /// A log group.
            cloudwatch_logs_log_destination: Value<CloudwatchLogsLogDestination> = "CloudwatchLogsLogDestination",
            /// A delivery stream.
            firehose_log_destination: Value<FirehoseLogDestination> = "FirehoseLogDestination",
            /// Which data logs carry (default: none).
            include_execution_data: List<IncludeExecutionDataOption> = "IncludeExecutionData",
            /// How much (default `ERROR`).
            level: Value<LogLevel> = "Level",
            /// A bucket.
            s3_log_destination: Value<S3LogDestination> = "S3LogDestination",
        }
    }
}
