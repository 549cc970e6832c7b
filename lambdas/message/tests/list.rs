use protocol::{Outbound, RoomList, limits};

use crate::{
    caller::Caller,
    clock::Moment,
    testing::{World, room},
};

async fn list(world: &World, caller: &Caller) -> RoomList {
    match world.send(caller, r#"{"type":"room_list","id":"l1"}"#).await {
        Some(Outbound::RoomList(list)) => list,
        other => panic!("a list was expected: {other:?}"),
    }
}

#[tokio::test]
async fn users_are_counted_and_not_connections() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    world.enter("ann", "tea").await;
    world.enter("bob", "tea").await;
    let eve = world.enter("eve", "music").await;
    world.disconnect(&eve).await;
    let list = list(&world, &ann).await;
    let mut rooms: Vec<_> = list
        .rooms
        .iter()
        .map(|room| (room.room_id.as_str(), room.active_users, room.or_more))
        .collect();
    rooms.sort_unstable();
    assert_eq!(rooms, [("music", 0, false), ("tea", 2, false)]);
    assert!(!list.truncated);
    assert_eq!(list.id.as_ref().map(AsRef::as_ref), Some("l1"));
}

#[tokio::test]
async fn the_list_is_bounded_and_says_so() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    for n in 0..limits::ROOMS_LISTED {
        world
            .rooms()
            .ensure(&room(&format!("room-{n}")), None, Moment::now())
            .await
            .unwrap();
    }
    let list = list(&world, &ann).await;
    assert_eq!(list.rooms.len(), limits::ROOMS_LISTED);
    assert!(list.truncated);
}
