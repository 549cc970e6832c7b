//! The function's environment, and the clients that are made from it once per process.

use std::time::Duration;

use aws_sdk_dynamodb::config::{
    BehaviorVersion, Credentials, Region, SharedCredentialsProvider, SharedHttpClient, retry::RetryConfig,
    timeout::TimeoutConfig,
};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use protocol::env;

use crate::{audience::Audience, connections::Connections, messages::Messages, post::Post, rooms::Rooms};

const DYNAMODB_ENDPOINT: &str = "AWS_ENDPOINT_URL_DYNAMODB";
const ANY_ENDPOINT: &str = "AWS_ENDPOINT_URL";
const MANAGEMENT_ENDPOINT: &str = "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI";

/// A variable that the function cannot work without.
#[derive(Debug, thiserror::Error)]
#[error(
    "the environment variable {0} is not set\nhint: give it to the function in the stack; inside Lambda, AWS_* variables set themselves"
)]
pub(crate) struct MissingVariable(&'static str);

/// Where the variables come from, and the components that need them.
///
/// The general configuration loader of the SDK is not used: it looks for regions and credentials in places that a
/// function does not have, and brings the clients of three services with it.
pub(crate) struct Environment<F> {
    lookup: F,
}

/// The environment of this process.
pub(crate) fn of_this_process() -> Environment<impl Fn(&str) -> Option<String>> {
    Environment {
        lookup: |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty()),
    }
}

impl<F: Fn(&str) -> Option<String>> Environment<F> {
    #[cfg(test)]
    pub(crate) const fn new(lookup: F) -> Self {
        Self { lookup }
    }

    pub(crate) fn auth_mode(&self) -> env::AuthMode {
        env::AuthMode::from_env((self.lookup)(env::AUTH_MODE).as_deref())
    }

    pub(crate) fn connections(&self) -> Result<Connections, MissingVariable> {
        Ok(Connections::new(
            self.dynamodb()?,
            self.required(env::CONNECTIONS_TABLE)?,
        ))
    }

    pub(crate) fn rooms(&self) -> Result<Rooms, MissingVariable> {
        Ok(Rooms::new(self.dynamodb()?, self.required(env::ROOMS_TABLE)?))
    }

    pub(crate) fn messages(&self) -> Result<Messages, MissingVariable> {
        Ok(Messages::new(
            self.dynamodb()?,
            self.required(env::ROOMS_TABLE)?,
            self.required(env::MESSAGES_TABLE)?,
        ))
    }

    /// The @connections client. A redirection by the SDK's own variable wins over the stack's endpoint, which in
    /// turn is the only right one on AWS.
    pub(crate) fn post(&self) -> Result<Post, MissingVariable> {
        let endpoint = match (self.lookup)(MANAGEMENT_ENDPOINT) {
            Some(redirected) => redirected,
            None => self.required(env::MANAGEMENT_ENDPOINT)?,
        };
        let config = aws_sdk_apigatewaymanagement::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(self.region()?)
            .credentials_provider(self.credentials()?)
            .http_client(http_client(Some(&endpoint)))
            .retry_config(retries())
            .timeout_config(timeouts())
            .endpoint_url(endpoint)
            .build();
        Ok(Post::new(aws_sdk_apigatewaymanagement::Client::from_conf(config)))
    }

    pub(crate) fn audience(&self) -> Result<Audience, MissingVariable> {
        Ok(Audience {
            connections: self.connections()?,
            post: self.post()?,
        })
    }

    fn dynamodb(&self) -> Result<aws_sdk_dynamodb::Client, MissingVariable> {
        let endpoint = (self.lookup)(DYNAMODB_ENDPOINT).or_else(|| (self.lookup)(ANY_ENDPOINT));
        let mut config = aws_sdk_dynamodb::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(self.region()?)
            .credentials_provider(self.credentials()?)
            .http_client(http_client(endpoint.as_deref()))
            .retry_config(retries())
            .timeout_config(timeouts());
        config.set_endpoint_url(endpoint);
        Ok(aws_sdk_dynamodb::Client::from_conf(config.build()))
    }

    fn region(&self) -> Result<Region, MissingVariable> {
        self.required("AWS_REGION").map(Region::new)
    }

    /// Lambda puts the role's credentials into the environment; they outlive the process.
    fn credentials(&self) -> Result<SharedCredentialsProvider, MissingVariable> {
        Ok(SharedCredentialsProvider::new(Credentials::new(
            self.required("AWS_ACCESS_KEY_ID")?,
            self.required("AWS_SECRET_ACCESS_KEY")?,
            (self.lookup)("AWS_SESSION_TOKEN"),
            None,
            "environment",
        )))
    }

    fn required(&self, name: &'static str) -> Result<String, MissingVariable> {
        (self.lookup)(name).ok_or(MissingVariable(name))
    }
}

/// A client for the endpoint; without TLS for a plain one, which spares it the reading of the certificates.
fn http_client(endpoint: Option<&str>) -> SharedHttpClient {
    if endpoint.is_some_and(|endpoint| endpoint.starts_with("http://")) {
        return Builder::new().build_http();
    }
    Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .build_https()
}

/// Throttling and server faults are tried three times, with jitter; the SDK stops retrying when all calls fail.
fn retries() -> RetryConfig {
    RetryConfig::standard()
        .with_max_attempts(3)
        .with_initial_backoff(Duration::from_millis(50))
}

fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(1))
        .operation_attempt_timeout(Duration::from_secs(2))
        .operation_timeout(Duration::from_secs(5))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(
        variables: &'static [(&'static str, &'static str)],
    ) -> Environment<impl Fn(&str) -> Option<String>> {
        Environment::new(move |name: &str| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn what_is_missing_is_named() {
        let aws = with(&[
            ("AWS_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "a"),
            ("AWS_SECRET_ACCESS_KEY", "b"),
        ]);
        let error = aws.connections().err().unwrap().to_string();
        assert!(
            error.contains("CONNECTIONS_TABLE") && error.contains("hint:"),
            "{error}"
        );
        assert!(
            aws.post()
                .err()
                .unwrap()
                .to_string()
                .contains("MANAGEMENT_ENDPOINT")
        );
        assert!(
            with(&[])
                .rooms()
                .err()
                .unwrap()
                .to_string()
                .contains("AWS_REGION")
        );
    }

    #[test]
    fn nothing_said_is_closed() {
        assert_eq!(with(&[]).auth_mode(), env::AuthMode::Closed);
        assert_eq!(
            with(&[(env::AUTH_MODE, "guest")]).auth_mode(),
            env::AuthMode::Guest
        );
    }
}
