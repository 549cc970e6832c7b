//! The client of a user pool: how users sign in, and how long for.

use aws::cognito::{
    self, ExplicitAuthFlow, OAuthFlow, PreventUserExistenceErrors, TimeUnit, TokenValidityUnits,
};
use cfn::Handle;

#[derive(Clone, Debug)]
pub(super) struct Client {
    pub(super) token_minutes: u32,
    pub(super) refresh_days: u32,
    pub(super) callbacks: Vec<String>,
}

impl Default for Client {
    fn default() -> Self {
        Self {
            token_minutes: 60,
            refresh_days: 30,
            callbacks: Vec::new(),
        }
    }
}

impl Client {
    pub(super) fn resource(
        &self,
        pool: &Handle<cognito::UserPool>,
        pages: bool,
        servers: &[(String, Vec<(String, String)>)],
    ) -> cognito::UserPoolClient {
        let units = TokenValidityUnits::new()
            .access_token(TimeUnit::Minutes)
            .id_token(TimeUnit::Minutes)
            .refresh_token(TimeUnit::Days);
        let client = cognito::UserPoolClient::new(pool)
            .access_token_validity(self.token_minutes)
            .enable_token_revocation(true)
            .explicit_auth_flows([ExplicitAuthFlow::UserSrpAuth, ExplicitAuthFlow::RefreshTokenAuth])
            .generate_secret(false)
            .id_token_validity(self.token_minutes)
            .prevent_user_existence_errors(PreventUserExistenceErrors::Enabled)
            .refresh_token_validity(self.refresh_days)
            .token_validity_units(units);
        if !pages {
            return client;
        }
        let own = servers
            .iter()
            .flat_map(|(server, scopes)| scopes.iter().map(move |(scope, _)| format!("{server}/{scope}")));
        let scopes = ["openid", "email", "profile"]
            .map(str::to_owned)
            .into_iter()
            .chain(own);
        client
            .allowed_o_auth_flows([OAuthFlow::Code])
            .allowed_o_auth_flows_user_pool_client(true)
            .allowed_o_auth_scopes(scopes.collect::<Vec<_>>())
            .callback_urls(self.callbacks.clone())
            .supported_identity_providers(["COGNITO"])
    }
}
