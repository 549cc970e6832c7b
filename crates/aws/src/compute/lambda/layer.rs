//! Layers: files that several functions share.

use cfn::{Arn, List, Value, property, resource};

use super::{Architecture, Runtime, S3ObjectStorageMode};

property! {
    /// Where a layer's zip file is.
    LayerContent {
        required {
            /// The bucket, in the layer's own region.
            s3_bucket: Value<String> = "S3Bucket",
            /// The key of the zip file.
            s3_key: Value<String> = "S3Key",
        }
        optional {
            /// Whether the service keeps a copy of its own (default: it does).
            s3_object_storage_mode: Value<S3ObjectStorageMode> = "S3ObjectStorageMode",
            /// The version of the zip file, in a bucket with versions.
            s3_object_version: Value<String> = "S3ObjectVersion",
        }
    }
}

resource! {
    /// Files under `/opt` of every function that names it; `Ref` yields its ARN, with the number of the version.
    ///
    /// Every change makes a new version and deletes the old one; functions that stand go on with what they have.
    LayerVersion = "AWS::Lambda::LayerVersion" {
        required {
            /// Where the files are; with the function's own they unpack to 250 MB at most.
            content: Value<LayerContent> = "Content",
        }
        optional {
            /// The processors that it is built for; a hint.
            compatible_architectures: List<Architecture> = "CompatibleArchitectures",
            /// The runtimes that it is for, at most 15; a hint.
            compatible_runtimes: List<Runtime> = "CompatibleRuntimes",
            /// What the version is, at most 256 characters.
            description: Value<String> = "Description",
            /// A name of your own, at most 140 characters.
            layer_name: Value<String> = "LayerName",
            /// The licence: an SPDX name, an address or the text, at most 512 characters.
            license_info: Value<String> = "LicenseInfo",
        }
        attributes { ARN: Arn<LayerVersion> = "LayerVersionArn" }
        arn = Ref
        replaces_on {
            "CompatibleArchitectures", "CompatibleRuntimes", "Content", "Description", "LayerName", "LicenseInfo",
        }
    }
}
