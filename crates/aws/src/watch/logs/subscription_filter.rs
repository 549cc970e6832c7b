//! Log events on their way to another place.

use cfn::{Arn, Id, List, Value, resource, string_enum};

use super::LogGroup;
use crate::iam::Role;

string_enum! {
    /// How events are spread over the shards of a Kinesis stream.
    Distribution {
        /// Evenly.
        Random = "Random",
        /// Those of one log stream to one shard; the default.
        ByLogStream = "ByLogStream",
    }
}

resource! {
    /// Sends matching log events on as they come; `Ref` yields its name.
    ///
    /// A new name or group replaces it. At most 2 per group. Events arrive compressed (gzip), in base64 for a function.
    SubscriptionFilter = "AWS::Logs::SubscriptionFilter" {
        required {
            /// The group.
            log_group_name: Value<Id<LogGroup>> = "LogGroupName",
            /// The ARN of a stream, a delivery stream, a function or a destination. A function that logs into the same group feeds itself.
            destination_arn: Value<String> = "DestinationArn",
            /// Which events; at most 1,024 characters, the empty text takes all.
            filter_pattern: Value<String> = "FilterPattern",
        }
        optional {
            /// Sends the events that a transformer of the group made (default false: the original ones).
            apply_on_transformed_logs: Value<bool> = "ApplyOnTransformedLogs",
            /// How events are spread over shards (default `ByLogStream`).
            distribution: Value<Distribution> = "Distribution",
            /// Fields of the service to send along: `@aws.account`, `@aws.region`.
            emit_system_fields: List<String> = "EmitSystemFields",
            /// Which events by the service's fields, at most 2,000 characters.
            field_selection_criteria: Value<String> = "FieldSelectionCriteria",
            /// A name of your own, at most 512 characters without `:` and `*`; a named filter cannot be replaced while it stands.
            filter_name: Value<String> = "FilterName",
            /// The role that `logs.amazonaws.com` takes to write to a stream; a function needs a permission instead, and it must stand first.
            role_arn: Value<Arn<Role>> = "RoleArn",
        }
        attributes {}
        replaces_on { "FilterName", "LogGroupName" }
    }
}
