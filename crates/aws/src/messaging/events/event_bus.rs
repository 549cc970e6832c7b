//! Event buses.

use cfn::{Arn, List, Value, property, resource, string_enum};

use super::DeadLetterConfig;
use crate::{Tag, iam::PolicyDocument};

string_enum! {
    /// How much a bus logs.
    LogLevel {
        /// Nothing; the default.
        Off = "OFF",
        /// Failures.
        Error = "ERROR",
        /// Failures and each step on the way.
        Info = "INFO",
        /// All there is.
        Trace = "TRACE",
    }
}

string_enum! {
    /// Whether logs carry the events themselves.
    IncludeDetail {
        /// They do, secrets included.
        Full = "FULL",
        /// They do not; the default.
        None = "NONE",
    }
}

property! {
    /// What a bus logs. Where the logs go is a delivery of CloudWatch Logs.
    LogConfig {
        required {}
        optional {
            /// Whether logs carry the events themselves (default `NONE`).
            include_detail: Value<IncludeDetail> = "IncludeDetail",
            /// How much (default `OFF`).
            level: Value<LogLevel> = "Level",
        }
    }
}

resource! {
    /// An event bus; `Ref` yields its name.
    ///
    /// A new name replaces it. At most 100 per account and region; the bus `default` is there without being declared.
    EventBus = "AWS::Events::EventBus" {
        required {
            /// Its name, 1 to 256 characters; a partner's bus has the name of the event source.
            name: Value<String> = "Name",
        }
        optional {
            /// Where events go that failed for good; for buses with a key of the account.
            dead_letter_config: Value<DeadLetterConfig> = "DeadLetterConfig",
            /// What the bus is for, at most 512 characters.
            description: Value<String> = "Description",
            /// The partner's event source that the bus receives.
            event_source_name: Value<String> = "EventSourceName",
            /// The id, alias or ARN of the key that events are encrypted with (default: the service's own).
            kms_key_identifier: Value<String> = "KmsKeyIdentifier",
            /// What the bus logs (default: nothing).
            log_config: Value<LogConfig> = "LogConfig",
            /// Who else may put events.
            policy: Value<PolicyDocument> = "Policy",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
        }
        attributes {
            ARN: Arn<EventBus> = "Arn",
            NAME: String = "Name",
        }
        arn = "Arn"
        replaces_on { "Name" }
    }
}
