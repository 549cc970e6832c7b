//! Encryption at rest, where it is not the service's default.

use cfn::{Aspect, Diagnostic, ResourceView, Tree};

/// Types that keep messages, and the properties that encrypt them, the simplest first.
const TYPES: [(&str, &[&str]); 4] = [
    ("AWS::Kinesis::Stream", &["StreamEncryption"]),
    (
        "AWS::KinesisFirehose::DeliveryStream",
        &[
            "DeliveryStreamEncryptionConfigurationInput",
            "KinesisStreamSourceConfiguration",
        ],
    ),
    ("AWS::SNS::Topic", &["KmsMasterKeyId"]),
    (QUEUE, &["SqsManagedSseEnabled", "KmsMasterKeyId"]),
];

/// A queue that says nothing is encrypted (CloudFormation, `AWS::SQS::Queue`, `SqsManagedSseEnabled`).
const QUEUE: &str = "AWS::SQS::Queue";

/// Reports every queue, topic and stream that keeps messages in plain text (GW174).
///
/// Tables, buckets, log groups and secrets are always encrypted, so that there is nothing to ask of them.
///
/// ```
/// use constructs::{aspects, cfn::{RawResource, Tree}, prelude::*};
/// let mut stack = Stack::new("demo");
/// stack.add("Jobs", Queue::new());
/// stack.add("News", RawResource::new("AWS::SNS::Topic", Tree::map()));
/// stack.aspect(aspects::encryption_required());
/// let findings = stack.synth().unwrap_err();
/// assert_eq!(findings.0[0].message, "`News` keeps messages in plain text");
/// ```
pub fn encryption_required() -> impl Aspect + 'static {
    |resource: &mut ResourceView<'_>| {
        let known = TYPES
            .iter()
            .find(|(cfn_type, _)| *cfn_type == resource.cfn_type());
        let Some((cfn_type, properties)) = known else {
            return;
        };
        let set = |property: &str| {
            resource
                .property(property)
                .is_some_and(|it| *it != Tree::Bool(false))
        };
        let by_default = *cfn_type == QUEUE && resource.property(properties[0]).is_none();
        if !by_default && !properties.iter().any(|property| set(property)) {
            let message = format!("`{}` keeps messages in plain text", resource.id());
            let hint = format!("set `{}`", properties[0]);
            resource.report(Diagnostic::error("GW174", message).hint(hint));
        }
    }
}

#[cfg(test)]
mod tests {
    use cfn::{RawResource, Stack, Tree};

    use crate::{Queue, aspects, testing::codes};

    #[test]
    fn what_is_in_plain_text_is_reported() {
        let mut stack = Stack::new("demo");
        stack.add("Open", Queue::new().raw_property("SqsManagedSseEnabled", false));
        let with_key = Queue::new().raw_property("SqsManagedSseEnabled", false);
        stack.add("Keyed", with_key.raw_property("KmsMasterKeyId", "alias/jobs"));
        stack.add("Silent", RawResource::new("AWS::SQS::Queue", Tree::map()));
        stack.add("Stream", RawResource::new("AWS::Kinesis::Stream", Tree::map()));
        stack.aspect(aspects::encryption_required());
        assert_eq!(codes(stack), ["GW174", "GW174"]);
    }
}
