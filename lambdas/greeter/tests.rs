use std::time::Duration;

use protocol::Outbound;
use serde_json::json;

use super::*;
use crate::testing::{Answer, World, new_connection, soon};

fn types(frames: &[Outbound]) -> Vec<&'static str> {
    frames
        .iter()
        .map(|frame| match frame {
            Outbound::Welcome(_) => "welcome",
            Outbound::UserJoined(_) => "user_joined",
            Outbound::UserLeft(_) => "user_left",
            _ => "other",
        })
        .collect()
}

#[tokio::test]
async fn the_newcomer_is_welcomed_and_the_room_is_told() {
    let world = World::new().await;
    let (ann, bob) = (
        world.arrive(world.caller("ann"), "tea").await,
        world.arrive(world.caller("bob"), "tea").await,
    );
    assert_eq!(world.greet(&bob, "tea").await, 0);
    let [Outbound::Welcome(welcome)] = &world.received(&bob)[..] else {
        panic!("one welcome was expected")
    };
    assert_eq!(welcome.connection_id, bob.key.connection_id);
    assert_eq!(welcome.user_id, bob.identity.user_id);
    assert_eq!(welcome.room_id.as_ref().map(AsRef::as_ref), Some("tea"));
    assert_eq!(welcome.timestamp, welcome.sent_at_ms / 1000);
    let [Outbound::UserJoined(joined)] = &world.received(&ann)[..] else {
        panic!("one arrival was expected")
    };
    assert_eq!((joined.user_id.as_str(), joined.room_id.as_str()), ("bob", "tea"));
}

#[tokio::test]
async fn a_record_that_comes_again_greets_nobody_again() {
    let world = World::new().await;
    let (ann, bob) = (
        world.arrive(world.caller("ann"), "tea").await,
        world.arrive(world.caller("bob"), "tea").await,
    );
    world.greet(&bob, "tea").await;
    world.greet(&bob, "tea").await;
    assert_eq!(types(&world.received(&bob)), ["welcome"]);
    assert_eq!(types(&world.received(&ann)), ["user_joined"]);
}

#[tokio::test]
async fn whoever_has_moved_meanwhile_is_told_and_announced_where_they_are() {
    let world = World::new().await;
    let (ann, bob) = (
        world.enter("ann", "tea").await,
        world.arrive(world.caller("bob"), "tea").await,
    );
    for body in [
        r#"{"type":"join_room","roomId":"music"}"#,
        r#"{"type":"leave_room","roomId":"tea"}"#,
    ] {
        world.send(&bob, body).await;
    }
    for caller in [&ann, &bob] {
        world.received(caller);
    }
    assert_eq!(world.greet(&bob, "tea").await, 0);
    let [Outbound::Welcome(welcome)] = &world.received(&bob)[..] else {
        panic!("one welcome was expected")
    };
    assert_eq!(welcome.room_id.as_ref().map(AsRef::as_ref), Some("music"));
    assert!(
        world.received(&ann).is_empty(),
        "they were told that bob has left"
    );
}

#[tokio::test]
async fn it_waits_for_a_connection_that_is_still_being_made() {
    let world = World::new().await;
    let ann = world.arrive(world.caller("ann"), "tea").await;
    world.gateway.answer(&ann.key.connection_id, Answer::GoneFor(4));
    assert_eq!(world.greet(&ann, "tea").await, 0);
    assert_eq!(types(&world.received(&ann)), ["welcome"]);
    assert_eq!(world.gateway.attempts(&ann.key.connection_id), 5);
}

#[tokio::test]
async fn a_connection_that_never_comes_is_removed_without_a_word() {
    let world = World::new().await;
    let (ann, bob) = (
        world.arrive(world.caller("ann"), "tea").await,
        world.arrive(world.caller("bob"), "tea").await,
    );
    world.gateway.answer(&bob.key.connection_id, Answer::Gone);
    assert_eq!(
        world
            .greet_until(&bob, "tea", Deadline::after(Duration::from_millis(50)))
            .await,
        0
    );
    assert!(world.rows_of(&bob).is_empty());
    assert!(world.received(&ann).is_empty());
    assert_eq!(world.rows_of(&ann).len(), 2);
}

#[tokio::test]
async fn whoever_has_left_meanwhile_is_not_waited_for() {
    let world = World::new().await;
    let ann = world.arrive(world.caller("ann"), "tea").await;
    world.disconnect(&ann).await;
    assert_eq!(world.greet(&ann, "tea").await, 0);
    assert_eq!(world.gateway.attempts(&ann.key.connection_id), 0);
}

#[tokio::test]
async fn all_who_come_together_are_welcomed_before_any_is_announced() {
    let world = World::new().await;
    let (ann, bob) = (
        world.arrive(world.caller("ann"), "tea").await,
        world.arrive(world.caller("bob"), "tea").await,
    );
    world.gateway.answer(&bob.key.connection_id, Answer::GoneFor(4));
    let mut batch = new_connection(&ann, "tea");
    batch.records.extend(new_connection(&bob, "tea").records);
    let answer = Greeter {
        audience: world.audience(),
    }
    .handle(batch, soon())
    .await;
    assert!(answer.batch_item_failures.is_empty());
    for caller in [&ann, &bob] {
        assert_eq!(types(&world.received(caller)), ["welcome", "user_joined"]);
    }
}

#[tokio::test]
async fn only_the_record_that_failed_comes_again() {
    let world = World::new().await;
    let (ann, bob) = (
        world.arrive(world.caller("ann"), "tea").await,
        world.arrive(world.caller("bob"), "tea").await,
    );
    world.gateway.answer(&ann.key.connection_id, Answer::Fail);
    let mut batch = new_connection(&ann, "tea");
    batch.records[0].change.sequence_number = Some("1".to_owned());
    batch.records.extend(new_connection(&bob, "tea").records);
    let answer = Greeter {
        audience: world.audience(),
    }
    .handle(batch, soon())
    .await;
    assert_eq!(
        serde_json::to_value(answer).unwrap(),
        json!({ "batchItemFailures": [{ "itemIdentifier": "1" }] })
    );
    assert_eq!(types(&world.received(&bob)), ["welcome"]);
}

#[tokio::test]
async fn a_record_that_nobody_can_read_blocks_nobody() {
    let world = World::new().await;
    let ann = world.arrive(world.caller("ann"), "tea").await;
    let mut batch = new_connection(&ann, "tea");
    batch.records[0].change.new_image.remove("userId");
    batch.records.extend(new_connection(&ann, "tea").records);
    let mut removed = new_connection(&ann, "tea").records;
    removed[0].event_name = "REMOVE".to_owned();
    batch.records.extend(removed);
    let answer = Greeter {
        audience: world.audience(),
    }
    .handle(batch, soon())
    .await;
    assert!(answer.batch_item_failures.is_empty());
    assert_eq!(types(&world.received(&ann)), ["welcome"]);
}

#[test]
fn only_new_connections_are_read() {
    let read = |change: fn(&mut EventRecord)| {
        let mut event: Event = serde_json::from_str(include_str!("../events/stream.json")).unwrap();
        change(&mut event.records[0]);
        super::new_connection(event.records.remove(0))
    };
    assert!(read(|_| ()).is_some());
    assert!(read(|record| record.event_name = "MODIFY".to_owned()).is_none());
    assert!(read(|record| record.change.new_image = serde_dynamo::Item::default()).is_none());
}
