//! Services that answer from a closure: for tests of one call or a few. They stand where the SDK's own replay clients
//! stand, so that what a test sees is what the service would have been sent. The SDK's own come with a feature that
//! changes how JSON is kept in the whole workspace.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex},
};

use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_smithy_runtime_api::client::{
    http::{
        HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
        SharedHttpConnector,
    },
    orchestrator::{HttpRequest, HttpResponse},
    runtime_components::RuntimeComponents,
};
use aws_smithy_types::body::SdkBody;
use aws_types::sdk_config::Builder;
use double::Double;
use http::{HeaderName, HeaderValue, Response};

use crate::{client::Clients, stack::Stack};

/// A request: method, path with its query, and body.
pub(crate) struct Asked<'r> {
    pub(crate) method: &'r str,
    pub(crate) path: &'r str,
    pub(crate) body: &'r str,
}

/// Clients whose every request is answered by a status and a body.
pub(crate) fn clients(answer: impl Fn(Asked<'_>) -> (u16, String) + Send + Sync + 'static) -> Clients {
    let http = from_closure(move |request: http::Request<SdkBody>| {
        let body = request.body().bytes().unwrap_or_default();
        let (status, body) = answer(Asked {
            method: request.method().as_str(),
            path: request.uri().path_and_query().map_or("/", |path| path.as_str()),
            body: std::str::from_utf8(body).unwrap_or_default(),
        });
        Response::builder().status(status).body(body).unwrap()
    });
    over(http)
}

/// What was asked, with its headers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    /// The method and the address, such as `HEAD https://…`.
    pub(crate) line: String,
    /// The headers, as `name: value`.
    headers: Vec<String>,
    /// The body, where it is in memory.
    body: String,
}

impl Call {
    /// Whether the line or the body has this text.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.line.contains(text) || self.body.contains(text)
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find_map(|header| header.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// Everything that was asked, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<Call>>>);

impl Log {
    pub(crate) fn all(&self) -> Vec<Call> {
        self.0.lock().unwrap().clone()
    }

    pub(crate) fn methods(&self) -> Vec<String> {
        let all = self.all().into_iter();
        all.filter_map(|call| Some(call.line.split_once(' ')?.0.to_owned()))
            .collect()
    }
}

/// Clients whose every request is kept, and answered with headers of the test's own where it wants some.
pub(crate) fn recorded(answer: impl Fn(&Call) -> Response<String> + Send + Sync + 'static) -> (Clients, Log) {
    let log = Log::default();
    let kept = log.clone();
    let http = from_closure(move |request: http::Request<SdkBody>| {
        let text = |(name, value): (&HeaderName, &HeaderValue)| {
            format!("{name}: {}", value.to_str().unwrap_or_default())
        };
        let body = request.body().bytes().unwrap_or_default();
        let call = Call {
            line: format!("{} {}", request.method(), request.uri()),
            headers: request.headers().iter().map(text).collect(),
            body: String::from_utf8_lossy(body).into_owned(),
        };
        kept.0.lock().unwrap().push(call.clone());
        answer(&call)
    });
    (over(http), log)
}

type Closure = dyn Fn(http::Request<SdkBody>) -> Response<SdkBody> + Send + Sync;

/// A transport that is a closure.
#[derive(Clone)]
struct Transport(Arc<Closure>);

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Transport")
    }
}

impl HttpConnector for Transport {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let response = (self.0)(request.try_into_http1x().unwrap());
        HttpConnectorFuture::ready(Ok(HttpResponse::try_from(response).unwrap()))
    }
}

impl HttpClient for Transport {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

fn from_closure(
    answer: impl Fn(http::Request<SdkBody>) -> Response<String> + Send + Sync + 'static,
) -> SharedHttpClient {
    SharedHttpClient::new(Transport(Arc::new(move |request| {
        answer(request).map(SdkBody::from)
    })))
}

/// An answer.
pub(crate) fn answer(status: u16, body: impl Into<String>) -> Response<String> {
    Response::builder().status(status).body(body.into()).unwrap()
}

/// A refusal of a service that speaks XML.
pub(crate) fn refusal(status: u16, code: &str, said: &str) -> Response<String> {
    let error = format!("<Error><Code>{code}</Code><Message>{said}</Message></Error>");
    answer(status, format!("<ErrorResponse>{error}</ErrorResponse>"))
}

/// Services of account 111122223333 in `eu-west-1`, over this transport.
fn over(http: SharedHttpClient) -> Clients {
    Clients::of(&config().http_client(http).build())
}

/// Clients of a double: for tests of whole operations. They retry as they do before the services.
pub(crate) fn clients_of(double: &Double) -> Clients {
    let retries = RetryConfig::adaptive().with_max_attempts(6);
    let config = config().http_client(double.clone()).retry_config(retries);
    Clients::of(&config.build())
}

/// A configuration that reaches nobody yet, and does not try twice.
pub(crate) fn config() -> Builder {
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .retry_config(RetryConfig::disabled())
}

/// A stack in a state, without anything in it.
pub(crate) fn stack(status: &str) -> Stack {
    Stack {
        name: "chat-dev".to_owned(),
        id: "arn:aws:cloudformation:eu-west-1:111122223333:stack/chat-dev/1".to_owned(),
        status: status.into(),
        reason: None,
        outputs: BTreeMap::new(),
        parameters: BTreeMap::new(),
        tags: BTreeMap::new(),
        termination_protection: false,
        updated: 0,
        role: None,
        exports: Vec::new(),
        drift: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    #[tokio::test(start_paused = true)]
    async fn retries_outlast_throttling_and_the_rest_is_told() {
        let double = Double::new();
        double.stack(
            "chat",
            "CREATE_COMPLETE",
            r#"{"Resources": {"T": {"Type": "AWS::SNS::Topic"}}}"#,
        );
        let clients = clients_of(&double);
        double.throttle("cloudformation:DescribeStacks", 4);
        assert!(clients.stack("chat").await.unwrap().is_some());
        assert!(clients.stack("other").await.unwrap().is_none());
        double.expire(true);
        let error = clients.stack("chat").await.unwrap_err();
        assert_eq!(*error.kind(), Kind::ExpiredCredentials);
        double.mend();
        double.deny("cloudformation:DescribeStacks");
        let error = clients.stack("chat").await.unwrap_err();
        let action = "cloudformation:DescribeStacks".to_owned();
        assert_eq!(*error.kind(), Kind::Denied { action });
    }
}
