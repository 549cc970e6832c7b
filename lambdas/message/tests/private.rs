use protocol::{ErrorCode, Outbound};

use crate::testing::{Answer, World};

const TO_BOB: &str = r#"{"type":"private_message","targetUserId":"bob","message":"psst"}"#;

#[tokio::test]
async fn all_connections_of_both_get_it_and_nobody_else() {
    let world = World::new().await;
    let (ann, ann_too) = (world.enter("ann", "tea").await, world.enter("ann", "music").await);
    let (bob, bob_too) = (world.enter("bob", "tea").await, world.enter("bob", "books").await);
    let eve = world.enter("eve", "tea").await;
    assert_eq!(world.send(&ann, TO_BOB).await, None);
    let [Outbound::PrivateMessage(to_bob)] = &world.received(&bob)[..] else {
        panic!("one message was expected")
    };
    assert_eq!(
        (to_bob.sender_id.as_str(), to_bob.sender_name.as_str()),
        ("ann", "ann's name")
    );
    assert_eq!(
        (to_bob.target_user_id.as_str(), to_bob.message.as_str()),
        ("bob", "psst")
    );
    for caller in [&bob_too, &ann, &ann_too] {
        assert_eq!(world.received(caller), [Outbound::PrivateMessage(to_bob.clone())]);
    }
    assert!(world.received(&eve).is_empty());
    assert!(world.rows("chat-Messages").is_empty());
}

#[tokio::test]
async fn who_is_unknown_and_who_is_offline_are_one_answer() {
    let world = World::new().await;
    let (ann, bob) = (world.enter("ann", "tea").await, world.enter("bob", "tea").await);
    world.gateway.answer(&bob.key.connection_id, Answer::Gone);
    let mut answers = Vec::new();
    for target in ["bob", "bob", "nobody"] {
        world.send(&ann, &TO_BOB.replace("bob", target)).await;
        answers.extend(
            world
                .received(&ann)
                .into_iter()
                .filter(|frame| matches!(frame, Outbound::Error(_))),
        );
    }
    let [Outbound::Error(error), ..] = &answers[..] else {
        panic!("errors were expected: {answers:?}")
    };
    assert_eq!(error.code, ErrorCode::UserUnavailable);
    assert_eq!(answers, vec![Outbound::Error(error.clone()); 3]);
    assert!(world.rows_of(&bob).is_empty());
}

#[tokio::test]
async fn a_note_to_oneself_arrives_once() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    world.send(&ann, &TO_BOB.replace("bob", "ann")).await;
    assert_eq!(world.received(&ann).len(), 1);
}
