//! Buckets.

use aws::{
    iam::{PolicyDocument, Principal, Statement},
    s3::{
        self, BucketEncryption, BucketPolicy, EventBridgeConfiguration, LifecycleConfiguration,
        NotificationConfiguration, PublicAccessBlockConfiguration, ServerSideEncryptionByDefault,
        ServerSideEncryptionRule, SseAlgorithm, SuspendableStatus, VersioningConfiguration,
    },
};
use cfn::{Construct, Handle, Scope, Tree, Value, sub};

use crate::{Durability, EncryptionKeyRef, place::Place, raw::Raw};

mod lifecycle;
mod reference;

pub use lifecycle::Lifecycle;
pub use reference::BucketRef;

/// A bucket: encrypted, closed to the public, reached over TLS alone.
///
/// What is [protected](Durability::Protected) keeps replaced and deleted objects for 30 days. Parts of uploads that nobody
/// finished are thrown away after a week, because nobody sees them and everybody pays for them.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let archive = stack.add(
///     "Archive",
///     Bucket::new().lifecycle(Lifecycle::move_after_days::<90>(StorageClass::GlacierIr).under("messages/")),
/// );
/// stack.add("Archiver", Function::rust("lambdas", "archiver").env("ARCHIVE", &archive).allow(archive.write()));
/// let template = stack.synth()?;
/// let ids: Vec<&str> = template.resources().map(|(id, _)| id).collect();
/// assert_eq!(ids[..2], ["Archive", "ArchivePolicy"]);
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Bucket {
    lifecycle: Vec<Lifecycle>,
    key: Option<EncryptionKeyRef>,
    durability: Durability,
    tells_event_bus: bool,
    raw: Raw,
}

impl Bucket {
    /// An empty bucket, named by CloudFormation.
    pub fn new() -> Self {
        Self {
            lifecycle: Vec::new(),
            key: None,
            durability: Durability::default(),
            tells_event_bus: false,
            raw: Raw::default(),
        }
    }

    /// Adds a rule for what happens to objects with time.
    pub fn lifecycle(mut self, rule: Lifecycle) -> Self {
        self.lifecycle.push(rule);
        self
    }

    /// Tells the account's default event bus of new, changed and deleted objects.
    pub fn tell_event_bus(mut self) -> Self {
        self.tells_event_bus = true;
        self
    }

    /// Encrypts with a key of your own (default: keys of the service), asked once per bucket and time. Whoever reads and
    /// writes gets to use it with their grants.
    pub fn encryption_key(mut self, key: &EncryptionKeyRef) -> Self {
        self.key = Some(key.clone());
        self
    }

    /// Whether the bucket outlives the stack, and keeps what is replaced in it. A disposable one has to be empty when the
    /// stack goes: CloudFormation deletes no objects.
    pub fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<Tree>) -> Self {
        self.raw.set(name, value);
        self
    }

    fn resource(&self) -> s3::Bucket {
        let versioned = self.durability.protects();
        let rules = lifecycle::rules(&self.lifecycle, versioned);
        let mut bucket = s3::Bucket::new()
            .bucket_encryption(encryption(self.key.as_ref()))
            .lifecycle_configuration(LifecycleConfiguration::new(rules))
            .public_access_block_configuration(closed());
        if versioned {
            bucket =
                bucket.versioning_configuration(VersioningConfiguration::new(SuspendableStatus::Enabled));
        }
        if self.tells_event_bus {
            let to_event_bus = EventBridgeConfiguration::new(true);
            let notification = NotificationConfiguration::new().event_bridge_configuration(to_event_bus);
            bucket = bucket.notification_configuration(notification);
        }
        bucket
    }
}

impl Default for Bucket {
    fn default() -> Self {
        Self::new()
    }
}

impl Construct for Bucket {
    type Output = BucketRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> BucketRef {
        for finding in self.lifecycle.iter().flat_map(|rule| rule.findings(id)) {
            scope.report(finding);
        }
        let bucket = self.durability.entry(self.resource());
        let handle = scope.add(id, self.raw.onto(bucket));
        let policy = BucketPolicy::new(&handle, PolicyDocument::new([tls_only(&handle)]));
        scope.add(&format!("{id}Policy"), self.durability.entry(policy));
        BucketRef::new(Place::made(handle).encrypted_by(self.key))
    }
}

fn encryption(key: Option<&EncryptionKeyRef>) -> BucketEncryption {
    let rule = ServerSideEncryptionRule::new();
    let rule = match key {
        None => {
            rule.server_side_encryption_by_default(ServerSideEncryptionByDefault::new(SseAlgorithm::Aes256))
        }
        Some(key) => {
            let by_default = ServerSideEncryptionByDefault::new(SseAlgorithm::AwsKms);
            rule.bucket_key_enabled(true)
                .server_side_encryption_by_default(by_default.kms_master_key_id(key.arn()))
        }
    };
    BucketEncryption::new([rule])
}

fn closed() -> PublicAccessBlockConfiguration {
    PublicAccessBlockConfiguration::new()
        .block_public_acls(true)
        .block_public_policy(true)
        .ignore_public_acls(true)
        .restrict_public_buckets(true)
}

fn tls_only(bucket: &Handle<s3::Bucket>) -> Statement {
    let objects = sub!("{}/*", bucket.arn());
    Statement::deny(["s3:*"])
        .sid("TlsOnly")
        .principal(Principal::Everyone)
        .resources([Value::from(bucket.arn()), objects])
        .condition("Bool", "aws:SecureTransport", ["false"])
}

#[cfg(test)]
mod tests;
