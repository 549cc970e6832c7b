//! What a bucket tells of its objects.

use cfn::{Arn, List, Value, property};

use crate::{lambda::Function, sns::Topic, sqs::Queue};

property! {
    /// The beginning or the end of the keys that matter.
    FilterRule {
        required {
            /// `prefix` or `suffix`.
            name: Value<String> = "Name",
            /// The text.
            value: Value<String> = "Value",
        }
        optional {}
    }
}

property! {
    /// Which keys matter.
    S3KeyFilter {
        required {
            /// One prefix and one suffix at most. Two filters of one event may not overlap.
            rules: List<FilterRule> = "Rules",
        }
        optional {}
    }
}

property! {
    /// Which objects matter.
    NotificationFilter {
        required {
            /// By their keys.
            s3_key: Value<S3KeyFilter> = "S3Key",
        }
        optional {}
    }
}

property! {
    /// Runs a function.
    LambdaConfiguration {
        required {
            /// The event, such as `s3:ObjectCreated:*`.
            event: Value<String> = "Event",
            /// The function. Its permission for `s3.amazonaws.com` must stand before the bucket, or the bucket fails.
            function: Value<Arn<Function>> = "Function",
        }
        optional {
            /// Which objects (default: all).
            filter: Value<NotificationFilter> = "Filter",
        }
    }
}

property! {
    /// Sends to a queue.
    QueueConfiguration {
        required {
            /// The event, such as `s3:ObjectCreated:*`.
            event: Value<String> = "Event",
            /// The queue, not a FIFO one. Its policy must stand before the bucket.
            queue: Value<Arn<Queue>> = "Queue",
        }
        optional {
            /// Which objects (default: all).
            filter: Value<NotificationFilter> = "Filter",
        }
    }
}

property! {
    /// Publishes to a topic.
    TopicConfiguration {
        required {
            /// The event, such as `s3:ObjectCreated:*`.
            event: Value<String> = "Event",
            /// The topic, not a FIFO one. Its policy must stand before the bucket.
            topic: Value<Arn<Topic>> = "Topic",
        }
        optional {
            /// Which objects (default: all).
            filter: Value<NotificationFilter> = "Filter",
        }
    }
}

property! {
    /// Tells the account's default event bus of everything.
    EventBridgeConfiguration {
        required {
            /// Tells.
            event_bridge_enabled: Value<bool> = "EventBridgeEnabled",
        }
        optional {}
    }
}

property! {
    /// Whom a bucket tells of its objects. Each event comes at least once, mostly within seconds, in no order.
    NotificationConfiguration {
        required {}
        optional {
            /// The event bus, which needs no policy and filters by rules.
            event_bridge_configuration: Value<EventBridgeConfiguration> = "EventBridgeConfiguration",
            /// Functions.
            lambda_configurations: List<LambdaConfiguration> = "LambdaConfigurations",
            /// Queues.
            queue_configurations: List<QueueConfiguration> = "QueueConfigurations",
            /// Topics.
            topic_configurations: List<TopicConfiguration> = "TopicConfigurations",
        }
    }
}
