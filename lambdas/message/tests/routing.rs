use protocol::{ErrorCode, Outbound, Route};
use serde_json::json;

use crate::testing::{World, event, frame, request, soon};

fn code(frame: Option<Outbound>) -> ErrorCode {
    match frame {
        Some(Outbound::Error(error)) => error.code,
        other => panic!("an error was expected: {other:?}"),
    }
}

#[tokio::test]
async fn what_selects_no_route_is_answered_with_a_reason() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    for (body, expected) in [
        ("nonsense", ErrorCode::NotJson),
        ("[]", ErrorCode::NotAnObject),
        ("{}", ErrorCode::MissingType),
        (r#"{"type":7}"#, ErrorCode::BadType),
        (r#"{"type":"nonsense"}"#, ErrorCode::UnknownType),
        (r#"{"type":"$connect"}"#, ErrorCode::UnknownType),
        (r#"{"type":"$disconnect"}"#, ErrorCode::UnknownType),
    ] {
        assert_eq!(code(world.send(&ann, body).await), expected, "{body}");
    }
    assert_eq!(world.rows_of(&ann).len(), 2, "no lifecycle code has run");
    assert!(
        world.received(&ann).is_empty(),
        "the answer is the body, and nothing is posted"
    );
}

#[tokio::test]
async fn each_route_answers_in_its_own_way() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    for route in Route::ALL {
        let body = json!({
            "type": route.key(),
            "message": "hello",
            "roomId": if *route == Route::LeaveRoom { "music" } else { "tea" },
            "targetUserId": "ann",
        });
        world.send(&ann, r#"{"type":"join_room","roomId":"music"}"#).await;
        world.received(&ann);
        let answer = world.send(&ann, &body.to_string()).await;
        let posted = world.received(&ann);
        assert_eq!(
            (answer.is_some(), posted.len()),
            (route.answers(), usize::from(!route.answers())),
            "{route:?}"
        );
        let failed = answer
            .iter()
            .chain(&posted)
            .any(|frame| matches!(frame, Outbound::Error(_)));
        assert!(!failed, "{route:?}: {answer:?} {posted:?}");
    }
}

#[tokio::test]
async fn refusals_of_one_way_routes_are_posted_with_their_ids() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    assert_eq!(
        world
            .send(&ann, r#"{"type":"chat","message":"","id":"q1"}"#)
            .await,
        None
    );
    let [Outbound::Error(error)] = &world.received(&ann)[..] else {
        panic!("one error was expected")
    };
    assert_eq!(error.code, ErrorCode::EmptyText);
    assert!(!error.retryable);
    assert_eq!(error.id.as_ref().map(AsRef::as_ref), Some("q1"));
    assert_eq!(error.request_id.as_deref(), Some("Qz7dEa1bIAMFk0w="));
}

#[tokio::test]
async fn a_message_must_be_what_the_gateway_took_it_for() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    for (route, body) in [
        ("$default", r#"{"type":"room_list"}"#),
        ("ping", r#"{"type":"room_list"}"#),
        ("$connect", r#"{"type":"ping"}"#),
    ] {
        let mut event = event(include_str!("../../events/message.json"), Some(&ann));
        event["requestContext"]["routeKey"] = json!(route);
        event["body"] = json!(body);
        let response = world.chat_server().handle(request(event), soon()).await;
        assert_eq!(code(frame(&response)), ErrorCode::TypeMismatch, "{route} {body}");
    }
}

#[tokio::test]
async fn whom_no_authorizer_has_seen_gets_nothing_but_a_pong() {
    let world = World::new().await;
    let ann = world.caller("ann");
    for (body, expected) in [(r#"{"type":"hello"}"#, false), (r#"{"type":"ping"}"#, true)] {
        let mut event = event(include_str!("../../events/message-without-authorizer.json"), None);
        event["requestContext"]["connectionId"] = json!(ann.key.connection_id);
        let kind = serde_json::from_str::<serde_json::Value>(body).unwrap()["type"].clone();
        event["requestContext"]["routeKey"] = kind;
        event["body"] = json!(body);
        let answer = frame(&world.chat_server().handle(request(event), soon()).await);
        assert_eq!(matches!(answer, Some(Outbound::Pong(_))), expected, "{answer:?}");
    }
}

#[tokio::test]
async fn hello_repeats_the_welcome_and_ping_its_id() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    let Some(Outbound::Welcome(welcome)) = world.send(&ann, r#"{"type":"hello","id":"h1"}"#).await else {
        panic!("a welcome was expected")
    };
    assert_eq!(welcome.room_id.as_ref().map(AsRef::as_ref), Some("tea"));
    assert_eq!(welcome.id.as_ref().map(AsRef::as_ref), Some("h1"));
    let Some(Outbound::Pong(pong)) = world.send(&ann, r#"{"type":"ping","id":"p1"}"#).await else {
        panic!("a pong was expected")
    };
    assert_eq!(pong.id.as_ref().map(AsRef::as_ref), Some("p1"));
}

#[tokio::test]
async fn a_connection_that_is_over_is_told_to_connect_again() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    world.disconnect(&ann).await;
    assert_eq!(
        code(world.send(&ann, r#"{"type":"hello"}"#).await),
        ErrorCode::NotConnected
    );
    for body in [
        r#"{"type":"chat","message":"hello"}"#,
        r#"{"type":"join_room","roomId":"tea"}"#,
        r#"{"type":"leave_room","roomId":"tea"}"#,
    ] {
        world.send(&ann, body).await;
        assert_eq!(world.error_posted(&ann), ErrorCode::NotConnected, "{body}");
    }
    assert!(world.rows_of(&ann).is_empty(), "no ghost rows");
}
