//! The user pool itself.

use cfn::{Arn, Dict, List, Value, property, resource, string_enum};

use super::{
    AccountRecoverySetting, AdminCreateUserConfig, DeviceConfiguration, EmailConfiguration, LambdaConfig,
    MfaConfiguration, MfaMethod, Policies, SmsConfiguration, UserAttributeUpdateSettings, UserPoolAddOns,
    UsernameConfiguration, VerificationMessageTemplate, WebAuthnFactor, WebAuthnUserVerification,
};
use crate::kms::Key;

string_enum! {
    /// What users may sign in with beside their name.
    AliasAttribute {
        /// The address.
        Email = "email",
        /// The number.
        PhoneNumber = "phone_number",
        /// A name that they can change.
        PreferredUsername = "preferred_username",
    }
}

string_enum! {
    /// What a pool can verify.
    VerifiedAttribute {
        /// The address.
        Email = "email",
        /// The number.
        PhoneNumber = "phone_number",
    }
}

string_enum! {
    /// Whether the pool can be deleted.
    DeletionProtection {
        /// It cannot.
        Active = "ACTIVE",
        /// It can; the default.
        Inactive = "INACTIVE",
    }
}

string_enum! {
    /// What a pool can do, and at which price per user.
    UserPoolTier {
        /// Passwords and the older pages.
        Lite = "LITE",
        /// Passkeys, codes as first factor, the newer pages, changed access tokens; the default.
        Essentials = "ESSENTIALS",
        /// Threat protection too.
        Plus = "PLUS",
    }
}

string_enum! {
    /// The type of an attribute of users.
    AttributeDataType {
        /// Text.
        String = "String",
        /// A number.
        Number = "Number",
        /// A time.
        DateTime = "DateTime",
        /// True or false.
        Boolean = "Boolean",
    }
}

string_enum! {
    /// The form of the issuer that tokens name.
    IssuerType {
        /// `https://cognito-idp.{region}.amazonaws.com/{pool}`; the default.
        Original = "ORIGINAL",
        /// The newer form, which all regions of a replicated pool share.
        Updated = "UPDATED",
    }
}

string_enum! {
    /// Whose key encrypts what the pool knows.
    EncryptionKeyType {
        /// The service's; the default.
        AwsOwnedKey = "AWS_OWNED_KEY",
        /// One of yours.
        CustomerManagedKey = "CUSTOMER_MANAGED_KEY",
    }
}

property! {
    /// The issuer that tokens name. Whoever checks tokens compares it.
    IssuerConfiguration {
        required {}
        optional {
            /// Its form.
            issuer_type: Value<IssuerType> = "Type",
        }
    }
}

property! {
    /// The key that encrypts what the pool knows.
    KeyConfiguration {
        required {}
        optional {
            /// Whose.
            key_type: Value<EncryptionKeyType> = "KeyType",
            /// The key, if it is one of yours.
            kms_key_arn: Value<Arn<Key>> = "KmsKeyArn",
        }
    }
}

property! {
    /// Bounds of a number: digits as text.
    NumberAttributeConstraints {
        required {}
        optional {
            /// The largest.
            max_value: Value<String> = "MaxValue",
            /// The smallest.
            min_value: Value<String> = "MinValue",
        }
    }
}

property! {
    /// Bounds of a text's length: digits as text.
    StringAttributeConstraints {
        required {}
        optional {
            /// At most, up to 2,048.
            max_length: Value<String> = "MaxLength",
            /// At least.
            min_length: Value<String> = "MinLength",
        }
    }
}

property! {
    /// An attribute of users. It can be added, but neither changed nor removed; an own one is read as `custom:name`.
    SchemaAttribute {
        required {}
        optional {
            /// Its type.
            attribute_data_type: Value<AttributeDataType> = "AttributeDataType",
            /// Hidden from users; an older form, use the client's lists of what may be read and written.
            developer_only_attribute: Value<bool> = "DeveloperOnlyAttribute",
            /// Whether it may change; one that another provider fills must.
            mutable: Value<bool> = "Mutable",
            /// Its name, at most 20 characters.
            name: Value<String> = "Name",
            /// Bounds of a number.
            number_attribute_constraints: Value<NumberAttributeConstraints> = "NumberAttributeConstraints",
            /// Users cannot do without; for the standard attributes only.
            required: Value<bool> = "Required",
            /// Bounds of a text.
            string_attribute_constraints: Value<StringAttributeConstraints> = "StringAttributeConstraints",
        }
    }
}

resource! {
    /// A directory of users; `Ref` yields its id.
    ///
    /// What users sign in with, the case of their names and the schema are settled when it is made: another pool is the
    /// only way out, and passwords do not move. Retain it.
    UserPool = "AWS::Cognito::UserPool" {
        required {}
        optional {
            /// How users come back who forgot their password.
            account_recovery_setting: Value<AccountRecoverySetting> = "AccountRecoverySetting",
            /// Who makes users (default: they sign up by themselves).
            admin_create_user_config: Value<AdminCreateUserConfig> = "AdminCreateUserConfig",
            /// What users may sign in with beside their name; excludes `username_attributes`.
            alias_attributes: List<AliasAttribute> = "AliasAttributes",
            /// What a new user must verify; without it nothing is, and a forgotten password is lost.
            auto_verified_attributes: List<VerifiedAttribute> = "AutoVerifiedAttributes",
            /// Whether the pool can be deleted (default `INACTIVE`: it can).
            deletion_protection: Value<DeletionProtection> = "DeletionProtection",
            /// Whether devices are remembered (default: they are not).
            device_configuration: Value<DeviceConfiguration> = "DeviceConfiguration",
            /// The mail with a code to sign in, 6 to 20,000 characters with `{####}`.
            email_authentication_message: Value<String> = "EmailAuthenticationMessage",
            /// Its subject, at most 140 characters.
            email_authentication_subject: Value<String> = "EmailAuthenticationSubject",
            /// Through whom mail goes (default: Cognito, 50 a day).
            email_configuration: Value<EmailConfiguration> = "EmailConfiguration",
            /// The second factors, where there are any.
            enabled_mfas: List<MfaMethod> = "EnabledMfas",
            /// The issuer that tokens name.
            issuer_configuration: Value<IssuerConfiguration> = "IssuerConfiguration",
            /// The key that encrypts what the pool knows.
            key_configuration: Value<KeyConfiguration> = "KeyConfiguration",
            /// Functions that the pool asks or tells.
            lambda_config: Value<LambdaConfig> = "LambdaConfig",
            /// Whether users show a second factor (default `OFF`).
            mfa_configuration: Value<MfaConfiguration> = "MfaConfiguration",
            /// What passwords and sign-ins must look like.
            policies: Value<Policies> = "Policies",
            /// Attributes of users beyond the usual ones, at most 50; they stay for ever.
            schema: List<SchemaAttribute> = "Schema",
            /// The short message with a code to sign in, 6 to 140 characters with `{####}`.
            sms_authentication_message: Value<String> = "SmsAuthenticationMessage",
            /// Through whom short messages go.
            sms_configuration: Value<SmsConfiguration> = "SmsConfiguration",
            /// Which changed addresses count only once verified.
            user_attribute_update_settings: Value<UserAttributeUpdateSettings> = "UserAttributeUpdateSettings",
            /// Threat protection.
            user_pool_add_ons: Value<UserPoolAddOns> = "UserPoolAddOns",
            /// The name, at most 128 characters; not unique.
            user_pool_name: Value<String> = "UserPoolName",
            /// Tags, at most 50.
            user_pool_tags: Dict<String> = "UserPoolTags",
            /// What the pool can do (default `ESSENTIALS`).
            user_pool_tier: Value<UserPoolTier> = "UserPoolTier",
            /// What users sign in with instead of a name; settled when the pool is made.
            username_attributes: List<VerifiedAttribute> = "UsernameAttributes",
            /// What user names are; settled when the pool is made.
            username_configuration: Value<UsernameConfiguration> = "UsernameConfiguration",
            /// What users are told to verify an address.
            verification_message_template: Value<VerificationMessageTemplate> = "VerificationMessageTemplate",
            /// What a passkey counts as (default `SINGLE_FACTOR`).
            web_authn_factor_configuration: Value<WebAuthnFactor> = "WebAuthnFactorConfiguration",
            /// The domain that passkeys are bound to (default: the pool's).
            web_authn_relying_party_id: Value<String> = "WebAuthnRelyingPartyID",
            /// Whether a passkey's device must verify its user (default `preferred`).
            web_authn_user_verification: Value<WebAuthnUserVerification> = "WebAuthnUserVerification",
        }
        attributes {
            ARN: Arn<UserPool> = "Arn",
            /// `cognito-idp.{region}.amazonaws.com/{id}`: the issuer of tokens without `https://`.
            PROVIDER_NAME: String = "ProviderName",
            /// The issuer that tokens name.
            PROVIDER_URL: String = "ProviderURL",
            USER_POOL_ID: String = "UserPoolId",
        }
        arn = "Arn"
        replaces_on {}
        // Older forms of what the verification template says.
        left_out { "EmailVerificationMessage", "EmailVerificationSubject", "SmsVerificationMessage" }
    }
}
