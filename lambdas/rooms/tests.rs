use super::*;
use crate::testing::{World, room};

const HOUR: u64 = 60 * 60 * 1000;

#[tokio::test]
async fn the_most_active_rooms_come_first() {
    let world = World::new().await;
    for (name, hours) in [("old", 0), ("new", 2), ("middle", 1)] {
        world
            .rooms()
            .ensure(&room(name), None, Moment(hours * HOUR))
            .await
            .unwrap();
    }
    let (rooms, more) = world.rooms().most_active(2).await.unwrap();
    assert_eq!(rooms, [room("new"), room("middle")]);
    assert!(more);
    assert!(!world.rooms().most_active(3).await.unwrap().1);
}

#[tokio::test]
async fn a_room_is_made_once() {
    let world = World::new().await;
    let (ann, bob) = (UserId::parse("ann").unwrap(), UserId::parse("bob").unwrap());
    world
        .rooms()
        .ensure(&room("tea"), Some(&ann), Moment(HOUR))
        .await
        .unwrap();
    world
        .rooms()
        .ensure(&room("tea"), Some(&bob), Moment(2 * HOUR))
        .await
        .unwrap();
    let rows = world.rows("chat-Rooms");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["ownerId"]["S"], "ann");
    assert_eq!(rows[0]["ownerSort"]["S"], "0000003600000#tea");
}

#[tokio::test]
async fn a_room_in_which_somebody_speaks_this_moment_is_there() {
    let world = World::new().await;
    world
        .rooms()
        .ensure(&room("tea"), None, Moment(HOUR))
        .await
        .unwrap();
    world.witness.conflict("PutItem", 100);
    world
        .rooms()
        .ensure(&room("tea"), None, Moment(HOUR))
        .await
        .unwrap();
    world.enter("ann", "tea").await;
}

#[test]
fn a_busy_room_moves_in_the_directory_every_ten_minutes() {
    let at = |minutes: u64| activity_sort(&room("tea"), Moment(HOUR * 400_000 + minutes * 60_000));
    assert_eq!(at(0), at(9));
    assert!(at(9) < at(10));
}
