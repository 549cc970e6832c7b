//! The services, as one profile in one region reaches them.

mod profile;
mod region;

use std::time::Duration;

use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig, timeout::TimeoutConfig};
use aws_sdk_cloudformation as cloudformation;
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::os_shim_internal::{Env, Fs};

use crate::error::{self, Error, Kind};

/// Whose credentials are used, and where; what is not said here, the SDK's usual chain decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// A profile of `~/.aws/config`; credentials in variables do not go before it.
    pub profile: Option<String>,
    /// A region such as `eu-west-1`.
    pub region: Option<String>,
}

/// The services that a deployment needs.
#[derive(Clone, Debug)]
pub struct Clients {
    /// CloudFormation.
    pub cloudformation: cloudformation::Client,
    /// S3, which holds the assets.
    pub s3: aws_sdk_s3::Client,
    /// STS, which knows who we are.
    pub sts: aws_sdk_sts::Client,
    /// Lambda, for code without a deployment and for what functions are.
    pub lambda: aws_sdk_lambda::Client,
    /// CloudWatch Logs.
    pub logs: aws_sdk_cloudwatchlogs::Client,
    /// API Gateway's settings of the account; the stacks themselves are CloudFormation's.
    pub gateway: aws_sdk_apigateway::Client,
    /// Service Quotas.
    pub quotas: aws_sdk_servicequotas::Client,
    region: String,
}

/// Who the credentials belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The twelve digits of the account.
    pub account: String,
    /// The user or the session of a role.
    pub arn: String,
}

impl Clients {
    /// Finds a region and credentials, without a call yet.
    ///
    /// The usual variables, files and endpoints of the SDK decide, `AWS_ENDPOINT_URL` among them.
    pub async fn connect(target: &Target) -> Result<Self, Error> {
        profile::check(&Fs::real(), &Env::real(), target.profile.as_deref()).await?;
        let http = transport();
        let named = target.region.clone().map(Region::new);
        let found = match named {
            Some(region) => Some(region),
            None => region::find(target.profile.as_deref(), http.clone()).await,
        };
        let region = found.ok_or_else(|| Error::new(Kind::NoRegion, "find a region"))?;
        let loader = aws_config::defaults(BehaviorVersion::latest())
            .region(region.clone())
            .http_client(http.clone())
            .retry_config(retries())
            .timeout_config(timeouts());
        let loader = match &target.profile {
            Some(name) => loader
                .profile_name(name)
                .credentials_provider(profile::credentials(name, region, http)),
            None => loader,
        };
        Ok(Self::of(&loader.load().await))
    }

    /// The services that a configuration of the SDK reaches; a configuration without region says so with each call.
    pub fn of(config: &SdkConfig) -> Self {
        // An endpoint that stands for all services has no buckets in its host names.
        let s3 = aws_sdk_s3::config::Builder::from(config)
            .force_path_style(config.endpoint_url().is_some())
            .build();
        Self {
            cloudformation: cloudformation::Client::new(config),
            s3: aws_sdk_s3::Client::from_conf(s3),
            sts: aws_sdk_sts::Client::new(config),
            lambda: aws_sdk_lambda::Client::new(config),
            logs: aws_sdk_cloudwatchlogs::Client::new(config),
            gateway: aws_sdk_apigateway::Client::new(config),
            quotas: aws_sdk_servicequotas::Client::new(config),
            region: config
                .region()
                .map(|region| region.as_ref().to_owned())
                .unwrap_or_default(),
        }
    }

    /// The region that is asked.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Asks who the credentials belong to: the cheapest proof that they work.
    pub async fn identity(&self) -> Result<Identity, Error> {
        let said = self
            .sts
            .get_caller_identity()
            .send()
            .await
            .map_err(error::of("sts:GetCallerIdentity"))?;
        Ok(Identity {
            account: said.account.unwrap_or_default(),
            arn: said.arn.unwrap_or_default(),
        })
    }
}

/// HTTPS on ring, as the handlers have it.
pub(crate) fn transport() -> SharedHttpClient {
    Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .build_https()
}

/// Throttled calls are spread; who waits for an endpoint that is not there waits seconds, not half a minute.
fn retries() -> RetryConfig {
    RetryConfig::adaptive()
        .with_max_attempts(6)
        .with_max_backoff(Duration::from_secs(3))
}

/// No call waits for ever: what takes longer is over, and retried where that is safe.
fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(5))
        .read_timeout(Duration::from_secs(30))
        .operation_timeout(Duration::from_mins(3))
        .build()
}
