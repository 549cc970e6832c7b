//! Reference 1: the handshake, and 2.1: the `$connect` event.

use super::*;

fn echo_connect(answer: Value) -> World {
    World::new(
        api().route("$connect", "connect"),
        Functions::default().answering("connect", answer),
    )
}

/// 1.4: exactly these headers, no extensions, nothing of the Lambda's own.
#[tokio::test(start_paused = true)]
async fn the_101_carries_exactly_four_headers() {
    let world = echo_connect(json!({"statusCode": 200, "headers": {"Set-Cookie": "a=b"}, "body": "ignored"}));
    let raw = world
        .upgrade("/dev", "Sec-WebSocket-Extensions: permessage-deflate\r\n")
        .await;
    assert_eq!(raw.status, 101);
    let names: Vec<_> = raw.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["date", "connection", "upgrade", "sec-websocket-accept"]);
    assert_eq!(raw.header("connection"), Some("upgrade"));
    assert_eq!(raw.header("upgrade"), Some("websocket"));
    // RFC 6455, 1.3: the answer to its sample nonce.
    assert_eq!(
        raw.header("sec-websocket-accept"),
        Some("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    );
}

/// 1.2, step 6: no `$connect` route, or one without integration, accepts.
#[tokio::test(start_paused = true)]
async fn without_a_connect_integration_everybody_may_connect() {
    for api in [api(), api().backend("$connect", None)] {
        let world = World::new(api, Functions::default());
        assert_eq!(world.upgrade("/dev", "").await.status, 101);
    }
}

/// 1.2: the 101 is sent only after `$connect` has answered.
#[tokio::test(start_paused = true)]
async fn the_upgrade_is_held_open_while_connect_runs() {
    let answered = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&answered);
    let functions = Functions::default().with_async("connect", move |_| {
        let flag = Arc::clone(&flag);
        Box::pin(async move {
            tokio::time::sleep(Duration::from_secs(20)).await;
            flag.store(true, Ordering::SeqCst);
            Ok(ok(""))
        })
    });
    let world = World::new(api().route("$connect", "connect"), functions);
    assert_eq!(world.upgrade("/dev", "").await.status, 101);
    assert!(answered.load(Ordering::SeqCst));
}

/// 1.3: any 2xx accepts.
#[tokio::test(start_paused = true)]
async fn every_2xx_accepts() {
    for status in [200, 201, 204, 299] {
        let world = echo_connect(json!({"statusCode": status}));
        assert_eq!(world.upgrade("/dev", "").await.status, 101, "{status}");
    }
}

/// 1.3: any other status is the handshake's, with the Lambda's body; 0.3: and no `$disconnect` follows.
#[tokio::test(start_paused = true)]
async fn other_statuses_pass_through_with_their_body() {
    for status in [301, 400, 401, 403, 410, 500, 503] {
        let api = api()
            .route("$connect", "connect")
            .route("$disconnect", "disconnect");
        let functions = Functions::default()
            .answering(
                "connect",
                json!({"statusCode": status, "body": "{\"why\":\"no\"}"}),
            )
            .answering("disconnect", ok(""));
        let world = World::new(api, functions);
        let raw = world.upgrade("/dev", "").await;
        assert_eq!((raw.status, raw.body.as_str()), (status, "{\"why\":\"no\"}"));
        assert_eq!(
            raw.header("content-type"),
            Some("application/json; charset=UTF-8")
        );
        let id = world.called("connect").await["requestContext"]["requestId"].clone();
        assert_eq!(raw.header("x-amz-apigw-id"), id.as_str());
        world.gateway.stop(Duration::from_secs(5)).await;
        assert_eq!(world.called_so_far().await, Vec::<String>::new());
    }
}

/// 1.3: a JSON content type gets its charset, another one stays.
#[tokio::test(start_paused = true)]
async fn the_content_type_of_a_refusal() {
    for (sent, seen) in [
        ("application/json", "application/json; charset=UTF-8"),
        ("text/plain", "text/plain"),
    ] {
        let headers = json!({"content-type": sent});
        let world = echo_connect(json!({"statusCode": 403, "headers": headers, "body": "no"}));
        assert_eq!(world.upgrade("/dev", "").await.header("content-type"), Some(seen));
    }
}

/// 1.3: who fails how. 1.4: the shape of the gateway's own refusals.
#[tokio::test(start_paused = true)]
async fn failures_of_the_connect_function() {
    let two_seconds = Duration::from_secs(2);
    for (error, status) in [
        (raised("boom"), 502),
        (InvokeError::TimedOut { after: two_seconds }, 502),
        (
            InvokeError::Exited {
                status: "exit status: 1".to_owned(),
            },
            502,
        ),
        (InvokeError::Throttled, 500),
        (
            InvokeError::NotFound {
                function: "connect".to_owned(),
            },
            500,
        ),
    ] {
        let functions = Functions::default().with("connect", failing(error));
        let world = World::new(api().route("$connect", "connect"), functions);
        let raw = world.upgrade("/dev", "").await;
        assert_eq!(
            (raw.status, message_of(&raw.body).as_str()),
            (status, "Internal server error")
        );
        assert_eq!(
            raw.header("content-type"),
            Some("application/json; charset=UTF-8")
        );
        assert!(raw.header("x-amz-apigw-id").is_some());
    }
}

/// 1.3: a malformed proxy response is 502. A status that HTTP does not have cannot be sent and counts as one.
#[tokio::test(start_paused = true)]
async fn malformed_answers_of_the_connect_function() {
    for answer in [
        json!(null),
        json!({"status": 200}),
        json!({"statusCode": 101}),
        json!({"statusCode": 1000}),
    ] {
        let raw = echo_connect(answer).upgrade("/dev", "").await;
        assert_eq!(
            (raw.status, message_of(&raw.body).as_str()),
            (502, "Internal server error")
        );
    }
}

/// 1.3: 29 seconds, then 504.
#[tokio::test(start_paused = true)]
async fn a_connect_function_that_takes_too_long() {
    let functions = Functions::default().with_async("connect", |_| {
        Box::pin(async {
            tokio::time::sleep(Duration::from_secs(30)).await;
            Ok(ok(""))
        })
    });
    let world = World::new(api().route("$connect", "connect"), functions);
    let raw = world.upgrade("/dev", "").await;
    assert_eq!(
        (raw.status, message_of(&raw.body).as_str()),
        (504, "Endpoint request timed out")
    );
}

/// 1.1: unknown stage, or a path after the stage.
#[tokio::test(start_paused = true)]
async fn paths_that_lead_nowhere_are_forbidden() {
    let world = World::new(api(), Functions::default());
    for path in ["/", "/prod", "/dev/more"] {
        let raw = world.upgrade(path, "").await;
        assert_eq!(
            (raw.status, raw.body.as_str()),
            (403, r#"{"message":"Forbidden"}"#),
            "{path}"
        );
    }
}

/// 1.3, last row: a plain GET. 1.2: the stage is looked up first, the upgrade is validated second.
#[tokio::test(start_paused = true)]
async fn what_is_no_handshake() {
    let world = echo_connect(ok(""));
    let upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    let old = format!("{upgrade}Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: a\r\n");
    let keyless = format!("{upgrade}Sec-WebSocket-Version: 13\r\n");
    for (path, headers, status) in [
        ("/dev", "", 426),
        ("/prod", "", 403),
        ("/dev", old.as_str(), 426),
        ("/dev", keyless.as_str(), 400),
    ] {
        assert_eq!(
            world.request("GET", path, headers, b"").await.status,
            status,
            "{headers}"
        );
    }
    assert_eq!(world.called_so_far().await, Vec::<String>::new());
}

/// 1.4: the gateway never echoes a subprotocol by itself; it sends the one that the Lambda returned.
#[tokio::test(start_paused = true)]
async fn subprotocols_come_from_the_function() {
    let offer = "Sec-WebSocket-Protocol: chat.v2, chat.v1\r\n";
    let silent = echo_connect(ok("")).upgrade("/dev", offer).await;
    assert_eq!(silent.header("sec-websocket-protocol"), None);
    let chosen = json!({"statusCode": 200, "headers": {"sec-websocket-PROTOCOL": "chat.v1"}});
    let spoken = echo_connect(chosen).upgrade("/dev", offer).await;
    assert_eq!(spoken.header("sec-websocket-protocol"), Some("chat.v1"));
}

/// 2.1, the whole event.
#[tokio::test(start_paused = true)]
async fn the_connect_event() {
    let mut api = api().route("$connect", "connect");
    api.stage()
        .variables
        .insert("tableName".to_owned(), "chat-dev".to_owned());
    let world = World::new(api, Functions::default().answering("connect", ok("")));
    let path = "/dev?room=7&tag=a&tag=b+c%26";
    world
        .upgrade(path, "user-AGENT: demo/1.0\r\nX-Twice: 1\r\nX-Twice: 2\r\n")
        .await;
    let mut event = world.called("connect").await;

    let context = event["requestContext"].as_object_mut().unwrap();
    let id = context.remove("requestId").unwrap();
    assert_eq!(
        (id.as_str().unwrap().len(), context.remove("extendedRequestId")),
        (16, Some(id))
    );
    assert!(ids::is_connection_id(
        context.remove("connectionId").unwrap().as_str().unwrap()
    ));
    let connected = context.remove("connectedAt").unwrap().as_u64().unwrap();
    assert!(context.remove("requestTimeEpoch").unwrap().as_u64().unwrap() >= connected);
    assert!(
        context
            .remove("requestTime")
            .unwrap()
            .as_str()
            .unwrap()
            .ends_with(" +0000")
    );
    let trace = event["headers"]["X-Amzn-Trace-Id"].take();
    assert!(trace.as_str().unwrap().starts_with("Root=1-"));
    event["multiValueHeaders"]["X-Amzn-Trace-Id"].take();

    let expected = json!({
        "headers": {"Host": "127.0.0.1:3001", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version": "13", "X-Amzn-Trace-Id": null, "X-Forwarded-For": "127.0.0.1",
            "X-Forwarded-Port": "3001", "X-Forwarded-Proto": "http", "X-Twice": "2", "user-AGENT": "demo/1.0"},
        "multiValueHeaders": {"Host": ["127.0.0.1:3001"], "Sec-WebSocket-Key": ["dGhlIHNhbXBsZSBub25jZQ=="],
            "Sec-WebSocket-Version": ["13"], "X-Amzn-Trace-Id": null, "X-Forwarded-For": ["127.0.0.1"],
            "X-Forwarded-Port": ["3001"], "X-Forwarded-Proto": ["http"], "X-Twice": ["1", "2"],
            "user-AGENT": ["demo/1.0"]},
        "queryStringParameters": {"room": "7", "tag": "b c&"},
        "multiValueQueryStringParameters": {"room": ["7"], "tag": ["a", "b c&"]},
        "stageVariables": {"tableName": "chat-dev"},
        "requestContext": {"routeKey": "$connect", "eventType": "CONNECT", "messageDirection": "IN",
            "stage": "dev", "identity": {"sourceIp": "127.0.0.1", "userAgent": "demo/1.0"},
            "domainName": "127.0.0.1:3001", "apiId": "ab12cd34ef"},
        "isBase64Encoded": false
    });
    assert_eq!(event, expected);
}

/// 2.1: what is not there is absent, not null.
#[tokio::test(start_paused = true)]
async fn absent_members_of_the_connect_event() {
    let world = echo_connect(ok(""));
    world.upgrade("/dev", "").await;
    let event = world.called("connect").await;
    for absent in [
        "queryStringParameters",
        "multiValueQueryStringParameters",
        "stageVariables",
        "body",
    ] {
        assert!(event.get(absent).is_none(), "{absent}");
    }
    let context = &event["requestContext"];
    assert!(context["identity"].get("userAgent").is_none());
    assert!(context.get("authorizer").is_none() && context.get("messageId").is_none());
}

/// An IPv6 address has colons of its own.
#[tokio::test(start_paused = true)]
async fn the_forwarded_port_is_that_of_the_host() {
    for (host, port) in [("[::1]:3001", "3001"), ("[::1]", "80"), ("localhost", "80")] {
        let world = echo_connect(ok(""));
        let headers = format!(
            "Host: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        );
        world.request("GET", "/dev", &headers, b"").await;
        let event = world.called("connect").await;
        assert_eq!(event["headers"]["X-Forwarded-Port"], port, "{host}");
    }
}

/// A refusal tells the developer why, and never shows the query: a token may stand in it.
#[tokio::test(start_paused = true)]
async fn a_refusal_is_an_event_without_the_query() {
    let world = echo_connect(json!({"statusCode": 401}));
    world.upgrade("/dev?token=secret", "").await;
    let refused = world
        .event(|event| match event {
            Event::Refused {
                path, status, reason, ..
            } => Some((path, status, reason)),
            _ => None,
        })
        .await;
    assert_eq!(
        refused,
        ("/dev".to_owned(), 401, "`$connect` answered 401".to_owned())
    );
}
