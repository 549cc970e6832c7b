//! AWS credentials for users.

use cfn::{Arn, Dict, Id, List, Value, property, resource, string_enum};

use super::UserPoolClient;
use crate::{Tag, iam::Role};

property! {
    /// A user pool whose users are known.
    CognitoIdentityProvider {
        required {
            /// The application.
            client_id: Value<Id<UserPoolClient>> = "ClientId",
            /// The pool's provider name: its attribute `ProviderName`.
            provider_name: Value<String> = "ProviderName",
        }
        optional {
            /// Asks the pool each time whether the token was revoked (default false).
            server_side_token_check: Value<bool> = "ServerSideTokenCheck",
        }
    }
}

resource! {
    /// Gives users credentials of AWS, so that a browser can sign its handshake; `Ref` yields its id.
    IdentityPool = "AWS::Cognito::IdentityPool" {
        required {
            /// Gives credentials to everybody, known or not.
            allow_unauthenticated_identities: Value<bool> = "AllowUnauthenticatedIdentities",
        }
        optional {
            /// Takes the older way to credentials too (default false): it lets clients choose a role.
            allow_classic_flow: Value<bool> = "AllowClassicFlow",
            /// User pools whose users are known.
            cognito_identity_providers: List<CognitoIdentityProvider> = "CognitoIdentityProviders",
            /// The name under which a server of yours vouches for users.
            developer_provider_name: Value<String> = "DeveloperProviderName",
            /// The name, at most 128 characters.
            identity_pool_name: Value<String> = "IdentityPoolName",
            /// Tags, at most 50.
            identity_pool_tags: List<Tag> = "IdentityPoolTags",
            /// ARNs of IAM's `OpenID` Connect providers.
            open_id_connect_provider_arns: List<String> = "OpenIdConnectProviderARNs",
            /// ARNs of IAM's SAML providers.
            saml_provider_arns: List<String> = "SamlProviderARNs",
            /// Application ids by public provider, such as `accounts.google.com`.
            supported_login_providers: Dict<String> = "SupportedLoginProviders",
        }
        attributes {
            ID: String = "Id",
            NAME: String = "Name",
        }
        replaces_on {}
        // Cognito Sync, which is closed to new applications.
        left_out { "CognitoEvents", "CognitoStreams", "PushSync" }
    }
}

string_enum! {
    /// Who chooses a user's role.
    RoleMappingType {
        /// The token.
        Token = "Token",
        /// Rules over the token's claims.
        Rules = "Rules",
    }
}

string_enum! {
    /// What a user gets whom no rule fits, or whose token names several roles.
    RoleResolution {
        /// The pool's role for known users.
        AuthenticatedRole = "AuthenticatedRole",
        /// Nothing.
        Deny = "Deny",
    }
}

string_enum! {
    /// How a claim is compared.
    MappingMatchType {
        /// It is the value.
        Equals = "Equals",
        /// It has the value inside.
        Contains = "Contains",
        /// It begins with the value.
        StartsWith = "StartsWith",
        /// It is not the value.
        NotEqual = "NotEqual",
    }
}

property! {
    /// The role of users whose claim fits.
    MappingRule {
        required {
            /// The claim, such as `cognito:groups`.
            claim: Value<String> = "Claim",
            /// How it is compared.
            match_type: Value<MappingMatchType> = "MatchType",
            /// The role.
            role_arn: Value<Arn<Role>> = "RoleARN",
            /// What with, at most 128 characters.
            value: Value<String> = "Value",
        }
        optional {}
    }
}

property! {
    /// Rules over claims.
    RulesConfigurationType {
        required {
            /// The rules, at most 25; the first that fits counts.
            rules: List<MappingRule> = "Rules",
        }
        optional {}
    }
}

property! {
    /// How the users of one provider get their role.
    RoleMapping {
        required {
            /// Who chooses.
            mapping_type: Value<RoleMappingType> = "Type",
        }
        optional {
            /// What a user gets whom no rule fits; needed.
            ambiguous_role_resolution: Value<RoleResolution> = "AmbiguousRoleResolution",
            /// The provider, such as `{provider name}:{client id}`, where the map's key cannot be built from references.
            identity_provider: Value<String> = "IdentityProvider",
            /// The rules.
            rules_configuration: Value<RulesConfigurationType> = "RulesConfiguration",
        }
    }
}

resource! {
    /// The roles of an identity pool; `Ref` yields the pool's id.
    ///
    /// A pool has one: a second overwrites the first. A new pool replaces it. The roles trust
    /// `cognito-identity.amazonaws.com` for this pool only, or every pool of the world may take them.
    IdentityPoolRoleAttachment = "AWS::Cognito::IdentityPoolRoleAttachment" {
        required {
            /// The pool.
            identity_pool_id: Value<Id<IdentityPool>> = "IdentityPoolId",
        }
        optional {
            /// How users of each provider get a role of their own, by provider or by any name with a provider inside.
            role_mappings: Dict<RoleMapping> = "RoleMappings",
            /// The roles: `authenticated` for known users, `unauthenticated` for others.
            roles: Dict<Arn<Role>> = "Roles",
        }
        attributes { ID: String = "Id" }
        replaces_on { "IdentityPoolId" }
    }
}
