//! Who reaches objects, and how they are encrypted.

use cfn::{List, Value, property, string_enum};

string_enum! {
    /// A ready-made access control list; each but `Private` needs an ownership that honours lists.
    CannedAcl {
        /// The owner alone; the default.
        Private = "Private",
        /// Everybody reads.
        PublicRead = "PublicRead",
        /// Everybody reads and writes.
        PublicReadWrite = "PublicReadWrite",
        /// Every account of AWS reads.
        AuthenticatedRead = "AuthenticatedRead",
        /// `EC2` reads images.
        AwsExecRead = "AwsExecRead",
        /// The bucket's owner may do everything with objects of others.
        BucketOwnerFullControl = "BucketOwnerFullControl",
        /// The bucket's owner reads objects of others.
        BucketOwnerRead = "BucketOwnerRead",
        /// The log delivery of S3 writes.
        LogDeliveryWrite = "LogDeliveryWrite",
    }
}

string_enum! {
    /// Who owns objects, and whether access control lists count.
    ObjectOwnership {
        /// The bucket's owner, and no lists; the default.
        BucketOwnerEnforced = "BucketOwnerEnforced",
        /// The bucket's owner, where the upload says so.
        BucketOwnerPreferred = "BucketOwnerPreferred",
        /// Whoever wrote them.
        ObjectWriter = "ObjectWriter",
    }
}

string_enum! {
    /// How objects are encrypted.
    SseAlgorithm {
        /// With a key of the service; the default.
        Aes256 = "AES256",
        /// With a key of KMS.
        AwsKms = "aws:kms",
        /// With a key of KMS, twice.
        AwsKmsDsse = "aws:kms:dsse",
    }
}

string_enum! {
    /// A way of encryption that uploads may not ask for.
    BlockedEncryptionType {
        /// None is blocked.
        None = "NONE",
        /// Keys that the client brings along.
        SseC = "SSE-C",
    }
}

string_enum! {
    /// A method that pages of other origins may use.
    CorsMethod {
        /// Read.
        Get = "GET",
        /// Write.
        Put = "PUT",
        /// Look.
        Head = "HEAD",
        /// Write by a form.
        Post = "POST",
        /// Delete.
        Delete = "DELETE",
    }
}

property! {
    /// Four locks against public access. A bucket that says nothing has all four closed; one left out here is open.
    PublicAccessBlockConfiguration {
        required {}
        optional {
            /// Refuses access control lists that open to everybody.
            block_public_acls: Value<bool> = "BlockPublicAcls",
            /// Refuses policies that open to everybody.
            block_public_policy: Value<bool> = "BlockPublicPolicy",
            /// Takes such lists as if they were not there.
            ignore_public_acls: Value<bool> = "IgnorePublicAcls",
            /// Closes a bucket with such a policy to other accounts.
            restrict_public_buckets: Value<bool> = "RestrictPublicBuckets",
        }
    }
}

property! {
    /// Who owns objects.
    OwnershipControlsRule {
        required {}
        optional {
            /// Who.
            object_ownership: Value<ObjectOwnership> = "ObjectOwnership",
        }
    }
}

property! {
    /// Who owns objects.
    OwnershipControls {
        required {
            /// One rule.
            rules: List<OwnershipControlsRule> = "Rules",
        }
        optional {}
    }
}

property! {
    /// How objects are encrypted unless an upload asks for something else.
    ServerSideEncryptionByDefault {
        required {
            /// How.
            sse_algorithm: Value<SseAlgorithm> = "SSEAlgorithm",
        }
        optional {
            /// The id, alias or ARN of the key (default: the account's key for S3, which other accounts cannot use).
            kms_master_key_id: Value<String> = "KMSMasterKeyID",
        }
    }
}

property! {
    /// Ways of encryption that uploads may not ask for.
    BlockedEncryptionTypes {
        required {}
        optional {
            /// The ways.
            encryption_type: List<BlockedEncryptionType> = "EncryptionType",
        }
    }
}

property! {
    /// Encryption of new objects.
    ServerSideEncryptionRule {
        required {}
        optional {
            /// Ways that uploads may not ask for.
            blocked_encryption_types: Value<BlockedEncryptionTypes> = "BlockedEncryptionTypes",
            /// Asks KMS once per bucket and time instead of once per object, which is far cheaper (default false).
            bucket_key_enabled: Value<bool> = "BucketKeyEnabled",
            /// How, unless an upload asks for something else.
            server_side_encryption_by_default: Value<ServerSideEncryptionByDefault> = "ServerSideEncryptionByDefault",
        }
    }
}

property! {
    /// Encryption of new objects.
    BucketEncryption {
        required {
            /// One rule.
            server_side_encryption_configuration: List<ServerSideEncryptionRule> = "ServerSideEncryptionConfiguration",
        }
        optional {}
    }
}

property! {
    /// What pages of other origins may do.
    CorsRule {
        required {
            /// The methods.
            allowed_methods: List<CorsMethod> = "AllowedMethods",
            /// The origins, such as `https://example.com`; one `*` each at most.
            allowed_origins: List<String> = "AllowedOrigins",
        }
        optional {
            /// Headers that a preflight may ask for.
            allowed_headers: List<String> = "AllowedHeaders",
            /// Headers of the answer that the page may read.
            exposed_headers: List<String> = "ExposedHeaders",
            /// A name of your own, at most 255 characters.
            id: Value<String> = "Id",
            /// Seconds that a browser keeps the answer to a preflight.
            max_age: Value<i64> = "MaxAge",
        }
    }
}

property! {
    /// What pages of other origins may do.
    CorsConfiguration {
        required {
            /// The rules, at most 100; the first that fits counts.
            cors_rules: List<CorsRule> = "CorsRules",
        }
        optional {}
    }
}
