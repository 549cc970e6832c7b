//! What others may know of a user pool.

use aws::cognito;
use cfn::{Handle, Pseudo, Value, sub};

/// A user pool of the stack, and its client.
#[derive(Clone, Debug)]
pub struct UserPoolRef {
    pool: Handle<cognito::UserPool>,
    client: Handle<cognito::UserPoolClient>,
    domain: Option<String>,
}

impl UserPoolRef {
    pub(super) fn new(
        pool: Handle<cognito::UserPool>,
        client: Handle<cognito::UserPoolClient>,
        domain: Option<String>,
    ) -> Self {
        Self { pool, client, domain }
    }

    /// The pool.
    pub fn handle(&self) -> &Handle<cognito::UserPool> {
        &self.pool
    }

    /// The client.
    pub fn client(&self) -> &Handle<cognito::UserPoolClient> {
        &self.client
    }

    /// The pool's id, such as `eu-central-1_AbCdEfGhI`.
    pub fn id(&self) -> Value<String> {
        self.pool.id_text()
    }

    /// The client's id: the `client_id` of its access tokens, the `aud` of its id tokens.
    pub fn client_id(&self) -> Value<String> {
        self.client.id_text()
    }

    /// The `iss` of its tokens.
    pub fn issuer(&self) -> Value<String> {
        sub!(
            "https://cognito-idp.{}.{}/{}",
            Pseudo::Region,
            Pseudo::UrlSuffix,
            &self.pool
        )
    }

    /// Where the public keys are that its tokens are signed with.
    pub fn keys_url(&self) -> Value<String> {
        sub!("{}/.well-known/jwks.json", self.issuer())
    }

    /// Where its sign-in pages are, if it has some.
    pub fn sign_in_url(&self) -> Option<Value<String>> {
        let prefix = self.domain.as_ref()?;
        Some(sub!(
            "https://{}.auth.{}.amazoncognito.com",
            prefix,
            Pseudo::Region
        ))
    }
}

impl From<&UserPoolRef> for Value<String> {
    fn from(users: &UserPoolRef) -> Self {
        users.id()
    }
}
