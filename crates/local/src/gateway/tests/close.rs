//! Reference 2.3 and 8.2: how connections end, and what `$disconnect` is told.

use super::*;

fn world() -> World {
    let api = api()
        .route("$connect", "connect")
        .route("$disconnect", "disconnect")
        .two_way("$default", "echo");
    let functions = ["connect", "disconnect", "echo"]
        .into_iter()
        .fold(Functions::default(), |functions, name| {
            functions.answering(name, ok(name))
        });
    World::new(api, functions)
}

impl World {
    async fn disconnected(&self) -> (u64, String) {
        let context = self.called("disconnect").await["requestContext"].take();
        let reason = context["disconnectReason"].as_str().unwrap().to_owned();
        (context["disconnectStatusCode"].as_u64().unwrap(), reason)
    }
}

fn frame(code: u16, reason: &str) -> CloseFrame {
    CloseFrame {
        code: code.into(),
        reason: reason.into(),
    }
}

/// 2.3, row 1, and 8.2: the client's own code and reason, echoed and reported.
#[tokio::test(start_paused = true)]
async fn a_client_that_closes_gets_its_own_frame_back() {
    let world = world();
    for (code, reason) in [(1000, "bye"), (1001, ""), (4321, "grüß")] {
        let mut client = world.connect("/dev").await;
        client.0.close(Some(frame(code, reason))).await.unwrap();
        assert_eq!(client.closed().await, Some((code, reason.to_owned())));
        assert_eq!(world.disconnected().await, (u64::from(code), reason.to_owned()));
    }
}

/// 2.3, row 2.
#[tokio::test(start_paused = true)]
async fn a_close_frame_without_code() {
    let world = world();
    let mut client = world.connect("/dev").await;
    client.0.close(None).await.unwrap();
    assert_eq!(client.closed().await, None);
    let reason = "Client-side close frame status not set".to_owned();
    assert_eq!(world.disconnected().await, (1005, reason));
}

/// 2.3: the stream ends without a close frame.
#[tokio::test(start_paused = true)]
async fn a_lost_connection() {
    let world = world();
    drop(world.connect("/dev").await);
    assert_eq!(
        world.disconnected().await,
        (1006, "Connection closed abnormally".to_owned())
    );
}

/// 3.3 and 0.10.
#[tokio::test(start_paused = true)]
async fn a_binary_message_ends_the_connection() {
    let world = world();
    let mut client = world.connect("/dev").await;
    client.0.send(Message::binary(vec![1, 2])).await.unwrap();
    let expected = (1003, "Binary is not supported".to_owned());
    assert_eq!(client.closed().await, Some(expected));
    assert_eq!(
        world.disconnected().await,
        (1003, "Binary is not supported".to_owned())
    );
}

/// 8.2: invalid UTF-8 is 1007, a violation of the protocol is 1002.
#[tokio::test(start_paused = true)]
async fn broken_clients() {
    // A text frame, masked with zeros, that holds one invalid byte; a text frame without a mask.
    for (bytes, code) in [
        (&[0x81, 0x81, 0, 0, 0, 0, 0xff][..], 1007),
        (&[0x81, 0x01, b'a'][..], 1002),
    ] {
        let world = world();
        let mut client = world.connect("/dev").await;
        client.0.get_mut().write_all(bytes).await.unwrap();
        assert_eq!(client.closed().await, Some((code, String::new())));
        assert_eq!(world.disconnected().await, (u64::from(code), String::new()));
    }
}

/// 2.3, the whole event.
#[tokio::test(start_paused = true)]
async fn the_disconnect_event() {
    let world = world();
    let mut client = world.connect("/dev?a=b").await;
    let connect = world.called("connect").await["requestContext"].take();
    client.0.close(Some(frame(1000, "bye"))).await.unwrap();
    let mut event = world.called("disconnect").await;

    let context = event["requestContext"].as_object_mut().unwrap();
    let request = context.remove("requestId").unwrap();
    assert_ne!(request, connect["requestId"]);
    assert_eq!(context.remove("extendedRequestId"), Some(request));
    assert!(context.remove("requestTime").is_some() && context.remove("requestTimeEpoch").is_some());
    let expected = json!({
        "headers": {"Host": "127.0.0.1:3001", "x-api-key": "", "X-Forwarded-For": "", "x-restapi": ""},
        "multiValueHeaders": {"Host": ["127.0.0.1:3001"], "x-api-key": [""], "X-Forwarded-For": [""], "x-restapi": [""]},
        "requestContext": {"routeKey": "$disconnect", "eventType": "DISCONNECT", "messageDirection": "IN",
            "stage": "dev", "connectedAt": connect["connectedAt"], "identity": {"sourceIp": "127.0.0.1"},
            "domainName": "127.0.0.1:3001", "connectionId": connect["connectionId"], "apiId": "ab12cd34ef",
            "disconnectStatusCode": 1000, "disconnectReason": "bye"},
        "isBase64Encoded": false
    });
    assert_eq!(event, expected);
}

/// 2.3: its result is ignored; the developer sees it.
#[tokio::test(start_paused = true)]
async fn a_failing_disconnect_function_only_shows_in_the_log() {
    let functions = Functions::default().with("disconnect", failing(raised("boom")));
    let world = World::new(api().route("$disconnect", "disconnect"), functions);
    let mut client = world.connect("/dev").await;
    client.0.close(None).await.unwrap();
    assert_eq!(client.closed().await, None);
    let outcome = world
        .event(|event| match event {
            Event::Disconnected { outcome, .. } => Some(outcome),
            _ => None,
        })
        .await;
    let reason = "`disconnect`: Error: boom".to_owned();
    assert_eq!(outcome, Some(crate::event::Outcome::Failed(reason)));
}

/// The gateway says goodbye when it stops, and `$disconnect` still runs.
#[tokio::test(start_paused = true)]
async fn stopping_closes_connections_and_runs_disconnect() {
    let world = world();
    let mut client = world.connect("/dev").await;
    let stop = world.gateway.stop(Duration::from_secs(5));
    let (closed, ()) = tokio::join!(client.closed(), stop);
    assert_eq!(closed, Some((1001, "Going away".to_owned())));
    assert_eq!(world.disconnected().await, (1001, "Going away".to_owned()));
}

/// A client that never answers the close frame does not hold the gateway.
#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_answer_a_close_frame_is_dropped() {
    let world = world();
    let client = world.connect("/dev").await;
    let began = tokio::time::Instant::now();
    world.gateway.stop(Duration::from_mins(1)).await;
    assert!(began.elapsed() <= Limits::default().close_grace);
    drop(client);
}
