//! Alarms over other alarms.

use cfn::{Arn, List, Value, property, resource};

use crate::Tag;

property! {
    /// Which tags of an alarm travel with what it sends.
    AlarmTagsPropagation {
        required {
            /// Sends tags at all.
            enabled: Value<bool> = "Enabled",
        }
        optional {
            /// Keys that stay at home, 1 to 50; excludes a list of those that travel.
            excluded_tag_keys: List<String> = "ExcludedTagKeys",
            /// Keys that travel, 1 to 50 (default: all).
            included_tag_keys: List<String> = "IncludedTagKeys",
        }
    }
}

property! {
    /// What an alarm's actions are told.
    ActionConfiguration {
        required {}
        optional {
            /// Which tags travel.
            alarm_tags_propagation: Value<AlarmTagsPropagation> = "AlarmTagsPropagation",
        }
    }
}

resource! {
    /// An alarm over the states of other alarms; `Ref` yields its name.
    ///
    /// A new name replaces it. The alarms of its rule must stand first: depend on them where the rule is plain text.
    CompositeAlarm = "AWS::CloudWatch::CompositeAlarm" {
        required {
            /// `ALARM("a") AND NOT ALARM("b")`, over names or ARNs; at most 10,240 characters and 100 alarms.
            alarm_rule: Value<String> = "AlarmRule",
        }
        optional {
            /// What its actions are told.
            action_configuration: Value<ActionConfiguration> = "ActionConfiguration",
            /// Acts at all (default true).
            actions_enabled: Value<bool> = "ActionsEnabled",
            /// The name or ARN of an alarm that silences this one while it is in alarm.
            actions_suppressor: Value<String> = "ActionsSuppressor",
            /// Seconds of silence after the suppressor ended; needed with a suppressor.
            actions_suppressor_extension_period: Value<i64> = "ActionsSuppressorExtensionPeriod",
            /// Seconds to wait for the suppressor before acting; needed with a suppressor.
            actions_suppressor_wait_period: Value<i64> = "ActionsSuppressorWaitPeriod",
            /// ARNs of what runs on alarm, at most 5; topics and functions, no scaling.
            alarm_actions: List<String> = "AlarmActions",
            /// What it means and what to do, at most 1,024 characters.
            alarm_description: Value<String> = "AlarmDescription",
            /// A name of your own, 1 to 255 characters; a named alarm cannot be replaced while it stands.
            alarm_name: Value<String> = "AlarmName",
            /// ARNs of what runs when data is missing, at most 5.
            insufficient_data_actions: List<String> = "InsufficientDataActions",
            /// ARNs of what runs when all is well again, at most 5.
            ok_actions: List<String> = "OKActions",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
        }
        attributes { ARN: Arn<CompositeAlarm> = "Arn" }
        arn = "Arn"
        replaces_on { "AlarmName" }
    }
}
