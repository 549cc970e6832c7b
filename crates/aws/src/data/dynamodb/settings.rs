//! Groups of settings inside a table.

use cfn::{List, Value, property, string_enum};

use crate::{Tag, iam::PolicyDocument};

string_enum! {
    /// How a table is paid for.
    BillingMode {
        /// By request.
        PayPerRequest = "PAY_PER_REQUEST",
        /// By capacity kept ready; needs a throughput.
        Provisioned = "PROVISIONED",
    }
}

string_enum! {
    /// What the stream says about a changed item.
    StreamViewType {
        /// Its key.
        KeysOnly = "KEYS_ONLY",
        /// The item afterwards.
        NewImage = "NEW_IMAGE",
        /// The item before.
        OldImage = "OLD_IMAGE",
        /// The item before and afterwards.
        NewAndOldImages = "NEW_AND_OLD_IMAGES",
    }
}

string_enum! {
    /// The balance between the prices of storage and of requests.
    TableClass {
        /// For data that is read; the default.
        Standard = "STANDARD",
        /// Cheaper storage, dearer requests.
        StandardInfrequentAccess = "STANDARD_INFREQUENT_ACCESS",
    }
}

string_enum! {
    /// The kind of key that encrypts a table.
    SseType {
        /// A key of KMS.
        Kms = "KMS",
    }
}

string_enum! {
    /// Which keys are reported.
    ContributorInsightsMode {
        /// Those used most and those throttled most.
        AccessedAndThrottledKeys = "ACCESSED_AND_THROTTLED_KEYS",
        /// Those throttled most.
        ThrottledKeys = "THROTTLED_KEYS",
    }
}

property! {
    /// Reports the keys that are used or throttled most, at a price.
    ContributorInsightsSpecification {
        required {
            /// Reports at all.
            enabled: Value<bool> = "Enabled",
        }
        optional {
            /// Which keys.
            mode: Value<ContributorInsightsMode> = "Mode",
        }
    }
}

property! {
    /// A ceiling for on-demand requests: the bill's upper bound. More is throttled.
    OnDemandThroughput {
        required {}
        optional {
            /// Read units per second, 1 or more (default: the account's quota).
            max_read_request_units: Value<i64> = "MaxReadRequestUnits",
            /// Write units per second, 1 or more (default: the account's quota).
            max_write_request_units: Value<i64> = "MaxWriteRequestUnits",
        }
    }
}

property! {
    /// Continuous backups: the table as it was at any second of the last days.
    PointInTimeRecoverySpecification {
        required {}
        optional {
            /// Keeps them (default false).
            point_in_time_recovery_enabled: Value<bool> = "PointInTimeRecoveryEnabled",
            /// Days, 1 to 35 (default 35).
            recovery_period_in_days: Value<i64> = "RecoveryPeriodInDays",
        }
    }
}

property! {
    /// Capacity kept ready, paid whether used or not.
    ProvisionedThroughput {
        required {
            /// Strongly consistent reads of 4 KB per second, 1 or more.
            read_capacity_units: Value<i64> = "ReadCapacityUnits",
            /// Writes of 1 KB per second, 1 or more.
            write_capacity_units: Value<i64> = "WriteCapacityUnits",
        }
        optional {}
    }
}

property! {
    /// Who else may use the table or its stream.
    ResourcePolicy {
        required {
            /// The policy, at most 20 KB.
            policy_document: Value<PolicyDocument> = "PolicyDocument",
        }
        optional {}
    }
}

property! {
    /// Encryption at rest with a key of the account; without it a table is encrypted with a key of the service's own.
    SseSpecification {
        required {
            /// Uses a key of KMS.
            sse_enabled: Value<bool> = "SSEEnabled",
        }
        optional {
            /// The id, alias or ARN of a key of your own (default: the account's `alias/aws/dynamodb`); needs the type.
            kms_master_key_id: Value<String> = "KMSMasterKeyId",
            /// The kind of key.
            sse_type: Value<SseType> = "SSEType",
        }
    }
}

property! {
    /// The stream of changes, kept for 24 hours.
    ///
    /// Another view makes a new stream with a new ARN.
    StreamSpecification {
        required {
            /// What it says about a changed item.
            stream_view_type: Value<StreamViewType> = "StreamViewType",
        }
        optional {
            /// Who else may read the stream.
            resource_policy: Value<ResourcePolicy> = "ResourcePolicy",
            /// Tags of the stream, at most 50.
            tags: List<Tag> = "Tags",
        }
    }
}

property! {
    /// Deletes items whose time has come, without a price, within days: readers must filter what is over.
    TimeToLiveSpecification {
        required {
            /// Deletes at all.
            enabled: Value<bool> = "Enabled",
        }
        optional {
            /// The attribute with the time, a number of Unix seconds; it can change only by switching off in between.
            attribute_name: Value<String> = "AttributeName",
        }
    }
}

property! {
    /// What a table or index can take at once without a warm-up; it can be raised, never lowered, at a price.
    WarmThroughput {
        required {}
        optional {
            /// Read units per second (default 12,000 on demand).
            read_units_per_second: Value<i64> = "ReadUnitsPerSecond",
            /// Write units per second (default 4,000 on demand).
            write_units_per_second: Value<i64> = "WriteUnitsPerSecond",
        }
    }
}
