//! The bucket itself.

use cfn::{Arn, Id, List, Tree, Value, property, resource, string_enum};

use super::{
    BucketEncryption, CannedAcl, CorsConfiguration, LifecycleConfiguration, NotificationConfiguration,
    OwnershipControls, PublicAccessBlockConfiguration,
};
use crate::Tag;

string_enum! {
    /// A switch.
    Status {
        /// On.
        Enabled = "Enabled",
        /// Off.
        Disabled = "Disabled",
    }
}

string_enum! {
    /// A switch that never goes back to what it was before the first time on.
    SuspendableStatus {
        /// On.
        Enabled = "Enabled",
        /// Off; what was made while on stays.
        Suspended = "Suspended",
    }
}

string_enum! {
    /// Where a bucket's name must be unique.
    BucketNamespace {
        /// In all accounts of the partition; the default.
        Global = "global",
        /// In the account and region; the name ends in both.
        AccountRegional = "account-regional",
    }
}

property! {
    /// Uploads through the nearest edge, at a price. The bucket's name must have no dots.
    AccelerateConfiguration {
        required {
            /// Whether.
            acceleration_status: Value<SuspendableStatus> = "AccelerationStatus",
        }
        optional {}
    }
}

property! {
    /// Whether a new object hides the old one of its key instead of overwriting it.
    VersioningConfiguration {
        required {
            /// Whether.
            status: Value<SuspendableStatus> = "Status",
        }
        optional {}
    }
}

property! {
    /// A log line per request, written into another bucket within hours, most of them.
    LoggingConfiguration {
        required {}
        optional {
            /// That bucket, in the same region and account; its policy lets `logging.s3.amazonaws.com` write.
            destination_bucket_name: Value<Id<Bucket>> = "DestinationBucketName",
            /// What keys of logs begin with.
            log_file_prefix: Value<String> = "LogFilePrefix",
            /// `{"SimplePrefix": {}}` (default), or `{"PartitionedPrefix": {"PartitionDateSource": "EventTime"}}`.
            target_object_key_format: Value<Tree> = "TargetObjectKeyFormat",
        }
    }
}

resource! {
    /// A bucket; `Ref` yields its name.
    ///
    /// A new name replaces it. A bucket with objects cannot be deleted: a stack that owns one fails to go, unless the
    /// bucket is retained.
    Bucket = "AWS::S3::Bucket" {
        required {}
        optional {
            /// Whether policies may decide by the bucket's tags (default `Disabled`).
            abac_status: Value<Status> = "AbacStatus",
            /// Uploads through the nearest edge.
            accelerate_configuration: Value<AccelerateConfiguration> = "AccelerateConfiguration",
            /// A ready-made access control list (default `Private`); better a policy.
            access_control: Value<CannedAcl> = "AccessControl",
            /// Reports on how objects are used.
            analytics_configurations: List<Tree> = "AnalyticsConfigurations",
            /// Encryption of new objects (default: with keys of the service).
            bucket_encryption: Value<BucketEncryption> = "BucketEncryption",
            /// A name of your own, 3 to 63 characters from `a-z0-9.-`; a named bucket cannot be replaced while it stands.
            bucket_name: Value<String> = "BucketName",
            /// The beginning of a name whose end, account and region, the service adds; for `account-regional`.
            bucket_name_prefix: Value<String> = "BucketNamePrefix",
            /// Where the name must be unique (default `global`).
            bucket_namespace: Value<BucketNamespace> = "BucketNamespace",
            /// What pages of other origins may do (default: nothing).
            cors_configuration: Value<CorsConfiguration> = "CorsConfiguration",
            /// Moves objects between prices by how they are used.
            intelligent_tiering_configurations: List<Tree> = "IntelligentTieringConfigurations",
            /// Lists of all objects, daily or weekly.
            inventory_configurations: List<Tree> = "InventoryConfigurations",
            /// What happens to objects with time (default: they stay).
            lifecycle_configuration: Value<LifecycleConfiguration> = "LifecycleConfiguration",
            /// A log line per request (default: none).
            logging_configuration: Value<LoggingConfiguration> = "LoggingConfiguration",
            /// Tables about the objects.
            metadata_configuration: Value<Tree> = "MetadataConfiguration",
            /// A table about the objects, in the older form.
            metadata_table_configuration: Value<Tree> = "MetadataTableConfiguration",
            /// Metrics of requests for parts of the bucket.
            metrics_configurations: List<Tree> = "MetricsConfigurations",
            /// Whom it tells of its objects (default: nobody).
            notification_configuration: Value<NotificationConfiguration> = "NotificationConfiguration",
            /// How long new objects cannot be deleted.
            object_lock_configuration: Value<Tree> = "ObjectLockConfiguration",
            /// Makes locks possible (default false); needs versioning, and cannot be taken back.
            object_lock_enabled: Value<bool> = "ObjectLockEnabled",
            /// Who owns objects (default: the bucket's owner, and no access control lists).
            ownership_controls: Value<OwnershipControls> = "OwnershipControls",
            /// Locks against public access (default: all four closed).
            public_access_block_configuration: Value<PublicAccessBlockConfiguration> = "PublicAccessBlockConfiguration",
            /// Copies to other buckets.
            replication_configuration: Value<Tree> = "ReplicationConfiguration",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// Whether old versions stay (default: they do not).
            versioning_configuration: Value<VersioningConfiguration> = "VersioningConfiguration",
            /// Serves the bucket as a site over plain HTTP; a distribution in front of a closed bucket does better.
            website_configuration: Value<Tree> = "WebsiteConfiguration",
        }
        attributes {
            ARN: Arn<Bucket> = "Arn",
            /// `{name}.s3.amazonaws.com`: redirects for hours in a new bucket elsewhere than us-east-1.
            DOMAIN_NAME: String = "DomainName",
            DUAL_STACK_DOMAIN_NAME: String = "DualStackDomainName",
            ANNOTATION_TABLE_ARN: String = "MetadataConfiguration.AnnotationTableConfiguration.TableArn",
            ANNOTATION_TABLE_NAME: String = "MetadataConfiguration.AnnotationTableConfiguration.TableName",
            METADATA_DESTINATION: Tree = "MetadataConfiguration.Destination",
            INVENTORY_TABLE_ARN: String = "MetadataConfiguration.InventoryTableConfiguration.TableArn",
            INVENTORY_TABLE_NAME: String = "MetadataConfiguration.InventoryTableConfiguration.TableName",
            JOURNAL_TABLE_ARN: String = "MetadataConfiguration.JournalTableConfiguration.TableArn",
            JOURNAL_TABLE_NAME: String = "MetadataConfiguration.JournalTableConfiguration.TableName",
            METADATA_TABLE_ARN: String = "MetadataTableConfiguration.S3TablesDestination.TableArn",
            METADATA_TABLE_NAMESPACE: String = "MetadataTableConfiguration.S3TablesDestination.TableNamespace",
            /// `{name}.s3.{region}.amazonaws.com`: what a distribution wants as its origin.
            REGIONAL_DOMAIN_NAME: String = "RegionalDomainName",
            WEBSITE_URL: String = "WebsiteURL",
        }
        arn = "Arn"
        replaces_on { "BucketName", "BucketNamePrefix", "BucketNamespace" }
    }
}
