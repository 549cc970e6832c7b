//! The table itself.

use cfn::{Arn, List, Value, resource};

use super::{
    AttributeDefinition, BillingMode, ContributorInsightsSpecification, GlobalSecondaryIndex,
    ImportSourceSpecification, KeySchema, KinesisStreamSpecification, LocalSecondaryIndex,
    OnDemandThroughput, PointInTimeRecoverySpecification, ProvisionedThroughput, ResourcePolicy,
    SseSpecification, StreamSpecification, TableClass, TimeToLiveSpecification, VectorIndex, WarmThroughput,
};
use crate::Tag;

resource! {
    /// A table; `Ref` yields its name.
    ///
    /// A new name or key replaces it, and its items stay behind. Retain what matters, and protect it from deletion.
    Table = "AWS::DynamoDB::Table" {
        required {
            /// The key: one attribute, or two; the partition key comes first.
            key_schema: List<KeySchema> = "KeySchema",
            /// The types of the attributes in the keys of table and indexes: each of them, and no other.
            attribute_definitions: List<AttributeDefinition> = "AttributeDefinitions",
        }
        optional {
            /// How the table is paid for (default `PROVISIONED`, which needs a throughput).
            billing_mode: Value<BillingMode> = "BillingMode",
            /// Reports the keys that are used most.
            contributor_insights_specification: Value<ContributorInsightsSpecification> = "ContributorInsightsSpecification",
            /// Refuses to delete the table, also to a stack (default false).
            deletion_protection_enabled: Value<bool> = "DeletionProtectionEnabled",
            /// Indexes with a key of their own.
            global_secondary_indexes: List<GlobalSecondaryIndex> = "GlobalSecondaryIndexes",
            /// Files that the table is filled from when it is made; afterwards the property only stands in the way.
            import_source_specification: Value<ImportSourceSpecification> = "ImportSourceSpecification",
            /// A stream of Kinesis that gets every change (default: none).
            kinesis_stream_specification: Value<KinesisStreamSpecification> = "KinesisStreamSpecification",
            /// Indexes with another sort key; CloudFormation cannot change them once the table stands.
            local_secondary_indexes: List<LocalSecondaryIndex> = "LocalSecondaryIndexes",
            /// A ceiling for on-demand requests.
            on_demand_throughput: Value<OnDemandThroughput> = "OnDemandThroughput",
            /// Continuous backups (default: none).
            point_in_time_recovery_specification: Value<PointInTimeRecoverySpecification> = "PointInTimeRecoverySpecification",
            /// Capacity; needed where the billing is provisioned, refused where it is on demand.
            provisioned_throughput: Value<ProvisionedThroughput> = "ProvisionedThroughput",
            /// Who else may use the table.
            resource_policy: Value<ResourcePolicy> = "ResourcePolicy",
            /// Encryption with a key of the account.
            sse_specification: Value<SseSpecification> = "SSESpecification",
            /// The stream of changes (default: none).
            stream_specification: Value<StreamSpecification> = "StreamSpecification",
            /// The balance of prices (default `STANDARD`).
            table_class: Value<TableClass> = "TableClass",
            /// A name of your own, 3 to 255 characters from `A-Za-z0-9_.-`; a named table cannot be replaced while it stands.
            table_name: Value<String> = "TableName",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// Deletion of items whose time has come (default: none).
            time_to_live_specification: Value<TimeToLiveSpecification> = "TimeToLiveSpecification",
            /// Indexes that find the nearest vectors.
            vector_indexes: List<VectorIndex> = "VectorIndexes",
            /// What the table can take at once without a warm-up.
            warm_throughput: Value<WarmThroughput> = "WarmThroughput",
        }
        attributes {
            ARN: Arn<Table> = "Arn",
            /// The ARN of the stream; there is one only with a stream specification.
            STREAM_ARN: String = "StreamArn",
        }
        arn = "Arn"
        replaces_on { "ImportSourceSpecification", "KeySchema", "TableName" }
    }
}
