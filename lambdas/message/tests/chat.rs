use std::time::Duration;

use protocol::{Chat, ErrorCode, Outbound};
use serde_json::json;

use crate::{
    caller::Caller,
    clock::Deadline,
    testing::{Answer, World},
};

fn chats(world: &World, caller: &Caller) -> Vec<Chat> {
    let frames = world.received(caller).into_iter();
    frames
        .map(|frame| match frame {
            Outbound::Chat(chat) => chat,
            other => panic!("only chat was expected: {other:?}"),
        })
        .collect()
}

fn stored(world: &World) -> usize {
    world
        .rows("chat-Messages")
        .iter()
        .filter(|row| row.get("text").is_some())
        .count()
}

#[tokio::test]
async fn everybody_in_the_room_gets_it_the_sender_too() {
    let world = World::new().await;
    let (ann, bob) = (world.enter("ann", "tea").await, world.enter("bob", "tea").await);
    let eve = world.enter("eve", "music").await;
    assert_eq!(
        world
            .send(
                &ann,
                r#"{"type":"chat","message":"grüß dich","clientMsgId":"m1"}"#
            )
            .await,
        None
    );
    let [to_ann] = &chats(&world, &ann)[..] else {
        panic!("one chat was expected")
    };
    assert_eq!(chats(&world, &bob), std::slice::from_ref(to_ann));
    assert!(chats(&world, &eve).is_empty());
    assert_eq!(
        (to_ann.message.as_str(), to_ann.room_id.as_str(), to_ann.seq),
        ("grüß dich", "tea", 1)
    );
    assert_eq!(
        (to_ann.sender_id.as_str(), to_ann.sender_name.as_str()),
        ("ann", "ann's name")
    );
    assert_eq!(to_ann.client_msg_id.as_ref().map(AsRef::as_ref), Some("m1"));
    let row = &world.rows("chat-Messages")[1];
    assert_eq!(
        (&row["messageId"]["S"], &row["text"]["S"]),
        (&json!(to_ann.message_id), &json!("grüß dich"))
    );
    assert!(
        row["expiresAt"]["N"].is_string() && row["timeSeq"]["S"].is_string(),
        "{row}"
    );
}

#[tokio::test]
async fn numbers_have_no_gaps_when_all_speak_at_once() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    let sends = (0..8).map(|n| {
        let body = format!(r#"{{"type":"chat","message":"{n}"}}"#);
        let (world, ann) = (&world, &ann);
        async move { world.send(ann, &body).await }
    });
    let answers = futures_util::future::join_all(sends).await;
    assert!(answers.iter().all(Option::is_none));
    let mut numbers: Vec<u64> = chats(&world, &ann).iter().map(|chat| chat.seq).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=8).collect::<Vec<_>>());
    assert_eq!(stored(&world), 8);
}

#[tokio::test]
async fn sent_twice_it_is_stored_once_and_only_the_sender_hears_again() {
    let world = World::new().await;
    let (ann, bob) = (world.enter("ann", "tea").await, world.enter("bob", "tea").await);
    let body = r#"{"type":"chat","message":"hello","clientMsgId":"m1"}"#;
    world.send(&ann, body).await;
    world.send(&ann, body).await;
    // The same id of somebody else is another message.
    world.send(&bob, body).await;
    let to_ann = chats(&world, &ann);
    assert_eq!(to_ann.len(), 3);
    assert_eq!(to_ann[0], to_ann[1]);
    assert_eq!(
        chats(&world, &bob)
            .iter()
            .map(|chat| chat.seq)
            .collect::<Vec<_>>(),
        [1, 2]
    );
    assert_eq!(stored(&world), 2);
}

#[tokio::test]
async fn nobody_speaks_in_a_room_they_are_not_in() {
    let world = World::new().await;
    let (ann, bob) = (world.enter("ann", "tea").await, world.enter("bob", "music").await);
    for room in ["music", "nowhere"] {
        world
            .send(
                &ann,
                &format!(r#"{{"type":"chat","message":"hello","roomId":"{room}"}}"#),
            )
            .await;
        assert_eq!(world.error_posted(&ann), ErrorCode::NotAMember, "{room}");
    }
    assert!(chats(&world, &bob).is_empty());
    assert_eq!(stored(&world), 0);
}

#[tokio::test]
async fn who_is_gone_loses_exactly_their_rows_and_the_rest_learn_it() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    let (bob, other_bob) = (world.enter("bob", "tea").await, world.enter("bob", "tea").await);
    world.gateway.answer(&bob.key.connection_id, Answer::Gone);
    world.send(&ann, r#"{"type":"chat","message":"hello"}"#).await;
    assert!(world.rows_of(&bob).is_empty());
    assert_eq!(world.rows_of(&other_bob).len(), 2);
    let to_ann = world.received(&ann);
    assert!(
        matches!(&to_ann[..], [Outbound::Chat(_), Outbound::UserLeft(_)]),
        "{to_ann:?}"
    );
}

#[tokio::test]
async fn who_is_still_connecting_keeps_their_rows() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    let bob = world.arrive(world.caller("bob"), "tea").await;
    let mut forgotten = world.caller("eve");
    forgotten.key.connected_at -= 120_000;
    let forgotten = world.arrive(forgotten, "tea").await;
    for caller in [&bob, &forgotten] {
        world.gateway.answer(&caller.key.connection_id, Answer::Gone);
    }
    world.send(&ann, r#"{"type":"chat","message":"hello"}"#).await;
    assert_eq!(world.rows_of(&bob).len(), 2);
    assert!(
        world.rows_of(&forgotten).is_empty(),
        "nobody connects for two minutes"
    );
    let [Outbound::Chat(_), Outbound::UserLeft(left)] = &world.received(&ann)[..] else {
        panic!("one departure was expected")
    };
    assert_eq!(left.user_id, forgotten.identity.user_id);
}

#[tokio::test]
async fn throttled_posts_are_tried_again() {
    let world = World::new().await;
    let (ann, bob) = (world.enter("ann", "tea").await, world.enter("bob", "tea").await);
    world
        .gateway
        .answer(&bob.key.connection_id, Answer::ThrottledFor(2));
    world.send(&ann, r#"{"type":"chat","message":"hello"}"#).await;
    assert_eq!(chats(&world, &bob).len(), 1);
}

#[tokio::test]
async fn a_fan_out_that_fails_is_no_failure_of_the_message() {
    let world = World::new().await;
    let (ann, bob, eve) = (
        world.enter("ann", "tea").await,
        world.enter("bob", "tea").await,
        world.enter("eve", "tea").await,
    );
    world.gateway.answer(&bob.key.connection_id, Answer::Fail);
    assert_eq!(
        world.send(&ann, r#"{"type":"chat","message":"hello"}"#).await,
        None
    );
    assert_eq!((chats(&world, &ann).len(), chats(&world, &eve).len()), (1, 1));
    assert_eq!(
        world.rows_of(&bob).len(),
        2,
        "a fault of ours is no reason to remove anybody"
    );
    assert_eq!(stored(&world), 1);
}

#[tokio::test]
async fn a_fan_out_that_hangs_is_no_failure_of_the_message() {
    let world = World::new().await;
    let (ann, bob) = (world.enter("ann", "tea").await, world.enter("bob", "tea").await);
    world.gateway.answer(&bob.key.connection_id, Answer::Hang);
    let deadline = Deadline::after(Duration::from_millis(100));
    let answer = world
        .send_until(&ann, r#"{"type":"chat","message":"hello"}"#, deadline)
        .await;
    assert_eq!(answer, None);
    assert_eq!(stored(&world), 1);
    assert!(
        !world
            .received(&ann)
            .iter()
            .any(|frame| matches!(frame, Outbound::Error(_)))
    );
}

#[tokio::test]
async fn a_store_that_fails_is_told_as_retryable() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    let drop_table = serde_json::from_value(json!({ "TableName": "chat-Messages" })).unwrap();
    world.database.delete_table(drop_table).unwrap();
    world.send(&ann, r#"{"type":"chat","message":"hello"}"#).await;
    let [Outbound::Error(error)] = &world.received(&ann)[..] else {
        panic!("one error was expected")
    };
    assert!(error.code == ErrorCode::Internal && error.retryable);
    assert!(
        !error.message.contains("chat-Messages"),
        "names of ours are not for clients: {}",
        error.message
    );
}
