//! Who may use a bucket.

use cfn::{Id, Value, resource};

use super::Bucket;
use crate::iam::PolicyDocument;

resource! {
    /// A bucket's policy; `Ref` yields the bucket's name.
    ///
    /// A bucket has one: a second resource for it overwrites the first. A new bucket replaces it.
    BucketPolicy = "AWS::S3::BucketPolicy" {
        required {
            /// The bucket.
            bucket: Value<Id<Bucket>> = "Bucket",
            /// Who may do what, at most 20 KB. Objects are named by the bucket's ARN with `/*` behind it.
            policy_document: Value<PolicyDocument> = "PolicyDocument",
        }
        optional {}
        attributes {}
        replaces_on { "Bucket" }
    }
}
