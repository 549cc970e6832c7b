//! `AWS::DynamoDB`: tables.

mod index;
mod key;
mod settings;
mod table;
mod table_extras;

pub use index::{GlobalSecondaryIndex, LocalSecondaryIndex, Projection, ProjectionType};
pub use key::{AttributeDefinition, AttributeType, KeySchema, KeyType};
pub use settings::{
    BillingMode, ContributorInsightsMode, ContributorInsightsSpecification, OnDemandThroughput,
    PointInTimeRecoverySpecification, ProvisionedThroughput, ResourcePolicy, SseSpecification, SseType,
    StreamSpecification, StreamViewType, TableClass, TimeToLiveSpecification, WarmThroughput,
};
pub use table::Table;
pub use table_extras::{
    ApproximateCreationDateTimePrecision, Csv, DistanceFunction, ImportSourceSpecification,
    InputCompressionType, InputFormat, InputFormatOptions, KinesisStreamSpecification, S3BucketSource,
    SearchSchemaElement, SearchSchemaElementType, VectorAttribute, VectorIndex,
};
