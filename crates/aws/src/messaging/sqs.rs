//! `AWS::SQS`: queues.

use cfn::{Arn, Id, List, Value, property, resource, string_enum};

use crate::{Tag, iam::PolicyDocument};

string_enum! {
    /// Where a FIFO queue looks for duplicates.
    DeduplicationScope {
        /// In each message group by itself.
        MessageGroup = "messageGroup",
        /// In the whole queue; the default.
        Queue = "queue",
    }
}

string_enum! {
    /// What the throughput limit of a FIFO queue counts.
    FifoThroughputLimit {
        /// The whole queue; the default.
        PerQueue = "perQueue",
        /// Each message group; needs deduplication by message group.
        PerMessageGroupId = "perMessageGroupId",
    }
}

string_enum! {
    /// Which queues may name this one as their dead-letter queue.
    RedrivePermission {
        /// All of the account and region; the default.
        AllowAll = "allowAll",
        /// None.
        DenyAll = "denyAll",
        /// Those of the list.
        ByQueue = "byQueue",
    }
}

property! {
    /// Where messages go that were received too often.
    RedrivePolicy {
        required {
            /// The dead-letter queue, of the same kind as this one.
            dead_letter_target_arn: Value<Arn<Queue>> = "deadLetterTargetArn",
            /// Receives before a message moves, 1 to 1,000.
            max_receive_count: Value<i64> = "maxReceiveCount",
        }
        optional {}
    }
}

property! {
    /// Which queues may name this one as their dead-letter queue.
    RedriveAllowPolicy {
        required {
            /// Which.
            redrive_permission: Value<RedrivePermission> = "redrivePermission",
        }
        optional {
            /// The queues, at most 10, where the permission is `byQueue`.
            source_queue_arns: List<Arn<Queue>> = "sourceQueueArns",
        }
    }
}

resource! {
    /// A queue; `Ref` yields its URL, not its name.
    ///
    /// A new name or kind replaces it, and its messages are lost.
    Queue = "AWS::SQS::Queue" {
        required {}
        optional {
            /// Takes a message's content as its deduplication id (default false); for FIFO queues.
            content_based_deduplication: Value<bool> = "ContentBasedDeduplication",
            /// Where duplicates are looked for (default `queue`); for FIFO queues.
            deduplication_scope: Value<DeduplicationScope> = "DeduplicationScope",
            /// Seconds before a new message can be received, 0 to 900 (default 0).
            delay_seconds: Value<i64> = "DelaySeconds",
            /// Keeps order and drops duplicates; `false` is not a value that the service takes, leave it out.
            fifo_queue: Value<bool> = "FifoQueue",
            /// What the throughput limit counts (default `perQueue`); for FIFO queues.
            fifo_throughput_limit: Value<FifoThroughputLimit> = "FifoThroughputLimit",
            /// Seconds that a data key is used again, 60 to 86,400 (default 300).
            kms_data_key_reuse_period_seconds: Value<i64> = "KmsDataKeyReusePeriodSeconds",
            /// The id, alias or ARN of the key that messages are encrypted with.
            kms_master_key_id: Value<String> = "KmsMasterKeyId",
            /// Bytes of the largest message, 1,024 to 1,048,576 (default 1,048,576).
            maximum_message_size: Value<i64> = "MaximumMessageSize",
            /// Seconds that a message is kept, 60 to 1,209,600 (default 345,600, four days); moving to a dead-letter queue does not start the time anew.
            message_retention_period: Value<i64> = "MessageRetentionPeriod",
            /// A name of your own, at most 80 characters, ending in `.fifo` for a FIFO queue; a named queue cannot be replaced while it stands.
            queue_name: Value<String> = "QueueName",
            /// Seconds that a receive waits for a message, 0 to 20 (default 0: it asks a part of the servers and often finds nothing).
            receive_message_wait_time_seconds: Value<i64> = "ReceiveMessageWaitTimeSeconds",
            /// Which queues may name this one as their dead-letter queue (default: all).
            redrive_allow_policy: Value<RedriveAllowPolicy> = "RedriveAllowPolicy",
            /// Where messages go that were received too often (default: nowhere, they come back until they expire).
            redrive_policy: Value<RedrivePolicy> = "RedrivePolicy",
            /// Encrypts with keys of the service (default true); excludes a key of your own.
            sqs_managed_sse_enabled: Value<bool> = "SqsManagedSseEnabled",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// Seconds that a received message stays hidden, 0 to 43,200 (default 30); behind a function six times its timeout.
            visibility_timeout: Value<i64> = "VisibilityTimeout",
        }
        attributes {
            ARN: Arn<Queue> = "Arn",
            QUEUE_NAME: String = "QueueName",
            QUEUE_URL: String = "QueueUrl",
        }
        arn = "Arn"
        replaces_on { "FifoQueue", "QueueName" }
    }
}

resource! {
    /// Who may send to queues and receive from them.
    ///
    /// It takes the place of the policy that a queue had: of two for one queue, the later stands.
    QueuePolicy = "AWS::SQS::QueuePolicy" {
        required {
            /// What is allowed or denied; at most 20 statements.
            policy_document: Value<PolicyDocument> = "PolicyDocument",
            /// The queues, by their URLs.
            queues: List<Id<Queue>> = "Queues",
        }
        optional {}
        attributes { ID: String = "Id" }
        replaces_on {}
    }
}
