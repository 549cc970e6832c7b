//! Reference 7: the management API.

use super::*;

fn world() -> World {
    World::new(
        api()
            .route("$connect", "connect")
            .route("$disconnect", "disconnect")
            .two_way("$default", "echo"),
        Functions::default()
            .answering("connect", ok(""))
            .answering("disconnect", ok(""))
            .answering("echo", ok("echo")),
    )
}

/// A client and its id.
async fn connected(world: &World, path: &str) -> (Client, String) {
    let client = world.connect(path).await;
    let id = connection_id(&world.called("connect").await);
    (client, id)
}

/// 7.1, POST: 200, an empty body, these headers.
#[tokio::test(start_paused = true)]
async fn a_post_reaches_the_client() {
    let world = world();
    let (mut client, id) = connected(&world, "/dev").await;
    let raw = world.manage("POST", &id, "grüß".as_bytes()).await;
    assert_eq!((raw.status, raw.body.as_str()), (200, ""));
    assert_eq!(raw.header("content-type"), Some("application/json"));
    assert_eq!(raw.header("content-length"), Some("0"));
    assert!(uuid::Uuid::parse_str(raw.header("x-amzn-RequestId").unwrap()).is_ok());
    assert!(raw.header("x-amz-apigw-id").unwrap().ends_with('='));
    assert!(raw.header("X-Amzn-Trace-Id").unwrap().starts_with("Root=1-"));
    assert_eq!(client.text().await, "grüß");
}

/// 7.2: an empty payload is an empty message; invalid UTF-8 is replaced.
#[tokio::test(start_paused = true)]
async fn payloads_are_always_text() {
    let world = world();
    let (mut client, id) = connected(&world, "/dev").await;
    for (payload, text) in [(&b""[..], ""), (&b"a\xffb"[..], "a\u{fffd}b")] {
        assert_eq!(world.manage("POST", &id, payload).await.status, 200);
        assert_eq!(client.text().await, text);
    }
}

/// 7.1, GET: the exact spelling, with and without a user agent.
#[tokio::test(start_paused = true)]
async fn a_get_describes_the_connection() {
    let world = world();
    let (_client, id) = connected(&world, "/dev").await;
    let raw = world.manage("GET", &id, b"").await;
    assert_eq!(
        (raw.status, raw.header("content-type")),
        (200, Some("application/json"))
    );
    let parsed: Value = serde_json::from_str(&raw.body).unwrap();
    let (connected, active) = (
        parsed["connectedAt"].as_str().unwrap(),
        parsed["lastActiveAt"].as_str().unwrap(),
    );
    let expected = format!(
        "{{\n  \"identity\" : {{\n    \"sourceIp\" : \"127.0.0.1\"\n  }},\n  \"connectedAt\" : \"{connected}\",\n  \
         \"lastActiveAt\" : \"{active}\"\n}}"
    );
    assert_eq!(raw.body, expected);

    let request = "Host: h\r\nUser-Agent: demo \"1\"\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                   Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    let mut stream = world.stream();
    stream
        .write_all(format!("GET /dev HTTP/1.1\r\n{request}\r\n").as_bytes())
        .await
        .unwrap();
    assert_eq!(Raw::read(&mut stream).await.status, 101);
    let id = connection_id(&world.called("connect").await);
    let raw = world.manage("GET", &id, b"").await;
    assert!(
        raw.body
            .contains("    \"sourceIp\" : \"127.0.0.1\",\n    \"userAgent\" : \"demo \\\"1\\\"\"\n  },"),
        "{}",
        raw.body
    );
}

/// 7.1: the moment moves with messages and posts, not with GET.
#[tokio::test]
async fn last_active_moves_with_messages_and_posts() {
    let world = world();
    let (mut client, id) = connected(&world, "/dev").await;
    let last_active = async || {
        let raw = world.manage("GET", &id, b"").await;
        serde_json::from_str::<Value>(&raw.body).unwrap()["lastActiveAt"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let tick = async |past: &str| {
        // The stamp has milliseconds: wait for the next one.
        while clock::Moment::now().iso().as_str() <= past {
            tokio::task::yield_now().await;
        }
    };
    let first = last_active().await;
    tick(&first).await;
    assert_eq!(last_active().await, first);
    client.send("x").await;
    client.text().await;
    let second = last_active().await;
    assert!(second > first);
    tick(&second).await;
    world.manage("POST", &id, b"x").await;
    assert!(last_active().await > second);
}

/// 7.1, DELETE: 204; the peer sees 1000; 2.3: so does `$disconnect`.
#[tokio::test(start_paused = true)]
async fn a_delete_closes_the_connection() {
    let world = world();
    let (mut client, id) = connected(&world, "/dev").await;
    world.manage("POST", &id, b"last words").await;
    let raw = world.manage("DELETE", &id, b"").await;
    assert_eq!(
        (raw.status, raw.body.as_str(), raw.header("content-length")),
        (204, "", None)
    );
    assert_eq!(world.manage("GET", &id, b"").await.status, 410);
    assert_eq!(client.text().await, "last words");
    assert_eq!(
        client.closed().await,
        Some((1000, "Connection Closed Normally".to_owned()))
    );
    let context = world.called("disconnect").await["requestContext"].take();
    assert_eq!(context["disconnectStatusCode"], 1000);
    assert_eq!(context["disconnectReason"], "Connection Closed Normally");
}

/// 7.3: all three verbs on an id that is gone, or that an earlier run issued; 0.7: an empty body.
#[tokio::test(start_paused = true)]
async fn a_connection_that_is_gone() {
    let world = world();
    let (mut client, closed) = connected(&world, "/dev").await;
    client.0.close(None).await.unwrap();
    world.called("disconnect").await;
    for id in [closed, ids::connection_id()] {
        for verb in ["POST", "GET", "DELETE"] {
            let raw = world.manage(verb, &id, b"").await;
            assert_eq!(
                (raw.status, raw.body.as_str(), raw.header("content-length")),
                (410, "", Some("0"))
            );
            assert_eq!(raw.header("x-amzn-ErrorType"), Some("GoneException"));
        }
    }
}

/// 7.3: malformed ids, and a live one with one character changed.
#[tokio::test(start_paused = true)]
async fn an_id_that_was_never_issued() {
    let world = world();
    let (_client, id) = connected(&world, "/dev").await;
    let first = if id.starts_with('A') { "B" } else { "A" };
    for foreign in ["abc".to_owned(), format!("{first}{}", &id[1..])] {
        let raw = world.manage("POST", &foreign, b"x").await;
        let expected = format!(r#"{{"message":"Invalid connectionId: {foreign}"}}"#);
        assert_eq!((raw.status, raw.body), (400, expected));
        let kind = raw.headers.iter().find(|(name, _)| name == "x-amzn-ErrorType");
        assert_eq!(kind.map(|(_, kind)| kind.as_str()), Some("BadRequestException"));
    }
}

/// 7.3: the stage is unknown.
#[tokio::test(start_paused = true)]
async fn an_unknown_stage_is_forbidden() {
    let path = format!("/prod/@connections/{}", ids::connection_id());
    let raw = world().request("POST", &path, "", b"x").await;
    assert_eq!(
        (raw.status, raw.body.as_str()),
        (403, r#"{"message":"Forbidden"}"#)
    );
    assert_eq!(raw.header("x-amzn-ErrorType"), Some("ForbiddenException"));
}

/// There is no other verb; the service's answer to an unknown one.
#[tokio::test(start_paused = true)]
async fn an_unknown_verb() {
    let world = world();
    let (_client, id) = connected(&world, "/dev").await;
    let raw = world.manage("PUT", &id, b"x").await;
    assert_eq!(
        (raw.status, raw.body.as_str()),
        (403, r#"{"message":"Missing Authentication Token"}"#)
    );
}

/// 7.2 and 7.3: 131,072 bytes pass, one more is 413 without code, id or body; the connection survives.
#[tokio::test(start_paused = true)]
async fn the_longest_payload() {
    let world = world();
    let (mut client, id) = connected(&world, "/dev").await;
    let longest = "x".repeat(131_072);
    assert_eq!(world.manage("POST", &id, longest.as_bytes()).await.status, 200);
    assert_eq!(client.text().await, longest);
    let raw = world.manage("POST", &id, format!("{longest}x").as_bytes()).await;
    assert_eq!((raw.status, raw.body.as_str()), (413, ""));
    let names: Vec<_> = raw.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["date", "content-length"]);
    assert_eq!(world.manage("POST", &id, b"still here").await.status, 200);
    assert_eq!(client.text().await, "still here");
}

/// 7.2: larger payloads arrive in several frames.
#[tokio::test(start_paused = true)]
async fn large_payloads_are_fragmented() {
    let world = world();
    let mut stream = world.stream();
    let request = "GET /dev HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                   Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    Raw::read(&mut stream).await;
    let id = connection_id(&world.called("connect").await);
    world.manage("POST", &id, &vec![b'x'; 40_000]).await;
    let mut head = [0; 4];
    stream.read_exact(&mut head).await.unwrap();
    // Text, not final, 32,768 bytes; then a continuation, final, the rest.
    assert_eq!(head, [0x01, 126, 0x80, 0x00]);
    stream.read_exact(&mut vec![0; 32_768]).await.unwrap();
    stream.read_exact(&mut head).await.unwrap();
    assert_eq!(head, [0x80, 126, 0x1c, 0x40]);
}

/// 7.6 and 0.1: 410 while `$connect` runs, and a hint for the developer.
#[tokio::test(start_paused = true)]
async fn a_connection_is_not_addressable_inside_connect() {
    let go = Arc::new(tokio::sync::Notify::new());
    let waiting = Arc::clone(&go);
    let functions = Functions::default().with_async("connect", move |_| {
        let waiting = Arc::clone(&waiting);
        Box::pin(async move {
            waiting.notified().await;
            Ok(ok(""))
        })
    });
    let world = World::new(api().route("$connect", "connect"), functions);
    let handshake = world.connect("/dev");
    let inside = async {
        let id = connection_id(&world.called("connect").await);
        for verb in ["POST", "GET"] {
            let raw = world.manage(verb, &id, b"welcome").await;
            assert_eq!(
                (raw.status, raw.header("x-amzn-ErrorType")),
                (410, Some("GoneException"))
            );
        }
        go.notify_one();
        id
    };
    let (mut client, id) = tokio::join!(handshake, inside);
    assert_eq!(world.manage("POST", &id, b"welcome").await.status, 200);
    assert_eq!(client.text().await, "welcome");
    let notice = world
        .event(|event| match event {
            Event::Notice(finding) => Some(finding),
            _ => None,
        })
        .await;
    assert!(notice.message.contains("`$connect` has not been answered yet"));
    assert!(notice.hint.unwrap().contains("addressable after `$connect`"));
}

/// 7.5: reachable through every stage of its API, and through no other API.
#[tokio::test(start_paused = true)]
async fn the_scope_of_a_connection_is_its_api() {
    let mut chat = api().route("$connect", "connect");
    let mut beta = chat.stages[0].clone();
    beta.name = "beta".to_owned();
    chat.stages.push(beta);
    let mut other = api();
    other.id = "zz99zz99zz".to_owned();
    other.stage().name = "other".to_owned();
    let functions = Functions::default().answering("connect", ok(""));
    let world = World::with_limits(vec![chat, other], functions, Limits::default());
    let (_client, id) = connected(&world, "/dev").await;
    for (stage, status) in [("dev", 200), ("beta", 200), ("other", 410)] {
        let path = format!("/{stage}/%40connections/{id}");
        assert_eq!(
            world.request("GET", &path, "", b"").await.status,
            status,
            "{stage}"
        );
    }
}

/// 7.3: a client that does not read fills its send buffer; memory stays bounded.
#[tokio::test(start_paused = true)]
async fn a_slow_client_is_429_for_who_posts() {
    let world = world();
    let (mut client, id) = connected(&world, "/dev").await;
    let payload = vec![b'x'; 100_000];
    let mut accepted = 0;
    let refused = loop {
        let raw = world.manage("POST", &id, &payload).await;
        if raw.status != 200 {
            break raw;
        }
        accepted += 1;
        assert!(accepted < 100, "the buffer has no end");
    };
    assert_eq!(
        (refused.status, refused.header("x-amzn-ErrorType")),
        (429, Some("LimitExceededException"))
    );
    for _ in 0..accepted {
        assert_eq!(client.text().await.len(), payload.len());
    }
    assert_eq!(world.manage("POST", &id, b"x").await.status, 200);
    // It can still be heard, and closed, while it does not read.
    client.send("x").await;
    assert_eq!(client.text().await, "x");
    assert_eq!(client.text().await, "echo");
}

/// Functions keep their HTTP connection between posts.
#[tokio::test(start_paused = true)]
async fn calls_follow_each_other_on_one_stream() {
    let world = world();
    let (mut client, id) = connected(&world, "/dev").await;
    let mut stream = world.stream();
    for text in ["a", "b"] {
        let request = format!("POST /dev/@connections/{id} HTTP/1.1\r\nContent-Length: 1\r\n\r\n{text}");
        stream.write_all(request.as_bytes()).await.unwrap();
        assert_eq!(Raw::read(&mut stream).await.status, 200);
        assert_eq!(client.text().await, text);
    }
}
