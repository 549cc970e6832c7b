//! Every kind of failure, through the SDK as it meets them.

use aws_config::timeout::TimeoutConfig;
use aws_credential_types::{
    credential_fn::provide_credentials_fn,
    provider::{SharedCredentialsProvider, error::CredentialsError},
};
use aws_smithy_runtime_api::client::{
    dns::ResolveDnsError,
    http::{HttpClient, HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn},
    orchestrator::HttpRequest,
    result::ConnectorError,
};
use aws_types::sdk_config::Builder;
use tokio::{io::AsyncWriteExt as _, net::TcpListener};

use super::{Error, Kind};
use crate::{
    answers::{self, config},
    client::{Clients, transport},
};

/// The services, which answer everything with this status and body.
fn answering(status: u16, body: impl Into<String>) -> Clients {
    let body = body.into();
    answers::clients(move |_| (status, body.clone()))
}

/// What CloudFormation's refusal becomes.
async fn refused(status: u16, code: &str, said: &str) -> Error {
    let body = format!(
        "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{said}</Message></Error></ErrorResponse>"
    );
    answering(status, body).stack("chat-dev").await.unwrap_err()
}

/// What a question becomes when nothing answers.
async fn asked(config: Builder) -> Error {
    Clients::of(&config.build()).stack("chat-dev").await.unwrap_err()
}

#[tokio::test]
async fn codes_of_the_service_have_their_kinds() {
    // Codes and messages: CommonErrors of the API reference, and what users of the service report.
    let cases = [
        (
            403,
            "ExpiredToken",
            "The security token included in the request is expired",
            Kind::ExpiredCredentials,
        ),
        (
            403,
            "InvalidClientTokenId",
            "The security token included in the request is invalid.",
            Kind::InvalidCredentials,
        ),
        (
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided.",
            Kind::InvalidCredentials,
        ),
        (
            403,
            "SignatureDoesNotMatch",
            "Signature expired: 20260101T100000Z is now earlier than 20260101T101000Z (20260101T102500Z - 15 min.)",
            Kind::ClockSkew,
        ),
        (
            400,
            "InvalidSignatureException",
            "Signature not yet current: 20260101T110000Z is still later than 20260101T102500Z",
            Kind::ClockSkew,
        ),
        (400, "RequestExpired", "Request has expired.", Kind::ClockSkew),
        (
            403,
            "OptInRequired",
            "You are not subscribed to this service.",
            Kind::RegionDisabled,
        ),
        (400, "Throttling", "Rate exceeded", Kind::Throttled),
        (
            400,
            "InvalidChangeSetStatus",
            "ChangeSet cannot be executed in its current status of OBSOLETE",
            Kind::Changed,
        ),
        (
            400,
            "LimitExceeded",
            "Limit for stack has been exceeded",
            Kind::Limit,
        ),
        (500, "InternalFailure", "", Kind::Service),
        (400, "ValidationError", "Template format error", Kind::Refused),
    ];
    for (status, code, said, kind) in cases {
        let error = refused(status, code, said).await;
        assert_eq!(*error.kind(), kind, "{code}: {error}");
        assert!(error.to_string().ends_with(said), "{error}");
    }
}

#[tokio::test]
async fn a_refusal_names_the_missing_action_and_whom_to_ask() {
    let user = "User: arn:aws:iam::111122223333:user/ci is not authorized to perform: cloudformation:DescribeStacks on \
                resource: arn:aws:cloudformation:eu-west-1:111122223333:stack/chat-dev/*";
    let cases = [
        (
            "because no identity-based policy allows the cloudformation:DescribeStacks action",
            "bootstrap --print-policy",
        ),
        (
            "with an explicit deny in a service control policy",
            "service control policy of the organization must allow",
        ),
        (
            "because no permissions boundary allows the cloudformation:DescribeStacks action",
            "permissions boundary",
        ),
        (
            "with an explicit deny in an identity-based policy",
            "denies `cloudformation:DescribeStacks` by name",
        ),
    ];
    for (why, hint) in cases {
        let error = refused(403, "AccessDenied", &format!("{user} {why}")).await;
        let action = "cloudformation:DescribeStacks".to_owned();
        assert_eq!(*error.kind(), Kind::Denied { action });
        assert!(error.hint().unwrap().contains(hint), "{:?}", error.hint());
    }
    let error = refused(403, "AccessDenied", "Access Denied").await;
    assert!(
        error
            .to_string()
            .starts_with("not allowed: cloudformation:DescribeStacks"),
        "{error}"
    );
}

#[tokio::test]
async fn a_stack_that_is_not_there_is_told_from_one_that_is_busy() {
    let busy = "Stack:arn:aws:cloudformation:x is in UPDATE_IN_PROGRESS state and can not be updated.";
    assert_eq!(*refused(400, "ValidationError", busy).await.kind(), Kind::Busy);
    let absent = "<ErrorResponse><Error><Code>ValidationError</Code>\
                  <Message>Stack with id chat-dev does not exist</Message></Error></ErrorResponse>";
    let clients = answering(400, absent);
    assert_eq!(clients.stack("chat-dev").await.unwrap(), None);
}

#[tokio::test]
async fn an_answer_of_somebody_else_is_no_answer() {
    let error = answering(502, "<html>Bad gateway</html>")
        .stack("x")
        .await
        .unwrap_err();
    assert_eq!(*error.kind(), Kind::Service);
    let error = answering(200, "Welcome to the hotel's network")
        .stack("x")
        .await
        .unwrap_err();
    assert_eq!(*error.kind(), Kind::Service, "{error}");
    assert!(error.said().is_some(), "{error}");
}

#[tokio::test]
async fn a_head_without_a_body_is_told_by_its_status() {
    let head = async |status| {
        let clients = answering(status, "");
        let said = clients.s3.head_bucket().bucket("assets").send().await;
        said.map_err(super::of("s3:ListBucket")).unwrap_err()
    };
    let action = "s3:ListBucket".to_owned();
    assert_eq!(*head(403).await.kind(), Kind::Denied { action });
    assert_eq!(*head(404).await.kind(), Kind::Missing);
    assert_eq!(*head(301).await.kind(), Kind::OtherRegion);
}

#[tokio::test]
async fn a_bucket_that_is_not_there_or_elsewhere_is_told() {
    let put = async |status, code: &str| {
        let clients = answering(
            status,
            format!("<Error><Code>{code}</Code><Message>no</Message></Error>"),
        );
        let said = clients.s3.put_object().bucket("assets").key("a").send().await;
        said.map_err(super::of("s3:PutObject")).unwrap_err()
    };
    assert_eq!(*put(404, "NoSuchBucket").await.kind(), Kind::NoBucket);
    assert_eq!(*put(301, "PermanentRedirect").await.kind(), Kind::OtherRegion);
    assert_eq!(*put(412, "PreconditionFailed").await.kind(), Kind::Changed);
    assert_eq!(*put(503, "SlowDown").await.kind(), Kind::Throttled);
}

/// A service that does not answer.
#[derive(Debug, Clone)]
struct Never;

impl HttpConnector for Never {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(std::future::pending())
    }
}

fn never() -> impl HttpClient + 'static {
    http_client_fn(|_, _| SharedHttpConnector::new(Never))
}

/// What becomes of an error of what gives the credentials.
async fn without(error: fn() -> CredentialsError) -> Error {
    let provider = provide_credentials_fn(move || async move { Err(error()) });
    let client = never();
    asked(
        config()
            .http_client(client)
            .credentials_provider(SharedCredentialsProvider::new(provider)),
    )
    .await
}

#[tokio::test]
async fn credentials_that_cannot_be_had_say_why() {
    let error = without(|| CredentialsError::not_loaded("no providers in chain provided credentials")).await;
    assert_eq!(*error.kind(), Kind::NoCredentials);
    assert_eq!(error.to_string(), "no AWS credentials");
    // As a profile tells of its own source.
    let error = without(|| {
        CredentialsError::provider_error(CredentialsError::provider_error(
            "the SSO token has expired and cannot be refreshed",
        ))
    })
    .await;
    assert_eq!(*error.kind(), Kind::ExpiredCredentials);
    assert!(error.hint().unwrap().contains("aws sso login"));
    let error = without(|| CredentialsError::provider_error("failed to load the cached SSO token")).await;
    assert_eq!(*error.kind(), Kind::ExpiredCredentials);
    let error = without(|| {
        CredentialsError::provider_error("Error retrieving credentials: external process exited 1")
    })
    .await;
    assert_eq!(*error.kind(), Kind::FailedCredentials);
    assert!(error.to_string().contains("external process exited 1"), "{error}");
    let error = without(|| CredentialsError::invalid_configuration("infinite loop of profiles")).await;
    assert_eq!(*error.kind(), Kind::BadProfile);
}

#[tokio::test]
async fn a_role_that_may_not_be_assumed_names_the_action() {
    let error = without(|| {
        let metadata = aws_sdk_sts::error::ErrorMetadata::builder()
            .code("AccessDenied")
            .message("User: x is not authorized to perform: sts:AssumeRole on resource: y")
            .build();
        let refused = aws_sdk_sts::operation::assume_role::AssumeRoleError::generic(metadata);
        CredentialsError::provider_error(refused)
    })
    .await;
    let action = "sts:AssumeRole".to_owned();
    assert_eq!(*error.kind(), Kind::Denied { action });
}

#[tokio::test]
async fn a_region_that_nothing_names_is_told() {
    let error = asked(config().region(None).http_client(never())).await;
    assert_eq!(*error.kind(), Kind::NoRegion);
}

/// A connector that fails with an error of its own.
#[derive(Debug, Clone)]
struct Failing(fn() -> ConnectorError);

impl HttpConnector for Failing {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(Err(self.0()))
    }
}

#[tokio::test]
async fn a_host_that_no_name_leads_to_is_told() {
    let failing = Failing(|| {
        let why = std::io::Error::other("failed to lookup address information: Name or service not known");
        ConnectorError::io(ResolveDnsError::new(why).into())
    });
    let client = http_client_fn(move |_, _| SharedHttpConnector::new(failing.clone()));
    let error = asked(config().http_client(client)).await;
    assert_eq!(*error.kind(), Kind::UnknownHost);
    assert!(error.hint().unwrap().contains("--region"));
}

#[tokio::test]
async fn an_endpoint_where_nobody_listens_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = asked(config().http_client(transport()).endpoint_url(endpoint)).await;
    assert_eq!(*error.kind(), Kind::Unreachable);
    assert!(error.to_string().contains("refused"), "{error}");
    assert!(error.hint().unwrap().contains("AWS_ENDPOINT_URL"));
}

#[tokio::test]
async fn an_endpoint_that_does_not_speak_tls_is_not_trusted() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("https://{}", listener.local_addr().unwrap());
    let plain = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .await
            .unwrap();
    });
    let error = asked(config().http_client(transport()).endpoint_url(endpoint)).await;
    plain.await.unwrap();
    assert_eq!(*error.kind(), Kind::Untrusted, "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_service_that_never_answers_is_given_up() {
    let timeouts = TimeoutConfig::builder().operation_timeout(std::time::Duration::from_secs(9));
    let error = asked(config().http_client(never()).timeout_config(timeouts.build())).await;
    assert_eq!(*error.kind(), Kind::TimedOut);
}
