//! `AWS::S3`: buckets, their policies and what they report.
//!
//! ```
//! use aws::s3::{Bucket, LifecycleConfiguration, PublicAccessBlockConfiguration, Rule, Status};
//!
//! let bucket = Bucket::new()
//!     .public_access_block_configuration(
//!         PublicAccessBlockConfiguration::new()
//!             .block_public_acls(true)
//!             .block_public_policy(true)
//!             .ignore_public_acls(true)
//!             .restrict_public_buckets(true),
//!     )
//!     .lifecycle_configuration(LifecycleConfiguration::new([Rule::new(Status::Enabled).expiration_in_days(30)]));
//! ```

mod access;
mod bucket;
mod bucket_policy;
mod lifecycle;
mod notification;

pub use access::{
    BlockedEncryptionType, BlockedEncryptionTypes, BucketEncryption, CannedAcl, CorsConfiguration,
    CorsMethod, CorsRule, ObjectOwnership, OwnershipControls, OwnershipControlsRule,
    PublicAccessBlockConfiguration, ServerSideEncryptionByDefault, ServerSideEncryptionRule, SseAlgorithm,
};
pub use bucket::{
    AccelerateConfiguration, Bucket, BucketNamespace, LoggingConfiguration, Status, SuspendableStatus,
    VersioningConfiguration,
};
pub use bucket_policy::BucketPolicy;
pub use lifecycle::{
    AbortIncompleteMultipartUpload, LifecycleConfiguration, NoncurrentVersionExpiration,
    NoncurrentVersionTransition, Rule, TagFilter, Transition, TransitionDefaultMinimumObjectSize,
    TransitionStorageClass,
};
pub use notification::{
    EventBridgeConfiguration, FilterRule, LambdaConfiguration, NotificationConfiguration, NotificationFilter,
    QueueConfiguration, S3KeyFilter, TopicConfiguration,
};
