use aws_lambda_events::apigw::ApiGatewayWebsocketProxyRequest;
use protocol::{ErrorCode, Outbound, limits};
use serde_json::json;

use crate::testing::{World, event, frame, request, room};

fn connect_event(caller: &crate::caller::Caller) -> serde_json::Value {
    event(include_str!("../events/connect.json"), Some(caller))
}

#[tokio::test]
async fn two_rows_are_written_with_an_end_in_seconds() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    let rows = world.rows_of(&ann);
    let end = (ann.key.connected_at / 1000 + limits::CONNECTION_ROW_SECONDS).to_string();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row["expiresAt"]["N"] == end), "{rows:?}");
    assert_eq!(rows[0]["sk"]["S"], "C");
    assert_eq!(rows[0]["userId"]["S"], "ann");
    assert_eq!(rows[1]["sk"]["S"], "R#tea");
    // A membership with a userId would appear in UserIndex, and its user would get everything twice.
    assert_eq!(
        (rows[1].get("userId"), &rows[1]["memberId"]["S"]),
        (None, &json!("ann"))
    );
    assert!(
        world.received(&ann).is_empty(),
        "nothing can be posted inside $connect"
    );
}

#[tokio::test]
async fn the_first_room_is_made_once_and_owned_by_who_named_it() {
    let world = World::new().await;
    world.enter("ann", "tea").await;
    world.enter("bob", "tea").await;
    world.enter("bob", "general").await;
    let rooms = world.rows("chat-Rooms");
    assert_eq!(rooms.len(), 2);
    let owner = |name: &str| {
        rooms
            .iter()
            .find(|row| row["roomId"]["S"] == name)
            .unwrap()
            .get("ownerId")
            .cloned()
    };
    assert_eq!(owner("tea"), Some(json!({ "S": "ann" })));
    assert_eq!(owner("general"), None);
}

#[tokio::test]
async fn without_a_room_it_is_the_default_one() {
    let world = World::new().await;
    let ann = world.caller("ann");
    let mut event = connect_event(&ann);
    event["queryStringParameters"] = json!({});
    event["multiValueQueryStringParameters"] = json!({});
    assert_eq!(world.connect().handle(request(event)).await.status_code, 200);
    assert_eq!(world.rows_of(&ann)[1]["sk"]["S"], "R#general");
}

#[tokio::test]
async fn a_bad_room_is_refused_with_a_reason_and_writes_nothing() {
    let world = World::new().await;
    let ann = world.caller("ann");
    let mut event = connect_event(&ann);
    event["queryStringParameters"]["roomId"] = json!("a#b");
    event["multiValueQueryStringParameters"]["roomId"] = json!(["a#b"]);
    let response = world.connect().handle(request(event)).await;
    assert_eq!(response.status_code, 400);
    let Some(Outbound::Error(error)) = frame(&response) else {
        panic!("{response:?}")
    };
    assert_eq!(
        (error.code, error.request_id.as_deref()),
        (ErrorCode::BadField, Some("Qz7dEa1bIAMFk0w="))
    );
    assert!(world.rows_of(&ann).is_empty() && world.rows("chat-Rooms").is_empty());
}

#[tokio::test]
async fn whom_no_authorizer_has_seen_is_refused() {
    let world = World::new().await;
    let event = event(include_str!("../events/connect-without-authorizer.json"), None);
    assert_eq!(world.connect().handle(request(event)).await.status_code, 401);
    assert!(world.rows("chat-Connections").is_empty());
}

#[tokio::test]
async fn a_store_that_fails_refuses_and_leaves_nothing() {
    let world = World::new().await;
    let ann = world.caller("ann");
    let drop_table = serde_json::from_value(json!({ "TableName": "chat-Connections" })).unwrap();
    world.database.delete_table(drop_table).unwrap();
    let response = world.connect().handle(request(connect_event(&ann))).await;
    assert_eq!(response.status_code, 500);
    let Some(Outbound::Error(error)) = frame(&response) else {
        panic!("{response:?}")
    };
    assert!(error.code == ErrorCode::Internal && error.retryable);
}

#[tokio::test]
async fn what_a_failed_attempt_has_written_is_taken_back() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    let bob = world.enter("bob", "tea").await;
    world.connections().abandon(&ann.key, &room("tea")).await.unwrap();
    assert!(world.rows_of(&ann).is_empty());
    assert_eq!(world.rows_of(&bob).len(), 2);
}

#[tokio::test]
async fn one_known_subprotocol_comes_back() {
    let world = World::new().await;
    for (offer, chosen) in [
        (json!("gatewright.chat.v1"), Some("gatewright.chat.v1")),
        (
            json!("bearer.abc, gatewright.chat.v1 , other"),
            Some("gatewright.chat.v1"),
        ),
        (json!("other"), None),
        (json!(""), None),
    ] {
        let mut event = connect_event(&world.caller("ann"));
        event["headers"]["sec-websocket-protocol"] = offer.clone();
        let event: ApiGatewayWebsocketProxyRequest = request(event);
        let response = world.connect().handle(event).await;
        let header = response
            .headers
            .get("Sec-WebSocket-Protocol")
            .map(|value| value.to_str().unwrap());
        assert_eq!(header, chosen, "{offer}");
    }
}
