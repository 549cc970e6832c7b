use protocol::Outbound;

use crate::testing::{Answer, World, event, request, soon};

fn left(frames: &[Outbound]) -> Vec<(&str, &str)> {
    frames
        .iter()
        .map(|frame| match frame {
            Outbound::UserLeft(who) => (who.user_id.as_str(), who.room_id.as_str()),
            other => panic!("only departures were expected: {other:?}"),
        })
        .collect()
}

#[tokio::test]
async fn every_room_is_told_once_however_often_it_runs() {
    let world = World::new().await;
    let (ann, bob) = (world.enter("ann", "tea").await, world.enter("bob", "tea").await);
    for caller in [&ann, &bob] {
        world
            .send(caller, r#"{"type":"join_room","roomId":"music"}"#)
            .await;
    }
    for caller in [&ann, &bob] {
        world.received(caller);
    }
    world.disconnect(&ann).await;
    world.disconnect(&ann).await;
    let frames = world.received(&bob);
    let mut left = left(&frames);
    left.sort_unstable();
    assert_eq!(left, [("ann", "music"), ("ann", "tea")]);
    assert!(world.rows_of(&ann).is_empty());
    assert!(world.received(&ann).is_empty());
}

#[tokio::test]
async fn a_connection_that_reuses_an_id_keeps_its_rows() {
    let world = World::new().await;
    let mut old = world.caller("ann");
    let new = world.enter("ann", "tea").await;
    old.key.connection_id.clone_from(&new.key.connection_id);
    old.key.connected_at -= 1;
    world.disconnect(&old).await;
    assert_eq!(world.rows_of(&new).len(), 2);
}

#[tokio::test]
async fn it_needs_no_identity() {
    let world = World::new().await;
    let event = event(include_str!("../events/disconnect-without-authorizer.json"), None);
    let disconnect = super::Disconnect {
        audience: world.audience(),
    };
    assert_eq!(disconnect.handle(request(event), soon()).await.status_code, 200);
}

#[tokio::test]
async fn others_who_turn_out_to_be_gone_leave_too() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    let (bob, eve) = (world.enter("bob", "tea").await, world.enter("eve", "tea").await);
    world.gateway.answer(&bob.key.connection_id, Answer::Gone);
    world.disconnect(&ann).await;
    assert_eq!(left(&world.received(&eve)), [("ann", "tea"), ("bob", "tea")]);
    assert!(world.rows_of(&bob).is_empty());
}
