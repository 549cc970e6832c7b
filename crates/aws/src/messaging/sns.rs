//! `AWS::SNS`: topics, and who listens.

use cfn::{Arn, Dict, List, Tree, Value, property, resource, string_enum};

use crate::{
    Tag,
    iam::{PolicyDocument, Role},
};

string_enum! {
    /// How a topic reaches a subscriber.
    Protocol {
        /// A function.
        Lambda = "lambda",
        /// A queue.
        Sqs = "sqs",
        /// A delivery stream.
        Firehose = "firehose",
        /// An HTTPS address, which has to confirm.
        Https = "https",
        /// An HTTP address, which has to confirm.
        Http = "http",
        /// An e-mail address, which has to confirm.
        Email = "email",
        /// An e-mail address that gets JSON; it has to confirm.
        EmailJson = "email-json",
        /// A phone number.
        Sms = "sms",
        /// An app on a phone.
        Application = "application",
    }
}

string_enum! {
    /// Whose deliveries are logged.
    LoggingProtocol {
        /// Those to HTTP and HTTPS addresses.
        Http = "http/s",
        /// Those to queues.
        Sqs = "sqs",
        /// Those to functions.
        Lambda = "lambda",
        /// Those to delivery streams.
        Firehose = "firehose",
        /// Those to apps on phones.
        Application = "application",
    }
}

string_enum! {
    /// Where a filter looks.
    FilterPolicyScope {
        /// In the message's attributes; the default.
        MessageAttributes = "MessageAttributes",
        /// In the message's body, which must be JSON.
        MessageBody = "MessageBody",
    }
}

string_enum! {
    /// What the throughput limit of a FIFO topic counts.
    FifoThroughputScope {
        /// The whole topic: duplicates are found everywhere.
        Topic = "Topic",
        /// Each message group by itself.
        MessageGroup = "MessageGroup",
    }
}

string_enum! {
    /// Whether a topic takes part in traces.
    TracingConfig {
        /// It hands on what its caller traces; the default.
        PassThrough = "PassThrough",
        /// It traces a sample of its own.
        Active = "Active",
    }
}

property! {
    /// A subscriber that stands inside the topic.
    ///
    /// A change of it takes no effect when the topic is updated; a [`Subscription`] of its own is the better place.
    TopicSubscription {
        required {
            /// Who gets the messages: an ARN, an address or a number.
            endpoint: Value<String> = "Endpoint",
            /// How.
            protocol: Value<Protocol> = "Protocol",
        }
        optional {}
    }
}

property! {
    /// A log of deliveries to one kind of subscriber.
    LoggingConfig {
        required {
            /// Which kind.
            protocol: Value<LoggingProtocol> = "Protocol",
        }
        optional {
            /// The role that writes about failures.
            failure_feedback_role_arn: Value<Arn<Role>> = "FailureFeedbackRoleArn",
            /// The role that writes about successes.
            success_feedback_role_arn: Value<Arn<Role>> = "SuccessFeedbackRoleArn",
            /// The percentage of successes that is logged, `0` to `100`, as text.
            success_feedback_sample_rate: Value<String> = "SuccessFeedbackSampleRate",
        }
    }
}

property! {
    /// Where messages go that a subscriber did not take.
    RedrivePolicy {
        required {
            /// The ARN of a queue in the same account and region, FIFO if the topic is.
            dead_letter_target_arn: Value<String> = "deadLetterTargetArn",
        }
        optional {}
    }
}

resource! {
    /// A topic; `Ref` yields its ARN.
    ///
    /// A new name or kind replaces it, and its subscriptions are lost.
    Topic = "AWS::SNS::Topic" {
        required {}
        optional {
            /// How long a FIFO topic keeps messages to be sent again, such as `{"MessageRetentionPeriod": "30"}`, 1 to 365 days.
            archive_policy: Value<Tree> = "ArchivePolicy",
            /// Takes a message's content as its deduplication id (default false); for FIFO topics.
            content_based_deduplication: Value<bool> = "ContentBasedDeduplication",
            /// A document that says what sensitive data is found, masked or refused.
            data_protection_policy: Value<Tree> = "DataProtectionPolicy",
            /// Logs of deliveries, one for each kind of subscriber.
            delivery_status_logging: List<LoggingConfig> = "DeliveryStatusLogging",
            /// The name that SMS and e-mail show; at most 100 characters.
            display_name: Value<String> = "DisplayName",
            /// What the throughput limit counts; for FIFO topics.
            fifo_throughput_scope: Value<FifoThroughputScope> = "FifoThroughputScope",
            /// Keeps order and drops duplicates (default false).
            fifo_topic: Value<bool> = "FifoTopic",
            /// The id, alias or ARN of the key that messages are encrypted with (default: no encryption).
            kms_master_key_id: Value<String> = "KmsMasterKeyId",
            /// Bytes of the largest message, 1,024 to 1,048,576.
            maximum_message_size: Value<i64> = "MaximumMessageSize",
            /// The hash under signatures: `1` for SHA-1 (default), `2` for SHA-256.
            signature_version: Value<String> = "SignatureVersion",
            /// Subscribers inside the topic; a [`Subscription`] of its own can be changed later.
            subscription: List<TopicSubscription> = "Subscription",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// A name of your own, at most 256 characters, ending in `.fifo` for a FIFO topic; a named topic cannot be replaced while it stands.
            topic_name: Value<String> = "TopicName",
            /// Whether it takes part in traces (default `PassThrough`).
            tracing_config: Value<TracingConfig> = "TracingConfig",
        }
        attributes {
            ARN: Arn<Topic> = "TopicArn",
            TOPIC_NAME: String = "TopicName",
        }
        arn = Ref
        replaces_on { "FifoTopic", "TopicName" }
    }
}

resource! {
    /// Who may publish to topics and subscribe to them.
    ///
    /// It takes the place of the policy that a topic had: of two for one topic, the later stands.
    TopicPolicy = "AWS::SNS::TopicPolicy" {
        required {
            /// What is allowed or denied; at most 30,720 characters.
            policy_document: Value<PolicyDocument> = "PolicyDocument",
            /// The topics.
            topics: List<Arn<Topic>> = "Topics",
        }
        optional {}
        attributes { ID: String = "Id" }
        replaces_on {}
    }
}

resource! {
    /// A subscriber of a topic; `Ref` yields the subscription's ARN.
    ///
    /// A new endpoint, protocol or topic replaces it. The subscriber's own policy must let the topic in: a permission of
    /// the function, a policy of the queue.
    Subscription = "AWS::SNS::Subscription" {
        required {
            /// How the topic reaches the subscriber.
            protocol: Value<Protocol> = "Protocol",
            /// The topic.
            topic_arn: Value<Arn<Topic>> = "TopicArn",
        }
        optional {
            /// How often an HTTP address is tried again.
            delivery_policy: Value<Tree> = "DeliveryPolicy",
            /// Who gets the messages: an ARN, an address or a number.
            endpoint: Value<String> = "Endpoint",
            /// Which messages the subscriber gets, by attribute or key (default: all); at most 5 names, and changes take up to 15 minutes.
            filter_policy: Dict<Tree> = "FilterPolicy",
            /// Where the filter looks (default `MessageAttributes`).
            filter_policy_scope: Value<FilterPolicyScope> = "FilterPolicyScope",
            /// Sends the message alone, without the JSON around it (default false); for queues, delivery streams and HTTP.
            raw_message_delivery: Value<bool> = "RawMessageDelivery",
            /// Where messages go that the subscriber did not take (default: nowhere).
            redrive_policy: Value<RedrivePolicy> = "RedrivePolicy",
            /// The topic's region, if it is another one.
            region: Value<String> = "Region",
            /// Which kept messages are sent again; for FIFO topics with an archive.
            replay_policy: Value<Tree> = "ReplayPolicy",
            /// The role that writes to a delivery stream; only these subscribers need it.
            subscription_role_arn: Value<Arn<Role>> = "SubscriptionRoleArn",
        }
        attributes { ARN: Arn<Subscription> = "Arn" }
        arn = Ref
        replaces_on { "Endpoint", "Protocol", "Region", "TopicArn" }
    }
}
