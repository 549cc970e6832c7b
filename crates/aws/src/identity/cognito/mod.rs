//! `AWS::Cognito`: users, the applications that they sign in to, and what they may do on AWS.
//!
//! ```
//! use aws::cognito::{UserPool, UserPoolClient, VerifiedAttribute};
//! use cfn::Stack;
//!
//! let mut stack = Stack::new("demo");
//! let users = UserPool::new()
//!     .username_attributes([VerifiedAttribute::Email])
//!     .auto_verified_attributes([VerifiedAttribute::Email]);
//! let users = stack.add("Users", users);
//! stack.add("Page", UserPoolClient::new(&users));
//! assert!(stack.synth().is_ok());
//! ```

mod identity_pool;
mod messages;
mod sign_in;
mod triggers;
mod user_pool;
mod user_pool_client;
mod user_pool_domain;
mod user_pool_group;

pub use identity_pool::{
    CognitoIdentityProvider, IdentityPool, IdentityPoolRoleAttachment, MappingMatchType, MappingRule,
    RoleMapping, RoleMappingType, RoleResolution, RulesConfigurationType,
};
pub use messages::{
    DefaultEmailOption, EmailConfiguration, EmailSendingAccount, InviteMessageTemplate, SmsConfiguration,
    VerificationMessageTemplate,
};
pub use sign_in::{
    AccountRecoverySetting, AdminCreateUserConfig, AdvancedSecurityAdditionalFlows, AdvancedSecurityMode,
    AuthFactor, DeviceConfiguration, MfaConfiguration, MfaMethod, PasswordPolicy, Policies, RecoveryName,
    RecoveryOption, SignInPolicy, ThreatResponse, UserAttributeUpdateSettings, UserPoolAddOns,
    UsernameConfiguration, WebAuthnFactor, WebAuthnUserVerification,
};
pub use triggers::{
    LambdaConfig, PreTokenGenerationConfig, PreTokenVersion, TriggerVersion, VersionedTrigger,
};
pub use user_pool::{
    AliasAttribute, AttributeDataType, DeletionProtection, EncryptionKeyType, IssuerConfiguration,
    IssuerType, KeyConfiguration, NumberAttributeConstraints, SchemaAttribute, StringAttributeConstraints,
    UserPool, UserPoolTier, VerifiedAttribute,
};
pub use user_pool_client::{
    ExplicitAuthFlow, OAuthFlow, PreventUserExistenceErrors, RefreshTokenRotation,
    RefreshTokenRotationFeature, TimeUnit, TokenValidityUnits, UserPoolClient,
};
pub use user_pool_domain::{
    CustomDomainConfigType, DomainSecurityPolicy, FailoverType, RoutingType, UserPoolDomain,
};
pub use user_pool_group::{ResourceServerScopeType, UserPoolGroup, UserPoolResourceServer};
