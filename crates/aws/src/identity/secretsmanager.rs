//! `AWS::SecretsManager`: secrets.
//!
//! ```
//! use aws::secretsmanager::{GenerateSecretString, Secret};
//! let secret = Secret::new().generate_secret_string(GenerateSecretString::new().password_length(48));
//! ```

use cfn::{List, Value, property, resource};

use crate::Tag;

property! {
    /// Makes a secret, so that no template holds it.
    GenerateSecretString {
        required {}
        optional {
            /// Characters that it must not have.
            exclude_characters: Value<String> = "ExcludeCharacters",
            /// Without small letters (default false).
            exclude_lowercase: Value<bool> = "ExcludeLowercase",
            /// Without digits (default false).
            exclude_numbers: Value<bool> = "ExcludeNumbers",
            /// Without punctuation (default false).
            exclude_punctuation: Value<bool> = "ExcludePunctuation",
            /// Without capital letters (default false).
            exclude_uppercase: Value<bool> = "ExcludeUppercase",
            /// The name in the template's object that gets it; needs a template.
            generate_string_key: Value<String> = "GenerateStringKey",
            /// With spaces (default false).
            include_space: Value<bool> = "IncludeSpace",
            /// Characters, up to 4,096 (default 32).
            password_length: Value<i64> = "PasswordLength",
            /// At least one of each kind that is not excluded (default true).
            require_each_included_type: Value<bool> = "RequireEachIncludedType",
            /// A JSON object as text, such as `{"user": "chat"}`, that it is put into; needs a key.
            secret_string_template: Value<String> = "SecretStringTemplate",
        }
    }
}

property! {
    /// A region that gets a copy.
    ReplicaRegion {
        required {
            /// The region.
            region: Value<String> = "Region",
        }
        optional {
            /// The id, alias or ARN of that region's key (default: the account's key for secrets).
            kms_key_id: Value<String> = "KmsKeyId",
        }
    }
}

resource! {
    /// A secret; `Ref` yields its ARN, which ends in six letters of chance.
    ///
    /// A new name replaces it. A change of how it is generated makes a new value. Deleted, its name is taken for 7 to 30
    /// days.
    Secret = "AWS::SecretsManager::Secret" {
        required {}
        optional {
            /// What it is for, at most 2,048 characters.
            description: Value<String> = "Description",
            /// Makes a value; excludes one of your own.
            generate_secret_string: Value<GenerateSecretString> = "GenerateSecretString",
            /// The id, alias or ARN of the key (default: the account's key for secrets, which other accounts cannot use).
            kms_key_id: Value<String> = "KmsKeyId",
            /// A name of your own, at most 512 characters from `A-Za-z0-9/_+=.@-`; one that ends like `-AbCdEf` misleads the service.
            name: Value<String> = "Name",
            /// Regions that get a copy.
            replica_regions: List<ReplicaRegion> = "ReplicaRegions",
            /// The value, at most 65,536 characters: in the template for everybody to read. Better generate it.
            secret_string: Value<String> = "SecretString",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// The partner whose secret it is, where the service manages that one.
            secret_type: Value<String> = "Type",
        }
        attributes { ID: cfn::Arn<Secret> = "Id" }
        arn = Ref
        replaces_on { "Name" }
    }
}
