//! The wire, byte for byte, with a plain socket in the process's place.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::*;

fn delivery(id: &str) -> Delivery {
    Delivery {
        request_id: id.to_owned(),
        payload: Bytes::from_static(b"{\"a\":1}"),
        deadline_ms: 1_700_000_000_000,
        function_arn: "arn:aws:lambda:us-east-1:000000000000:function:echo".to_owned(),
        trace_id: "Root=1-0-0;Parent=0;Sampled=0".to_owned(),
    }
}

/// Sends one request on a connection of its own and reads the whole answer.
async fn send(api: &RuntimeApi, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(api.address()).await.unwrap();
    let request = format!("{head} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

async fn post(api: &RuntimeApi, path: &str, body: &str) -> String {
    let head = format!("POST /2018-06-01/runtime/{path}");
    send(
        api,
        &head,
        &format!("content-length: {}\r\n\r\n{body}", body.len()),
    )
    .await
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap()
}

#[tokio::test]
async fn next_waits_for_an_event_and_carries_its_headers() {
    let mut api = RuntimeApi::listen().await.unwrap();
    let address = api.address();
    let next = tokio::spawn(async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request =
            "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    });
    let poll = api.polled().await.unwrap();
    poll.send(delivery("one")).unwrap();
    let answer = next.await.unwrap();
    assert_eq!(status(&answer), "200");
    for header in [
        "lambda-runtime-aws-request-id: one",
        "lambda-runtime-deadline-ms: 1700000000000",
        "lambda-runtime-invoked-function-arn: arn:aws:lambda:us-east-1:000000000000:function:echo",
        "lambda-runtime-trace-id: Root=1-0-0;Parent=0;Sampled=0",
    ] {
        assert!(answer.contains(header), "{header} in {answer}");
    }
    assert!(answer.ends_with("{\"a\":1}"));
}

#[tokio::test]
async fn only_the_running_invocation_can_be_answered_and_only_once() {
    let api = RuntimeApi::listen().await.unwrap();
    let answer = api.expect("one");
    assert_eq!(status(&post(&api, "invocation/other/response", "1").await), "400");
    assert_eq!(status(&post(&api, "invocation/one/response", "{}").await), "202");
    assert_eq!(answer.await.unwrap(), Ok(Bytes::from_static(b"{}")));
    assert_eq!(status(&post(&api, "invocation/one/response", "{}").await), "400");
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_refused() {
    let api = RuntimeApi::listen().await.unwrap();
    drop(api.expect("one"));
    assert_eq!(status(&post(&api, "invocation/one/response", "{}").await), "400");
}

#[tokio::test]
async fn a_streamed_answer_counts_when_it_is_whole() {
    let api = RuntimeApi::listen().await.unwrap();
    let answer = api.expect("one");
    let body = "transfer-encoding: chunked\r\nLambda-Runtime-Function-Response-Mode: streaming\r\n\r\n\
                3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    let head = "POST /2018-06-01/runtime/invocation/one/response";
    assert_eq!(status(&send(&api, head, body).await), "202");
    assert_eq!(answer.await.unwrap(), Ok(Bytes::from_static(b"abcde")));
}

#[tokio::test]
async fn an_error_takes_its_type_from_the_body_or_the_header() {
    let api = RuntimeApi::listen().await.unwrap();
    let answer = api.expect("one");
    let body = r#"{"errorType":"Unauthorized","errorMessage":"no token"}"#;
    assert_eq!(status(&post(&api, "invocation/one/error", body).await), "202");
    let reported = answer.await.unwrap().unwrap_err();
    assert_eq!(reported.error_type, "Unauthorized");
    assert_eq!(reported.error_message, "no token");

    let answer = api.expect("two");
    let body = "Lambda-Runtime-Function-Error-Type: Runtime.Odd\r\ncontent-length: 4\r\n\r\noops";
    let head = "POST /2018-06-01/runtime/invocation/two/error";
    assert_eq!(status(&send(&api, head, body).await), "202");
    let reported = answer.await.unwrap().unwrap_err();
    assert_eq!(reported.error_type, "Runtime.Odd");
    assert_eq!(reported.error_message, "oops");
}

#[tokio::test]
async fn an_initialisation_error_is_kept() {
    let api = RuntimeApi::listen().await.unwrap();
    let body = r#"{"errorType":"Config","errorMessage":"no table"}"#;
    assert_eq!(status(&post(&api, "init/error", body).await), "202");
    let reported = api.init_error().unwrap();
    assert_eq!(reported.error_type, "Config");
    assert_eq!(reported.error_message, "no table");
}

#[tokio::test]
async fn other_calls_are_not_found() {
    let api = RuntimeApi::listen().await.unwrap();
    assert_eq!(status(&post(&api, "invocation/next", "").await), "404");
    assert_eq!(status(&post(&api, "invocation/one/other", "").await), "404");
    assert_eq!(status(&send(&api, "GET /", "\r\n").await), "404");
}
