//! How users of a pool come in.

use cfn::{List, Value, property, string_enum};

use super::{InviteMessageTemplate, VerifiedAttribute};

string_enum! {
    /// Whether users show a second factor.
    MfaConfiguration {
        /// Nobody does; the default.
        Off = "OFF",
        /// Everybody does.
        On = "ON",
        /// Those who set one up.
        Optional = "OPTIONAL",
    }
}

string_enum! {
    /// A second factor.
    MfaMethod {
        /// A short message.
        Sms = "SMS_MFA",
        /// An application that makes codes.
        SoftwareToken = "SOFTWARE_TOKEN_MFA",
        /// A mail; through SES only, not in the tier `LITE`.
        EmailOtp = "EMAIL_OTP",
    }
}

string_enum! {
    /// A factor that a sign-in may begin with.
    AuthFactor {
        /// A password.
        Password = "PASSWORD",
        /// A code by mail.
        EmailOtp = "EMAIL_OTP",
        /// A code by short message.
        SmsOtp = "SMS_OTP",
        /// A code of an application.
        SoftwareToken = "SOFTWARE_TOKEN",
        /// A passkey.
        WebAuthn = "WEB_AUTHN",
    }
}

string_enum! {
    /// A way back in.
    RecoveryName {
        /// A mail to a verified address.
        VerifiedEmail = "verified_email",
        /// A short message to a verified number.
        VerifiedPhoneNumber = "verified_phone_number",
        /// An administrator; excludes the others.
        AdminOnly = "admin_only",
    }
}

string_enum! {
    /// What is done about a suspicious sign-in.
    ThreatResponse {
        /// It is noted.
        Audit = "AUDIT",
        /// It is acted upon.
        Enforced = "ENFORCED",
    }
}

string_enum! {
    /// What is done about suspicious sign-ins; all but `Off` needs the tier `PLUS`.
    AdvancedSecurityMode {
        /// Nothing; the default.
        Off = "OFF",
        /// They are noted.
        Audit = "AUDIT",
        /// They are acted upon.
        Enforced = "ENFORCED",
    }
}

string_enum! {
    /// What a passkey counts as.
    WebAuthnFactor {
        /// One factor; the default.
        SingleFactor = "SINGLE_FACTOR",
        /// Two, where the device verified its user.
        MultiFactorWithUserVerification = "MULTI_FACTOR_WITH_USER_VERIFICATION",
    }
}

string_enum! {
    /// Whether a passkey's device must verify its user.
    WebAuthnUserVerification {
        /// It must.
        Required = "required",
        /// It should; the default.
        Preferred = "preferred",
    }
}

property! {
    /// A way back in, and its place among the others.
    RecoveryOption {
        required {}
        optional {
            /// Which.
            name: Value<RecoveryName> = "Name",
            /// 1 comes first, 2 second.
            priority: Value<i64> = "Priority",
        }
    }
}

property! {
    /// How users come back who forgot their password.
    AccountRecoverySetting {
        required {}
        optional {
            /// The ways, 1 or 2.
            recovery_mechanisms: List<RecoveryOption> = "RecoveryMechanisms",
        }
    }
}

property! {
    /// Who makes users.
    AdminCreateUserConfig {
        required {}
        optional {
            /// Nobody signs up by themselves (default false).
            allow_admin_create_user_only: Value<bool> = "AllowAdminCreateUserOnly",
            /// What the new user is told.
            invite_message_template: Value<InviteMessageTemplate> = "InviteMessageTemplate",
            /// Days that the first password holds, 0 to 365 (default 7); the password policy's number has taken its place.
            unused_account_validity_days: Value<i64> = "UnusedAccountValidityDays",
        }
    }
}

property! {
    /// Whether the pool remembers devices.
    DeviceConfiguration {
        required {}
        optional {
            /// A known device saves the second factor (default false).
            challenge_required_on_new_device: Value<bool> = "ChallengeRequiredOnNewDevice",
            /// Remembers a device only if its user agrees (default false: each).
            device_only_remembered_on_user_prompt: Value<bool> = "DeviceOnlyRememberedOnUserPrompt",
        }
    }
}

property! {
    /// What a password must be.
    PasswordPolicy {
        required {}
        optional {
            /// Characters, 6 to 99 (default 8).
            minimum_length: Value<i64> = "MinimumLength",
            /// How many old passwords are refused, 0 to 24 (default 0); not in the tier `LITE`.
            password_history_size: Value<i64> = "PasswordHistorySize",
            /// Needs a small letter.
            require_lowercase: Value<bool> = "RequireLowercase",
            /// Needs a digit.
            require_numbers: Value<bool> = "RequireNumbers",
            /// Needs a character that is neither letter nor digit.
            require_symbols: Value<bool> = "RequireSymbols",
            /// Needs a capital letter.
            require_uppercase: Value<bool> = "RequireUppercase",
            /// Days that the first password holds which an administrator gave, 0 to 365 (default 7).
            temporary_password_validity_days: Value<i64> = "TemporaryPasswordValidityDays",
        }
    }
}

property! {
    /// What a sign-in may begin with.
    SignInPolicy {
        required {}
        optional {
            /// The factors, 1 to 5 (default: the password); the password must be among them.
            allowed_first_auth_factors: List<AuthFactor> = "AllowedFirstAuthFactors",
        }
    }
}

property! {
    /// What sign-ins must look like.
    Policies {
        required {}
        optional {
            /// Passwords.
            password_policy: Value<PasswordPolicy> = "PasswordPolicy",
            /// First factors.
            sign_in_policy: Value<SignInPolicy> = "SignInPolicy",
        }
    }
}

property! {
    /// Which changed addresses count only once verified.
    UserAttributeUpdateSettings {
        required {
            /// Which; until then the old one holds.
            attributes_require_verification_before_update: List<VerifiedAttribute> = "AttributesRequireVerificationBeforeUpdate",
        }
        optional {}
    }
}

property! {
    /// Threat protection beyond the usual sign-ins.
    AdvancedSecurityAdditionalFlows {
        required {}
        optional {
            /// What is done about sign-ins with questions of your own.
            custom_auth_mode: Value<ThreatResponse> = "CustomAuthMode",
        }
    }
}

property! {
    /// Threat protection.
    UserPoolAddOns {
        required {}
        optional {
            /// Beyond the usual sign-ins.
            advanced_security_additional_flows: Value<AdvancedSecurityAdditionalFlows> = "AdvancedSecurityAdditionalFlows",
            /// What is done about suspicious sign-ins.
            advanced_security_mode: Value<AdvancedSecurityMode> = "AdvancedSecurityMode",
        }
    }
}

property! {
    /// What user names are.
    UsernameConfiguration {
        required {}
        optional {
            /// `Ann` and `ann` are two (default true, which surprises everybody); cannot change once the pool stands.
            case_sensitive: Value<bool> = "CaseSensitive",
        }
    }
}
