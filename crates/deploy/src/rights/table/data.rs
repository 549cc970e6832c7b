//! Tables and buckets.

use super::{EVERYTHING, On, Row, row};

pub(super) const ROWS: &[Row] = &[
    row(
        "AWS::DynamoDB::Table",
        On::Own,
        "dynamodb:CreateTable DeleteTable DescribeContinuousBackups DescribeContributorInsights \
         DescribeKinesisStreamingDestination DescribeTable DescribeTimeToLive GetResourcePolicy ListTagsOfResource \
         TagResource UntagResource UpdateContinuousBackups UpdateContributorInsights UpdateTable UpdateTimeToLive",
    ),
    row(
        "AWS::DynamoDB::Table",
        On::Own,
        "dynamodb:DeleteResourcePolicy PutResourcePolicy",
    )
    .when("ResourcePolicy"),
    row(
        "AWS::DynamoDB::Table",
        On::Own,
        "dynamodb:DisableKinesisStreamingDestination EnableKinesisStreamingDestination \
         UpdateKinesisStreamingDestination",
    )
    .when("KinesisStreamSpecification"),
    row(
        "AWS::DynamoDB::Table",
        EVERYTHING,
        "kms:CreateGrant DescribeKey ListAliases",
    )
    .when("SSESpecification"),
    row(
        "AWS::S3::Bucket",
        On::Bucket("BucketName", ""),
        "s3:CreateBucket DeleteBucket DeleteBucketCors DeleteBucketEncryption DeleteBucketLifecycle \
         GetAccelerateConfiguration GetAnalyticsConfiguration GetBucketAbac GetBucketAcl GetBucketCORS GetBucketLogging \
         GetBucketNotification GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPublicAccessBlock \
         GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration \
         GetIntelligentTieringConfiguration GetInventoryConfiguration GetLifecycleConfiguration GetMetricsConfiguration \
         GetReplicationConfiguration ListBucket ListTagsForResource PutBucketCORS PutBucketNotification \
         PutBucketOwnershipControls PutBucketPublicAccessBlock PutBucketTagging PutBucketVersioning \
         PutEncryptionConfiguration PutLifecycleConfiguration TagResource UntagResource",
    ),
    row(
        "AWS::S3::BucketPolicy",
        On::Bucket("Bucket", ""),
        "s3:DeleteBucketPolicy GetBucketPolicy PutBucketPolicy",
    ),
];
