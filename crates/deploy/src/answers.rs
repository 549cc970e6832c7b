//! Services that answer from a closure: for tests of one call or a few. The SDK's own replay carries them, so that what
//! a test sees is what the service would have been sent.

use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_smithy_http_client::test_util::infallible_client_fn;
use aws_smithy_types::body::SdkBody;

use crate::client::Clients;

/// A request: method, path with its query, and body.
pub(crate) struct Asked<'r> {
    pub(crate) method: &'r str,
    pub(crate) path: &'r str,
    pub(crate) body: &'r str,
}

/// Clients whose every request is answered by a status and a body.
pub(crate) fn clients(answer: impl Fn(Asked<'_>) -> (u16, String) + Send + Sync + 'static) -> Clients {
    let http = infallible_client_fn(move |request: http::Request<SdkBody>| {
        let body = request.body().bytes().unwrap_or_default();
        let (status, body) = answer(Asked {
            method: request.method().as_str(),
            path: request.uri().path_and_query().map_or("/", |path| path.as_str()),
            body: std::str::from_utf8(body).unwrap_or_default(),
        });
        http::Response::builder().status(status).body(body).unwrap()
    });
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
    Clients::of(
        &SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("eu-west-1"))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .retry_config(RetryConfig::disabled())
            .http_client(http)
            .build(),
    )
}
