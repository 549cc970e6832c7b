use cfn::{Arn, Emit, Stack};
use serde_json::json;

use super::*;
use crate::{
    Grant,
    grant::policy_document,
    testing::{codes, properties, resource, synth},
};

#[test]
fn a_bucket_is_encrypted_closed_and_keeps_what_is_replaced() {
    let mut stack = Stack::new("demo");
    stack.add("Archive", Bucket::new());
    let template = synth(stack);
    assert_eq!(
        resource(&template, "Archive"),
        json!({
            "Type": "AWS::S3::Bucket",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "BucketEncryption": {
                    "ServerSideEncryptionConfiguration": [
                        { "ServerSideEncryptionByDefault": { "SSEAlgorithm": "AES256" } },
                    ],
                },
                "LifecycleConfiguration": {
                    "Rules": [{
                        "Status": "Enabled",
                        "AbortIncompleteMultipartUpload": { "DaysAfterInitiation": 7 },
                        "NoncurrentVersionExpiration": { "NoncurrentDays": 30 },
                    }],
                },
                "PublicAccessBlockConfiguration": {
                    "BlockPublicAcls": true,
                    "BlockPublicPolicy": true,
                    "IgnorePublicAcls": true,
                    "RestrictPublicBuckets": true,
                },
                "VersioningConfiguration": { "Status": "Enabled" },
            },
        })
    );
    assert_eq!(
        properties(&template, "ArchivePolicy"),
        json!({
            "Bucket": { "Ref": "Archive" },
            "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Sid": "TlsOnly",
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": ["s3:*"],
                    "Resource": [{ "Fn::GetAtt": ["Archive", "Arn"] }, { "Fn::Sub": "${Archive.Arn}/*" }],
                    "Condition": { "Bool": { "aws:SecureTransport": "false" } },
                }],
            },
        })
    );
}

#[test]
fn what_is_disposable_keeps_no_versions() {
    let mut stack = Stack::new("demo");
    let rules = Lifecycle::move_after_days::<30>(s3::TransitionStorageClass::GlacierIr)
        .then_delete_after_days::<365>()
        .under("logs/");
    let bucket = Bucket::new()
        .durability(Durability::Disposable)
        .lifecycle(rules)
        .tell_event_bus();
    stack.add("Archive", bucket);
    let archive = properties(&synth(stack), "Archive");
    assert!(archive.get("VersioningConfiguration").is_none());
    assert_eq!(
        archive["LifecycleConfiguration"]["Rules"],
        json!([
            { "Status": "Enabled", "AbortIncompleteMultipartUpload": { "DaysAfterInitiation": 7 } },
            {
                "Status": "Enabled",
                "ExpirationInDays": 365,
                "Prefix": "logs/",
                "Transitions": [{ "StorageClass": "GLACIER_IR", "TransitionInDays": 30 }],
            },
        ])
    );
    assert_eq!(
        archive["NotificationConfiguration"],
        json!({ "EventBridgeConfiguration": { "EventBridgeEnabled": true } })
    );
}

#[test]
fn grants_name_objects_or_the_bucket() {
    let avatars = BucketRef::imported("Avatars", Arn::of("arn:aws:s3:::example-avatars"));
    assert_eq!(avatars.name(), Value::from("example-avatars"));
    let statements = |grants: &[Grant]| {
        let document = policy_document(grants).emit();
        serde_json::to_value(document.get("Statement").unwrap()).unwrap()
    };
    assert_eq!(
        statements(&[avatars.read(), avatars.delete(), avatars.write_under("new/")]),
        json!([
            {
                "Effect": "Allow",
                "Action": ["s3:AbortMultipartUpload", "s3:PutObject"],
                "Resource": ["arn:aws:s3:::example-avatars/new/*"],
            },
            {
                "Effect": "Allow",
                "Action": ["s3:DeleteObject", "s3:GetObject"],
                "Resource": ["arn:aws:s3:::example-avatars/*"],
            },
            { "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": ["arn:aws:s3:::example-avatars"] },
        ])
    );
}

#[test]
fn a_rule_that_s3_refuses_is_a_finding() {
    let mut stack = Stack::new("demo");
    let backwards = Lifecycle::move_after_days::<30>(s3::TransitionStorageClass::GlacierIr);
    let young = Lifecycle::move_after_days::<29>(s3::TransitionStorageClass::StandardIa);
    let bucket = Bucket::new().lifecycle(backwards.then_delete_after_days::<30>());
    stack.add("Archive", bucket.lifecycle(young));
    assert_eq!(codes(stack), ["GW153", "GW153"]);
}
