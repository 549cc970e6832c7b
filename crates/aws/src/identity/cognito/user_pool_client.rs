//! Applications that users sign in to.

use cfn::{Id, List, Value, property, resource, string_enum};

use super::UserPool;

string_enum! {
    /// How an application gets tokens through the sign-in pages.
    OAuthFlow {
        /// By a code that it trades in; right for people.
        Code = "code",
        /// In the address, without a code; outdated.
        Implicit = "implicit",
        /// By its own secret, without a user; needs a secret.
        ClientCredentials = "client_credentials",
    }
}

string_enum! {
    /// How an application signs users in through the API.
    ExplicitAuthFlow {
        /// By a choice of factors.
        UserAuth = "ALLOW_USER_AUTH",
        /// By a password that is proven and never sent.
        UserSrpAuth = "ALLOW_USER_SRP_AUTH",
        /// By a password that is sent.
        UserPasswordAuth = "ALLOW_USER_PASSWORD_AUTH",
        /// By a password that a server sends with AWS credentials.
        AdminUserPasswordAuth = "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        /// By questions of your own.
        CustomAuth = "ALLOW_CUSTOM_AUTH",
        /// By a refresh token; excludes its rotation.
        RefreshTokenAuth = "ALLOW_REFRESH_TOKEN_AUTH",
    }
    // The older words; they do not mix with the others.
    left_out { "ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY", "USER_PASSWORD_AUTH" }
}

string_enum! {
    /// What a stranger learns who tries a name.
    PreventUserExistenceErrors {
        /// Name or password is wrong, and not which.
        Enabled = "ENABLED",
        /// Whether there is such a user; the default of the API.
        Legacy = "LEGACY",
    }
}

string_enum! {
    /// Whether a refresh token is good for once.
    RefreshTokenRotationFeature {
        /// It is.
        Enabled = "ENABLED",
        /// It is good until it ends; the default.
        Disabled = "DISABLED",
    }
}

string_enum! {
    /// What a token's lifetime counts.
    TimeUnit {
        /// Seconds.
        Seconds = "seconds",
        /// Minutes.
        Minutes = "minutes",
        /// Hours.
        Hours = "hours",
        /// Days.
        Days = "days",
    }
}

property! {
    /// Whether a refresh token is good for once.
    RefreshTokenRotation {
        required {}
        optional {
            /// Whether.
            feature: Value<RefreshTokenRotationFeature> = "Feature",
            /// Seconds that the old one still works, 0 to 60.
            retry_grace_period_seconds: Value<i64> = "RetryGracePeriodSeconds",
        }
    }
}

property! {
    /// What lifetimes of tokens count.
    TokenValidityUnits {
        required {}
        optional {
            /// Of access tokens (default hours).
            access_token: Value<TimeUnit> = "AccessToken",
            /// Of id tokens (default hours).
            id_token: Value<TimeUnit> = "IdToken",
            /// Of refresh tokens (default days).
            refresh_token: Value<TimeUnit> = "RefreshToken",
        }
    }
}

resource! {
    /// An application of a user pool; `Ref` yields its id, which tokens carry as `aud` (id) or `client_id` (access).
    ///
    /// A new pool, or a secret where there was none, replaces it, and with it the id in every application.
    UserPoolClient = "AWS::Cognito::UserPoolClient" {
        required {
            /// The pool.
            user_pool_id: Value<Id<UserPool>> = "UserPoolId",
        }
        optional {
            /// How long access tokens hold: 5 minutes to a day (default 1 hour). A WebSocket connection outlives it unseen.
            access_token_validity: Value<i64> = "AccessTokenValidity",
            /// How it gets tokens through the sign-in pages.
            allowed_o_auth_flows: List<OAuthFlow> = "AllowedOAuthFlows",
            /// Uses the sign-in pages at all (default false: flows, scopes and addresses are ignored).
            allowed_o_auth_flows_user_pool_client: Value<bool> = "AllowedOAuthFlowsUserPoolClient",
            /// What tokens may allow, at most 50: `openid`, `email`, `profile`, `phone`, or `{resource server}/{scope}`.
            allowed_o_auth_scopes: List<String> = "AllowedOAuthScopes",
            /// Minutes that a sign-in may take, 3 to 15 (default 3).
            auth_session_validity: Value<i64> = "AuthSessionValidity",
            /// Where codes and tokens are sent, at most 100; https, save for `localhost`. Compared letter by letter.
            callback_urls: List<String> = "CallbackURLs",
            /// The name, at most 128 characters; not unique.
            client_name: Value<String> = "ClientName",
            /// Where they are sent unless told otherwise: one of the addresses above.
            default_redirect_uri: Value<String> = "DefaultRedirectURI",
            /// Takes the user's address from a server, for threat protection (default false); needs a secret.
            enable_propagate_additional_user_context_data: Value<bool> = "EnablePropagateAdditionalUserContextData",
            /// Lets refresh tokens be revoked, and with them access tokens (default true for new clients).
            enable_token_revocation: Value<bool> = "EnableTokenRevocation",
            /// How it signs users in through the API (default: by proven password, own questions and refresh token).
            explicit_auth_flows: List<ExplicitAuthFlow> = "ExplicitAuthFlows",
            /// Makes a secret (default false): for servers; a page or a phone cannot keep one.
            generate_secret: Value<bool> = "GenerateSecret",
            /// How long id tokens hold: 5 minutes to a day (default 1 hour).
            id_token_validity: Value<i64> = "IdTokenValidity",
            /// Where users may be sent when they sign out, at most 100.
            logout_urls: List<String> = "LogoutURLs",
            /// What a stranger learns who tries a name.
            prevent_user_existence_errors: Value<PreventUserExistenceErrors> = "PreventUserExistenceErrors",
            /// Attributes of users that it may read (default: the standard ones).
            read_attributes: List<String> = "ReadAttributes",
            /// Whether a refresh token is good for once.
            refresh_token_rotation: Value<RefreshTokenRotation> = "RefreshTokenRotation",
            /// How long refresh tokens hold: an hour to 10 years (default 30 days).
            refresh_token_validity: Value<i64> = "RefreshTokenValidity",
            /// Who vouches for users: `COGNITO` and names of other providers, which must stand first.
            supported_identity_providers: List<String> = "SupportedIdentityProviders",
            /// What the lifetimes count (default: hours, days for refresh tokens).
            token_validity_units: Value<TokenValidityUnits> = "TokenValidityUnits",
            /// Attributes of users that it may write (default: the standard ones).
            write_attributes: List<String> = "WriteAttributes",
        }
        attributes {
            CLIENT_ID: String = "ClientId",
            /// The secret: whoever may read the template's resolved values reads it too.
            CLIENT_SECRET: String = "ClientSecret",
            NAME: String = "Name",
        }
        replaces_on { "GenerateSecret", "UserPoolId" }
        // Reports to Amazon Pinpoint, which ended in October 2026.
        left_out { "AnalyticsConfiguration" }
    }
}
