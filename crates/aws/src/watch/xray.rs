//! `AWS::XRay`: groups of traces.

use cfn::{Arn, List, Value, property, resource};

use crate::Tag;

property! {
    /// The search for anomalies in a group's traces.
    InsightsConfiguration {
        required {}
        optional {
            /// Searches (default false), at a price per trace.
            insights_enabled: Value<bool> = "InsightsEnabled",
            /// Tells `EventBridge` what it finds (default false); needs insights.
            notifications_enabled: Value<bool> = "NotificationsEnabled",
        }
    }
}

resource! {
    /// A named filter over traces, with metrics of its own; `Ref` yields its ARN.
    ///
    /// WebSocket APIs write no traces themselves: those of the functions behind them are what a group finds.
    Group = "AWS::XRay::Group" {
        required {
            /// The name, at most 32 characters, unique in account and region.
            group_name: Value<String> = "GroupName",
        }
        optional {
            /// Which traces, such as `service("chat") AND fault`.
            filter_expression: Value<String> = "FilterExpression",
            /// The search for anomalies (default: none).
            insights_configuration: Value<InsightsConfiguration> = "InsightsConfiguration",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
        }
        attributes { GROUP_ARN: Arn<Group> = "GroupARN" }
        arn = Ref
        replaces_on {}
    }
}
