//! Cognito user pools.

mod client;
mod reference;

use aws::cognito::{
    self, AccountRecoverySetting, AdminCreateUserConfig, MfaConfiguration, MfaMethod, PasswordPolicy,
    Policies, RecoveryName, RecoveryOption, ResourceServerScopeType, UserPoolDomain, UserPoolGroup,
    UserPoolResourceServer, UsernameConfiguration, VerifiedAttribute,
};
use cfn::{Construct, Diagnostic, Handle, LogicalId, Scope, Tree};

use crate::{Durability, range, raw::Raw, text};
use client::Client;
pub use reference::UserPoolRef;

/// A user pool with one public client: who may sign in, and the tokens that a connect authorizer verifies.
///
/// Users sign in with their e-mail address and the SRP protocol, so that no password leaves the device; the client has no
/// secret, because browsers and apps cannot keep one. Nobody signs up by themselves unless [`self_sign_up`](Self::self_sign_up)
/// says so. Passwords have 12 characters or more, a second factor is offered, access tokens live for an hour.
///
/// The authorizer needs to know which tokens are good: of this issuer, for this client.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let users = stack.add("Users", UserPool::new().group("moderators", "May close rooms"));
/// let verifier = Function::rust("lambdas", "authorizer")
///     .env("TOKEN_ISSUER", users.issuer())
///     .env("TOKEN_CLIENT_ID", users.client_id());
/// stack.add("Verifier", verifier);
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
///
/// emits `Users`, `UsersClient`, `UsersModeratorsGroup`, and no more.
#[derive(Clone, Debug)]
#[must_use]
pub struct UserPool {
    durability: Durability,
    self_sign_up: bool,
    mfa: MfaConfiguration,
    password_length: u32,
    client: Client,
    groups: Vec<(String, String)>,
    servers: Vec<(String, Vec<(String, String)>)>,
    domain: Option<String>,
    raw: Raw,
}

impl UserPool {
    /// A pool whose users are made by whoever runs it.
    pub fn new() -> Self {
        Self {
            durability: Durability::default(),
            self_sign_up: false,
            mfa: MfaConfiguration::Optional,
            password_length: 12,
            client: Client::default(),
            groups: Vec::new(),
            servers: Vec::new(),
            domain: None,
            raw: Raw::default(),
        }
    }

    /// Lets anybody with an e-mail address sign up.
    pub fn self_sign_up(mut self) -> Self {
        self.self_sign_up = true;
        self
    }

    /// Demands a second factor, a code from an app, of everybody (default: it is offered).
    pub fn second_factor_required(mut self) -> Self {
        self.mfa = MfaConfiguration::On;
        self
    }

    /// The least characters of a password (default 12): letters in both cases and digits are needed, too.
    pub fn password_length<const CHARACTERS: u32>(mut self) -> Self {
        const {
            range::demand(
                8 <= CHARACTERS && CHARACTERS <= 99,
                "a password has 8 to 99 characters at least",
            );
        };
        self.password_length = CHARACTERS;
        self
    }

    /// How long an access or id token is good (default 60). A connection outlives its token: handlers that care compare
    /// the time that the authorizer passed on.
    pub fn token_minutes<const MINUTES: u32>(mut self) -> Self {
        const {
            range::demand(
                5 <= MINUTES && MINUTES <= 1440,
                "an access token is good for 5 to 1,440 minutes",
            );
        };
        self.client.token_minutes = MINUTES;
        self
    }

    /// How long a user stays signed in without a password (default 30).
    pub fn refresh_days<const DAYS: u32>(mut self) -> Self {
        const {
            range::demand(
                1 <= DAYS && DAYS <= 3650,
                "a refresh token is good for 1 to 3,650 days",
            );
        };
        self.client.refresh_days = DAYS;
        self
    }

    /// Adds a group of users, earlier ones before later ones; tokens list a user's groups in `cognito:groups`.
    pub fn group(mut self, name: impl Into<String>, description: impl Into<String>) -> Self {
        self.groups.push((name.into(), description.into()));
        self
    }

    /// Adds an API with scopes, each a name and what it allows; the client may ask for all of them, as `api/scope`.
    /// Scopes come into tokens by the sign-in pages only.
    pub fn resource_server<N: Into<String>, D: Into<String>>(
        mut self,
        identifier: impl Into<String>,
        scopes: impl IntoIterator<Item = (N, D)>,
    ) -> Self {
        let scopes = scopes
            .into_iter()
            .map(|(name, allows)| (name.into(), allows.into()));
        self.servers.push((identifier.into(), scopes.collect()));
        self
    }

    /// Cognito's sign-in pages at `https://{prefix}.auth.{region}.amazoncognito.com`, from which users come back to one of
    /// these addresses. No other pool in the region may have the prefix.
    pub fn sign_in_pages<U: Into<String>>(
        mut self,
        prefix: impl Into<String>,
        callbacks: impl IntoIterator<Item = U>,
    ) -> Self {
        self.domain = Some(prefix.into());
        self.client.callbacks = callbacks.into_iter().map(Into::into).collect();
        self
    }

    /// Whether users outlive the stack, and whether the pool can be deleted (default protected).
    pub fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// Sets a property of the pool that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<Tree>) -> Self {
        self.raw.set(name, value);
        self
    }

    fn findings(&self, id: &str) -> Vec<Diagnostic> {
        let prefix = self
            .domain
            .iter()
            .filter(|prefix| !is_prefix(prefix))
            .map(|prefix| {
                let message = format!("`{prefix}` is no prefix of a Cognito domain");
                let hint =
                    "use 1 to 63 small letters, digits and `-` inside, without `aws`, `amazon` and `cognito`";
                Diagnostic::error("GW176", message).on(id).hint(hint)
            });
        let callbacks = self
            .client
            .callbacks
            .iter()
            .filter(|address| !is_callback(address));
        let callbacks = callbacks.map(|address| {
            let message = format!("`{address}` is no address to come back to after signing in");
            let hint = "use `https://…`, `http://localhost…` for tests, or a scheme of your own app";
            Diagnostic::error("GW177", message).on(id).hint(hint)
        });
        let nowhere = (self.domain.is_some() && self.client.callbacks.is_empty()).then(|| {
            let message = format!("the sign-in pages of `{id}` have no address to come back to");
            Diagnostic::error("GW177", message)
                .on(id)
                .hint("name one, such as `https://chat.example/signed-in`")
        });
        prefix.chain(callbacks).chain(nowhere).collect()
    }

    fn pool(&self) -> cognito::UserPool {
        let email = RecoveryOption::new()
            .name(RecoveryName::VerifiedEmail)
            .priority(1);
        let password = PasswordPolicy::new()
            .minimum_length(self.password_length)
            .require_lowercase(true)
            .require_numbers(true)
            .require_symbols(false)
            .require_uppercase(true)
            .temporary_password_validity_days(3);
        cognito::UserPool::new()
            .account_recovery_setting(AccountRecoverySetting::new().recovery_mechanisms([email]))
            .admin_create_user_config(
                AdminCreateUserConfig::new().allow_admin_create_user_only(!self.self_sign_up),
            )
            .auto_verified_attributes([VerifiedAttribute::Email])
            .deletion_protection(self.durability.of_users())
            .enabled_mfas([MfaMethod::SoftwareToken])
            .mfa_configuration(self.mfa)
            .policies(Policies::new().password_policy(password))
            .username_attributes([VerifiedAttribute::Email])
            .username_configuration(UsernameConfiguration::new().case_sensitive(false))
    }
}

impl Default for UserPool {
    fn default() -> Self {
        Self::new()
    }
}

impl Construct for UserPool {
    type Output = UserPoolRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> UserPoolRef {
        for finding in self.findings(id) {
            scope.report(finding);
        }
        let pool = self.raw.clone().onto(self.durability.entry(self.pool()));
        let pool = scope.add(id, pool);
        let servers = add_servers(scope, id, &pool, &self.servers);
        let client = self.client.resource(&pool, self.domain.is_some(), &self.servers);
        let client = scope.add(
            &format!("{id}Client"),
            cfn::IntoEntry::depends_on_ids(client, servers),
        );
        if let Some(prefix) = &self.domain {
            scope.add(&format!("{id}Domain"), UserPoolDomain::new(&pool, prefix));
        }
        for (place, (name, description)) in (0_u32..).zip(&self.groups) {
            let group = UserPoolGroup::new(&pool)
                .description(description)
                .group_name(name);
            scope.add(
                &format!("{id}{}Group", text::pascal(name)),
                group.precedence(place),
            );
        }
        UserPoolRef::new(pool, client, self.domain)
    }
}

fn add_servers(
    scope: &mut Scope<'_>,
    id: &str,
    pool: &Handle<cognito::UserPool>,
    servers: &[(String, Vec<(String, String)>)],
) -> Vec<LogicalId> {
    let mut ids = Vec::new();
    for (identifier, scopes) in servers {
        let scopes = scopes
            .iter()
            .map(|(name, allows)| ResourceServerScopeType::new(allows, name));
        let server = UserPoolResourceServer::new(pool, identifier, identifier);
        let server = server.scopes(scopes.collect::<Vec<_>>());
        let handle = scope.add(&format!("{id}{}Server", text::pascal(identifier)), server);
        ids.push(handle.logical_id().clone());
    }
    ids
}

/// What Cognito takes before `.auth.` ("Using the Amazon Cognito domain", Cognito guide).
fn is_prefix(text: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let reserved = ["aws", "amazon", "cognito"]
        .iter()
        .any(|word| text.contains(word));
    (1..=63).contains(&text.len())
        && text.bytes().all(known)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !reserved
}

/// Plain HTTP is for this machine only; an app has a scheme of its own.
fn is_callback(address: &str) -> bool {
    match address.split_once("://") {
        Some(("http", rest)) => {
            rest == "localhost" || rest.starts_with("localhost:") || rest.starts_with("localhost/")
        }
        Some((scheme, _)) => !scheme.is_empty() && !address.contains('#'),
        None => false,
    }
}

#[cfg(test)]
mod tests;
