//! Reference 8.3: throttling.

use super::*;
use crate::gateway::throttle::Throttle;

fn limit(rate: f64, burst: f64) -> Throttle {
    Throttle {
        rate: Some(rate),
        burst: Some(burst),
    }
}

fn echo() -> Functions {
    Functions::default().answering("echo", ok("echo"))
}

/// The message is dropped with a frame, the connection stays; a token comes back with time.
#[tokio::test(start_paused = true)]
async fn a_message_over_the_limit() {
    let mut api = api().two_way("chat", "echo").two_way("$default", "echo");
    api.stage()
        .route_throttles
        .insert("chat".to_owned(), limit(1.0, 2.0));
    let world = World::new(api, echo());
    let mut client = world.connect("/dev").await;
    let chat = json!({"action": "chat"});
    for _ in 0..2 {
        client.send(&chat).await;
        assert_eq!(client.text().await, "echo");
    }
    client.send(&chat).await;
    assert_eq!(message_of(&client.text().await), "Too Many Requests");
    assert_eq!(world.called_so_far().await.len(), 2);
    client.send("another route").await;
    assert_eq!(client.text().await, "echo");
    tokio::time::advance(Duration::from_secs(1)).await;
    client.send(&chat).await;
    assert_eq!(client.text().await, "echo");
}

/// The stage's default holds for every route that has no setting of its own, for each by itself.
#[tokio::test(start_paused = true)]
async fn the_default_of_the_stage() {
    let mut api = api().two_way("chat", "echo").two_way("$default", "echo");
    api.stage().default_throttle = limit(1.0, 1.0);
    let world = World::new(api, echo());
    let mut client = world.connect("/dev").await;
    for (message, expected) in [("{\"action\":\"chat\"}", true), ("x", true), ("x", false)] {
        client.send(message).await;
        let text = client.text().await;
        assert_eq!(text == "echo", expected, "{text}");
    }
}

/// An explicit 0 refuses everything with 429, `$connect` included, whether or not it has a route; 14, row 9: the body.
#[tokio::test(start_paused = true)]
async fn zero_refuses_the_handshake() {
    for mut api in [api(), api().route("$connect", "echo")] {
        api.stage().default_throttle = limit(0.0, 0.0);
        let world = World::new(api, echo());
        let raw = world.upgrade("/dev", "").await;
        assert_eq!(
            (raw.status, raw.body.as_str()),
            (429, r#"{"message":"Too Many Requests"}"#)
        );
        assert_eq!(world.called_so_far().await, Vec::<String>::new());
    }
}

/// The account's own limits stand behind everything: handshakes, messages and posts.
#[tokio::test(start_paused = true)]
async fn the_limits_of_the_account() {
    let limits = Limits {
        requests: Rate {
            per_second: 1.0,
            burst: 3.0,
        },
        ..Limits::default()
    };
    let world = World::with_limits(vec![api().two_way("$default", "echo")], echo(), limits);
    let mut client = world.connect("/dev").await;
    client.send("x").await;
    assert_eq!(client.text().await, "echo");
    let id = connection_id(&world.called("echo").await);
    assert_eq!(world.manage("GET", &id, b"").await.status, 200);
    let raw = world.manage("POST", &id, b"x").await;
    assert_eq!(
        (raw.status, raw.header("x-amzn-ErrorType")),
        (429, Some("LimitExceededException"))
    );
    client.send("x").await;
    assert_eq!(message_of(&client.text().await), "Too Many Requests");
    assert_eq!(world.upgrade("/dev", "").await.status, 429);
}

/// 8.1: new connections have a rate of their own.
#[tokio::test(start_paused = true)]
async fn the_rate_of_new_connections() {
    let limits = Limits {
        connections: Rate {
            per_second: 1.0,
            burst: 1.0,
        },
        ..Limits::default()
    };
    let world = World::with_limits(vec![api()], echo(), limits);
    assert_eq!(world.upgrade("/dev", "").await.status, 101);
    assert_eq!(world.upgrade("/dev", "").await.status, 429);
    let reason = world
        .event(|event| match event {
            Event::Refused { reason, .. } => Some(reason),
            _ => None,
        })
        .await;
    assert_eq!(
        reason,
        "over the account's limit of new connections, 1 per second, 1 at once"
    );
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(world.upgrade("/dev", "").await.status, 101);
}
