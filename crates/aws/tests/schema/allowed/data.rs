//! Exceptions of the shelf `data`.

use super::{Allowed, Kind};

pub(super) const ALLOWED: &[Allowed] = &[
    Allowed {
        place: "AWS::DynamoDB::Table",
        kind: Kind::Required,
        names: &["AttributeDefinitions"],
        reason: "the schema forgets it; the service refuses a key whose attributes have no type",
    },
    Allowed {
        place: "AWS::S3::Bucket",
        kind: Kind::Untyped,
        names: &[
            "AnalyticsConfigurations",
            "IntelligentTieringConfigurations",
            "InventoryConfigurations",
            "MetadataConfiguration",
            "MetadataTableConfiguration",
            "MetricsConfigurations",
        ],
        reason: "reports and storage prices of large data lakes, thirty structures that no real-time API has asked for",
    },
    Allowed {
        place: "AWS::S3::Bucket",
        kind: Kind::Untyped,
        names: &["ObjectLockConfiguration", "ReplicationConfiguration"],
        reason: "archives and second regions, twenty structures beside what a real-time API keeps in a bucket",
    },
    Allowed {
        place: "AWS::S3::Bucket",
        kind: Kind::Untyped,
        names: &["WebsiteConfiguration"],
        reason: "sites over plain HTTP; the way that is typed is a distribution in front of a closed bucket",
    },
    Allowed {
        place: "AWS::S3::Bucket.LoggingConfiguration",
        kind: Kind::Untyped,
        names: &["TargetObjectKeyFormat"],
        reason: "a choice between two objects, one of them always empty: shorter as it stands in the template",
    },
];
