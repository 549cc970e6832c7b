//! Metrics out of log events.

use cfn::{Id, List, Value, property, resource};

use super::LogGroup;
use crate::cloudwatch::Unit;

property! {
    /// A dimension of the metric, and the field of the event that it is read from.
    Dimension {
        required {
            /// The dimension's name, at most 255 characters.
            key: Value<String> = "Key",
            /// The field, such as `$.routeKey`; each value that it ever has is a metric of its own, and paid for.
            value: Value<String> = "Value",
        }
        optional {}
    }
}

property! {
    /// The metric that matching events write.
    MetricTransformation {
        required {
            /// The metric's name, at most 255 characters without `:`, `*` and `$`.
            metric_name: Value<String> = "MetricName",
            /// The metric's namespace, at most 256 characters; not one that begins with `AWS/`.
            metric_namespace: Value<String> = "MetricNamespace",
            /// What each event writes: a number such as `1`, or a field such as `$.latency`.
            metric_value: Value<String> = "MetricValue",
        }
        optional {
            /// What a minute with events, none of which match, writes (default: nothing); excludes dimensions.
            default_value: Value<f64> = "DefaultValue",
            /// Dimensions, at most 3; excludes a default value.
            dimensions: List<Dimension> = "Dimensions",
            /// The metric's unit (default `None`).
            unit: Value<Unit> = "Unit",
        }
    }
}

resource! {
    /// Writes a metric for each log event that matches; `Ref` yields its name.
    ///
    /// A new name or group replaces it. It sees events from now on, never those of before. At most 100 per group.
    MetricFilter = "AWS::Logs::MetricFilter" {
        required {
            /// The group, of the class `STANDARD`.
            log_group_name: Value<Id<LogGroup>> = "LogGroupName",
            /// Which events, such as `{ $.status >= 500 }`; at most 1,024 characters, the empty text takes all.
            filter_pattern: Value<String> = "FilterPattern",
            /// What they write: exactly one.
            metric_transformations: List<MetricTransformation> = "MetricTransformations",
        }
        optional {
            /// Reads the events that a transformer of the group made (default false: the original ones).
            apply_on_transformed_logs: Value<bool> = "ApplyOnTransformedLogs",
            /// Fields of the service that become dimensions: `@aws.account`, `@aws.region`; for filters of a whole account.
            emit_system_field_dimensions: List<String> = "EmitSystemFieldDimensions",
            /// Which events by the service's fields, at most 2,000 characters; for filters of a whole account.
            field_selection_criteria: Value<String> = "FieldSelectionCriteria",
            /// A name of your own, at most 512 characters without `:` and `*`; a named filter cannot be replaced while it stands.
            filter_name: Value<String> = "FilterName",
        }
        attributes {}
        replaces_on { "FilterName", "LogGroupName" }
    }
}
