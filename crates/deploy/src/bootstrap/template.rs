//! The template of the stack that holds the bucket.

use aws::{
    iam::{PolicyDocument, Principal, Statement},
    s3::{
        AbortIncompleteMultipartUpload, Bucket, BucketEncryption, BucketPolicy, LifecycleConfiguration,
        NoncurrentVersionExpiration, ObjectOwnership, OwnershipControls, OwnershipControlsRule,
        PublicAccessBlockConfiguration, Rule, ServerSideEncryptionByDefault, ServerSideEncryptionRule,
        SseAlgorithm, Status, SuspendableStatus, VersioningConfiguration,
    },
};
use cfn::{
    Condition, ConditionExpr, Findings, Handle, IntoEntry as _, Output, Parameter, ParameterRef, Pseudo,
    RemovalPolicy, Stack, Template, Value, sub,
};

use super::{STACK, VERSION};
use crate::upload::TEMPLATES;

/// The parameter with the bucket's name.
pub const BUCKET_NAME: &str = "BucketName";
/// The parameter with the ARN of the key that objects are encrypted with.
pub const KEY_ARN: &str = "KeyArn";
/// The output with the bucket's name.
pub const BUCKET: &str = "Bucket";
/// The output with the stack's version.
pub const VERSION_OUTPUT: &str = "Version";

/// How long replaced and deleted objects stay: long enough to see that they were needed, and to bring them back.
const REPLACED_DAYS: u32 = 90;
/// How long an upload may take.
const UNFINISHED_DAYS: u32 = 7;
/// How long templates stay. CloudFormation reads one when a change set is made, and keeps a copy of its own.
const TEMPLATE_DAYS: u32 = 30;

/// The template of the bucket's stack, the same for every program.
///
/// No rule deletes code: CloudFormation reads it again when it rolls a function back, years after the upload perhaps.
/// What the rules delete are old *versions* of objects, which somebody has overwritten or deleted, parts of uploads that
/// nobody finished, and templates, which nobody reads twice.
pub fn template() -> Result<Template, Findings> {
    let mut stack = Stack::new(STACK);
    stack.describe(
        "Where Gatewright puts code and large templates before it deploys them. All programs share it.",
    );
    let name = stack.parameter(
        BUCKET_NAME,
        optional("A name of your own for the bucket; empty: gatewright-ACCOUNT-REGION"),
    );
    let key = stack.parameter(
        KEY_ARN,
        optional("The ARN of the KMS key to encrypt with; empty: keys of S3"),
    );
    let named = given(&mut stack, "HasBucketName", &name);
    let keyed = given(&mut stack, "HasKey", &key);
    let usual = sub!("gatewright-{}-{}", Pseudo::AccountId, Pseudo::Region);
    let bucket = Bucket::new()
        .bucket_name(named.choose::<String>(&name, usual))
        .bucket_encryption(keyed.choose::<BucketEncryption>(with_key(&key), with_keys_of_the_service()))
        .lifecycle_configuration(LifecycleConfiguration::new(rules()))
        .ownership_controls(OwnershipControls::new([
            OwnershipControlsRule::new().object_ownership(ObjectOwnership::BucketOwnerEnforced)
        ]))
        .public_access_block_configuration(closed())
        .versioning_configuration(VersioningConfiguration::new(SuspendableStatus::Enabled))
        .deletion_policy(RemovalPolicy::Retain)
        .update_replace_policy(RemovalPolicy::Retain);
    let bucket = stack.add("Assets", bucket);
    let policy = BucketPolicy::new(&bucket, PolicyDocument::new(demands(&bucket)))
        .deletion_policy(RemovalPolicy::Retain)
        .update_replace_policy(RemovalPolicy::Retain);
    stack.add("AssetsPolicy", policy);
    stack.output(
        VERSION_OUTPUT,
        Output::new(VERSION.to_string()).description("The version of this stack"),
    );
    stack.output(BUCKET, Output::new(bucket.id_text()).description("The bucket"));
    stack.synth()
}

fn optional(description: &str) -> Parameter<String> {
    Parameter::text().default_value("").description(description)
}

/// The condition that a parameter is not empty.
fn given(stack: &mut Stack, name: &str, parameter: &ParameterRef<String>) -> Condition {
    let empty = ConditionExpr::equals::<String>(parameter, "");
    stack.condition(name, &ConditionExpr::Not(Box::new(empty)))
}

fn with_keys_of_the_service() -> BucketEncryption {
    let by_default = ServerSideEncryptionByDefault::new(SseAlgorithm::Aes256);
    BucketEncryption::new([ServerSideEncryptionRule::new().server_side_encryption_by_default(by_default)])
}

fn with_key(key: &ParameterRef<String>) -> BucketEncryption {
    let by_default = ServerSideEncryptionByDefault::new(SseAlgorithm::AwsKms).kms_master_key_id(key);
    let rule = ServerSideEncryptionRule::new().server_side_encryption_by_default(by_default);
    // KMS is asked once per bucket and time instead of once per object.
    BucketEncryption::new([rule.bucket_key_enabled(true)])
}

fn closed() -> PublicAccessBlockConfiguration {
    PublicAccessBlockConfiguration::new()
        .block_public_acls(true)
        .block_public_policy(true)
        .ignore_public_acls(true)
        .restrict_public_buckets(true)
}

fn rules() -> [Rule; 2] {
    let every_object = Rule::new(Status::Enabled)
        .id("Leftovers")
        .abort_incomplete_multipart_upload(AbortIncompleteMultipartUpload::new(UNFINISHED_DAYS))
        .expired_object_delete_marker(true)
        .noncurrent_version_expiration(NoncurrentVersionExpiration::new(REPLACED_DAYS));
    let templates = Rule::new(Status::Enabled)
        .id("Templates")
        .prefix(TEMPLATES)
        .expiration_in_days(TEMPLATE_DAYS);
    [every_object, templates]
}

/// What every request must be, whoever sends it.
fn demands(bucket: &Handle<Bucket>) -> [Statement; 2] {
    let deny = |sid: &str| {
        let objects = sub!("{}/*", bucket.arn());
        Statement::deny(["s3:*"])
            .sid(sid)
            .principal(Principal::Everyone)
            .resources([Value::from(bucket.arn()), objects])
    };
    [
        deny("TlsOnly").condition("Bool", "aws:SecureTransport", ["false"]),
        deny("NoOldTls").condition("NumericLessThan", "s3:TlsVersion", ["1.2"]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_the_reviewed_one() {
        insta::assert_snapshot!(template().unwrap().to_yaml());
    }

    #[test]
    fn a_current_object_with_code_never_expires() {
        let template = template().unwrap();
        let path = ["Properties", "LifecycleConfiguration", "Rules"];
        let rules = template.resource("Assets").unwrap().at(&path).unwrap();
        for rule in rules.as_list().unwrap() {
            let prefix = rule.get("Prefix").map(|prefix| prefix.as_str().unwrap());
            assert!(
                rule.get("ExpirationInDays").is_none() || prefix == Some(TEMPLATES),
                "{rule:?}"
            );
        }
    }
}
