use protocol::{ErrorCode, Outbound, limits};
use serde_json::json;

use crate::{caller::Caller, testing::World};

async fn join(world: &World, caller: &Caller, room: &str) {
    let body = json!({ "type": "join_room", "roomId": room });
    assert_eq!(world.send(caller, &body.to_string()).await, None);
}

async fn leave(world: &World, caller: &Caller, room: &str) {
    let body = json!({ "type": "leave_room", "roomId": room });
    assert_eq!(world.send(caller, &body.to_string()).await, None);
}

/// The room in which a message without a room is heard.
async fn current(world: &World, caller: &Caller) -> Option<String> {
    match world.send(caller, r#"{"type":"hello"}"#).await {
        Some(Outbound::Welcome(welcome)) => welcome.room_id.map(String::from),
        other => panic!("a welcome was expected: {other:?}"),
    }
}

fn presence(frames: &[Outbound]) -> Vec<(&str, &str, &str)> {
    frames
        .iter()
        .map(|frame| match frame {
            Outbound::UserJoined(who) => ("joined", who.user_id.as_str(), who.room_id.as_str()),
            Outbound::UserLeft(who) => ("left", who.user_id.as_str(), who.room_id.as_str()),
            other => panic!("only presence was expected: {other:?}"),
        })
        .collect()
}

#[tokio::test]
async fn the_room_and_the_joiner_learn_of_it() {
    let world = World::new().await;
    let (ann, bob) = (world.enter("ann", "tea").await, world.enter("bob", "music").await);
    join(&world, &ann, "music").await;
    assert_eq!(presence(&world.received(&ann)), [("joined", "ann", "music")]);
    assert_eq!(presence(&world.received(&bob)), [("joined", "ann", "music")]);
    assert_eq!(current(&world, &ann).await.as_deref(), Some("music"));
    assert_eq!(world.rows_of(&ann).len(), 3, "the first room is not left");
}

#[tokio::test]
async fn joining_again_disturbs_nobody() {
    let world = World::new().await;
    let (ann, bob) = (world.enter("ann", "tea").await, world.enter("bob", "tea").await);
    join(&world, &ann, "music").await;
    world.received(&ann);
    join(&world, &ann, "tea").await;
    assert_eq!(presence(&world.received(&ann)), [("joined", "ann", "tea")]);
    assert!(world.received(&bob).is_empty());
    assert_eq!(current(&world, &ann).await.as_deref(), Some("tea"));
}

#[tokio::test]
async fn an_unknown_room_is_made_and_owned_by_the_joiner() {
    let world = World::new().await;
    let (ann, bob) = (world.enter("ann", "tea").await, world.enter("bob", "tea").await);
    join(&world, &bob, "music").await;
    join(&world, &ann, "music").await;
    let rooms = world.rows("chat-Rooms");
    let music = rooms.iter().find(|row| row["roomId"]["S"] == "music").unwrap();
    assert_eq!(
        (&music["ownerId"]["S"], &music["visibility"]["S"]),
        (&json!("bob"), &json!("public"))
    );
}

#[tokio::test]
async fn the_default_room_is_nobodys_whoever_joins_it_first() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    join(&world, &ann, "general").await;
    let rooms = world.rows("chat-Rooms");
    let general = rooms.iter().find(|row| row["roomId"]["S"] == "general").unwrap();
    assert_eq!(general.get("ownerId"), None);
}

#[tokio::test]
async fn leaving_tells_the_room_and_falls_back_to_the_last_joined() {
    let world = World::new().await;
    let (ann, bob) = (world.enter("ann", "tea").await, world.enter("bob", "music").await);
    join(&world, &ann, "books").await;
    join(&world, &ann, "music").await;
    for caller in [&ann, &bob] {
        world.received(caller);
    }
    leave(&world, &ann, "music").await;
    assert_eq!(presence(&world.received(&ann)), [("left", "ann", "music")]);
    assert_eq!(presence(&world.received(&bob)), [("left", "ann", "music")]);
    assert_eq!(current(&world, &ann).await.as_deref(), Some("books"));
    leave(&world, &ann, "tea").await;
    assert_eq!(
        current(&world, &ann).await.as_deref(),
        Some("books"),
        "only the current room falls back"
    );
    leave(&world, &ann, "books").await;
    assert_eq!(current(&world, &ann).await, None);
    world.received(&ann);
    world.send(&ann, r#"{"type":"chat","message":"hello"}"#).await;
    assert_eq!(world.error_posted(&ann), ErrorCode::NotAMember);
}

#[tokio::test]
async fn nobody_leaves_a_room_they_are_not_in() {
    let world = World::new().await;
    let (ann, bob) = (world.enter("ann", "tea").await, world.enter("bob", "music").await);
    for room in ["music", "nowhere"] {
        leave(&world, &ann, room).await;
        assert_eq!(world.error_posted(&ann), ErrorCode::NotAMember, "{room}");
    }
    assert!(world.received(&bob).is_empty());
}

#[tokio::test]
async fn rooms_per_connection_are_bounded() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    for n in 1..limits::ROOMS_PER_CONNECTION {
        join(&world, &ann, &format!("room-{n}")).await;
    }
    world.received(&ann);
    join(&world, &ann, "one-more").await;
    assert_eq!(world.error_posted(&ann), ErrorCode::TooManyRooms);
    assert!(
        world
            .rows("chat-Rooms")
            .iter()
            .all(|row| row["roomId"]["S"] != "one-more")
    );
    join(&world, &ann, "tea").await;
    assert_eq!(
        presence(&world.received(&ann)),
        [("joined", "ann", "tea")],
        "one that it is in can be joined again"
    );
}
