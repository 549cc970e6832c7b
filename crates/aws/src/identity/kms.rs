//! `AWS::KMS`: keys and their other names.

use cfn::{Arn, Id, List, Value, resource, string_enum};

use crate::{Tag, iam::PolicyDocument};

string_enum! {
    /// The kind of a key.
    KeySpec {
        /// A secret of 256 bits for AES; the default, and the only one that services encrypt with.
        SymmetricDefault = "SYMMETRIC_DEFAULT",
        /// An RSA pair of 2,048 bits.
        Rsa2048 = "RSA_2048",
        /// An RSA pair of 3,072 bits.
        Rsa3072 = "RSA_3072",
        /// An RSA pair of 4,096 bits.
        Rsa4096 = "RSA_4096",
        /// A pair on the curve P-256.
        EccNistP256 = "ECC_NIST_P256",
        /// A pair on the curve P-384.
        EccNistP384 = "ECC_NIST_P384",
        /// A pair on the curve P-521.
        EccNistP521 = "ECC_NIST_P521",
        /// A pair on the Edwards curve 25519.
        EccNistEdwards25519 = "ECC_NIST_EDWARDS25519",
        /// A pair on the curve of cryptocurrencies.
        EccSecgP256K1 = "ECC_SECG_P256K1",
        /// A secret for HMAC with SHA-224.
        Hmac224 = "HMAC_224",
        /// A secret for HMAC with SHA-256.
        Hmac256 = "HMAC_256",
        /// A secret for HMAC with SHA-384.
        Hmac384 = "HMAC_384",
        /// A secret for HMAC with SHA-512.
        Hmac512 = "HMAC_512",
        /// A pair for ML-DSA, level 2.
        MlDsa44 = "ML_DSA_44",
        /// A pair for ML-DSA, level 3.
        MlDsa65 = "ML_DSA_65",
        /// A pair for ML-DSA, level 5.
        MlDsa87 = "ML_DSA_87",
        /// A pair for SM2; in the regions of China.
        Sm2 = "SM2",
    }
}

string_enum! {
    /// What a key is for.
    KeyUsage {
        /// To encrypt; the default.
        EncryptDecrypt = "ENCRYPT_DECRYPT",
        /// To sign.
        SignVerify = "SIGN_VERIFY",
        /// To authenticate messages.
        GenerateVerifyMac = "GENERATE_VERIFY_MAC",
        /// To agree on a secret.
        KeyAgreement = "KEY_AGREEMENT",
    }
}

string_enum! {
    /// Where a key's bytes come from.
    KeyOrigin {
        /// From KMS; the default.
        AwsKms = "AWS_KMS",
        /// From you, by an import after the key is made.
        External = "EXTERNAL",
    }
}

resource! {
    /// A key; `Ref` yields its id.
    ///
    /// About 1 USD a month. Deleted means gone after the pending window, and all that it encrypted with it: retain it.
    /// Kind, usage, origin and reach cannot change: such an update fails.
    Key = "AWS::KMS::Key" {
        required {}
        optional {
            /// Skips the check that whoever makes the key can still change its policy (default false).
            bypass_policy_lockout_safety_check: Value<bool> = "BypassPolicyLockoutSafetyCheck",
            /// What it is for, at most 8,192 characters.
            description: Value<String> = "Description",
            /// Makes new bytes each year, and keeps the old ones to decrypt with (default false); for `SYMMETRIC_DEFAULT`.
            enable_key_rotation: Value<bool> = "EnableKeyRotation",
            /// Works at all (default true).
            enabled: Value<bool> = "Enabled",
            /// Who may use it, at most 32 KB (default: whomever IAM lets in the account). A service that uses it must stand here.
            key_policy: Value<PolicyDocument> = "KeyPolicy",
            /// The kind (default `SYMMETRIC_DEFAULT`).
            key_spec: Value<KeySpec> = "KeySpec",
            /// What it is for (default `ENCRYPT_DECRYPT`).
            key_usage: Value<KeyUsage> = "KeyUsage",
            /// Can have copies in other regions (default false).
            multi_region: Value<bool> = "MultiRegion",
            /// Where its bytes come from (default `AWS_KMS`).
            origin: Value<KeyOrigin> = "Origin",
            /// Days between the wish to delete and the end, 7 to 30 (default 30).
            pending_window_in_days: Value<i64> = "PendingWindowInDays",
            /// Days between two sets of bytes, 90 to 2,560 (default 365).
            rotation_period_in_days: Value<i64> = "RotationPeriodInDays",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
        }
        attributes {
            ARN: Arn<Key> = "Arn",
            KEY_ID: String = "KeyId",
        }
        arn = "Arn"
        replaces_on {}
    }
}

resource! {
    /// Another name of a key; `Ref` yields it.
    ///
    /// A new name replaces it.
    Alias = "AWS::KMS::Alias" {
        required {
            /// The name: `alias/`, then letters, digits and `:/_-`; not `alias/aws/`. Unique in account and region.
            alias_name: Value<String> = "AliasName",
            /// The key.
            target_key_id: Value<Id<Key>> = "TargetKeyId",
        }
        optional {}
        attributes {}
        replaces_on { "AliasName" }
    }
}
