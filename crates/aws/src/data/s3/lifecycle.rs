//! What happens to objects with time.

use cfn::{List, Value, property, string_enum};

use super::Status;

string_enum! {
    /// A cheaper class that objects move to; each has a minimum age and a price to read.
    TransitionStorageClass {
        /// Rare reads; at least 30 days old, kept 30 days at least.
        StandardIa = "STANDARD_IA",
        /// As above in a single zone, which may be lost.
        OneZoneIa = "ONEZONE_IA",
        /// The service chooses by use.
        IntelligentTiering = "INTELLIGENT_TIERING",
        /// An archive that answers at once; kept 90 days at least.
        GlacierIr = "GLACIER_IR",
        /// An archive that answers in minutes to hours; kept 90 days at least.
        Glacier = "GLACIER",
        /// An archive that answers in hours; kept 180 days at least.
        DeepArchive = "DEEP_ARCHIVE",
    }
    // The older spelling of `GLACIER`.
    left_out { "Glacier" }
}

string_enum! {
    /// Which small objects move at all.
    TransitionDefaultMinimumObjectSize {
        /// None below 128 KB; the default.
        AllStorageClasses128K = "all_storage_classes_128K",
        /// As each class has it: the archives take small objects too.
        VariesByStorageClass = "varies_by_storage_class",
    }
}

property! {
    /// Throws away the parts of uploads that nobody finished.
    AbortIncompleteMultipartUpload {
        required {
            /// Days after the upload began.
            days_after_initiation: Value<i64> = "DaysAfterInitiation",
        }
        optional {}
    }
}

property! {
    /// Deletes versions that newer ones replaced.
    NoncurrentVersionExpiration {
        required {
            /// Days since the version was replaced.
            noncurrent_days: Value<i64> = "NoncurrentDays",
        }
        optional {
            /// How many replaced versions are kept all the same, 1 to 100.
            newer_noncurrent_versions: Value<i64> = "NewerNoncurrentVersions",
        }
    }
}

property! {
    /// Moves versions that newer ones replaced.
    NoncurrentVersionTransition {
        required {
            /// Where to.
            storage_class: Value<TransitionStorageClass> = "StorageClass",
            /// Days since the version was replaced.
            transition_in_days: Value<i64> = "TransitionInDays",
        }
        optional {
            /// How many replaced versions stay, 1 to 100.
            newer_noncurrent_versions: Value<i64> = "NewerNoncurrentVersions",
        }
    }
}

property! {
    /// Moves objects to a cheaper class; after days or at a date.
    Transition {
        required {
            /// Where to.
            storage_class: Value<TransitionStorageClass> = "StorageClass",
        }
        optional {
            /// At this midnight in UTC, such as `2027-01-01T00:00:00Z`.
            transition_date: Value<String> = "TransitionDate",
            /// Days since the object was made.
            transition_in_days: Value<i64> = "TransitionInDays",
        }
    }
}

property! {
    /// A tag that objects must have.
    TagFilter {
        required {
            /// The key.
            key: Value<String> = "Key",
            /// The value.
            value: Value<String> = "Value",
        }
        optional {}
    }
}

property! {
    /// A rule over the objects that its filters choose; without a filter over all. It must say at least one thing to do.
    Rule {
        required {
            /// Whether it applies.
            status: Value<Status> = "Status",
        }
        optional {
            /// Throws away uploads that nobody finished.
            abort_incomplete_multipart_upload: Value<AbortIncompleteMultipartUpload> = "AbortIncompleteMultipartUpload",
            /// Deletes at this midnight in UTC.
            expiration_date: Value<String> = "ExpirationDate",
            /// Deletes after this many days; in a versioned bucket a marker hides the object, and its bytes stay.
            expiration_in_days: Value<i64> = "ExpirationInDays",
            /// Removes markers behind which no version is left.
            expired_object_delete_marker: Value<bool> = "ExpiredObjectDeleteMarker",
            /// A name of your own, at most 255 characters, unique in the bucket.
            id: Value<String> = "Id",
            /// Deletes versions that newer ones replaced.
            noncurrent_version_expiration: Value<NoncurrentVersionExpiration> = "NoncurrentVersionExpiration",
            /// Moves versions that newer ones replaced.
            noncurrent_version_transitions: List<NoncurrentVersionTransition> = "NoncurrentVersionTransitions",
            /// Only objects of more bytes: digits as text.
            object_size_greater_than: Value<String> = "ObjectSizeGreaterThan",
            /// Only objects of fewer bytes: digits as text.
            object_size_less_than: Value<String> = "ObjectSizeLessThan",
            /// Only keys that begin so.
            prefix: Value<String> = "Prefix",
            /// Only objects with all of these tags.
            tag_filters: List<TagFilter> = "TagFilters",
            /// Moves to a cheaper class.
            transitions: List<Transition> = "Transitions",
        }
        // Older forms of the properties with the same meaning.
        left_out { "NoncurrentVersionExpirationInDays", "NoncurrentVersionTransition", "Transition" }
    }
}

property! {
    /// The rules, at most 1,000.
    LifecycleConfiguration {
        required {
            /// The rules.
            rules: List<Rule> = "Rules",
        }
        optional {
            /// Which small objects move at all (default `all_storage_classes_128K`).
            transition_default_minimum_object_size: Value<TransitionDefaultMinimumObjectSize> = "TransitionDefaultMinimumObjectSize",
        }
    }
}
