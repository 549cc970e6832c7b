use protocol::{limits, tables::EXPIRES_AT};

use super::*;
use crate::caller::Identity;
use crate::testing::{World, room};

#[tokio::test]
async fn rows_whose_time_is_over_are_not_seen_although_they_lie_there() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    let (connections, now) = (world.connections(), Moment::now());
    let over = Moment(now.ms() + (limits::CONNECTION_ROW_SECONDS + 1) * 1000);
    for (when, seen) in [(now, 1), (over, 0)] {
        assert_eq!(connections.in_room(&room("tea"), when).await.unwrap().len(), seen);
        assert_eq!(
            connections
                .of_user(&ann.identity.user_id, when)
                .await
                .unwrap()
                .len(),
            seen
        );
        assert_eq!(
            connections.count(&room("tea"), when).await.unwrap().users,
            seen as u64
        );
        let presence = connections.load(&ann.key, when).await.unwrap();
        assert_eq!(
            (presence.connection.iter().count(), presence.memberships.len()),
            (seen, seen)
        );
    }
    assert_eq!(world.rows_of(&ann).len(), 2);
    assert!(
        world
            .rows_of(&ann)
            .iter()
            .all(|row| row.get(EXPIRES_AT).is_some())
    );
}

#[tokio::test]
async fn members_are_read_to_the_end() {
    let world = World::new().await;
    let (connections, now) = (world.connections(), Moment::now());
    let entries = 4_000;
    let in_first_shard = (0..)
        .map(|n: u32| format!("{n}=="))
        .filter(|id| store::bucket(id, table::ROOM_SHARDS) == 0);
    for (n, id) in in_first_shard.take(entries).enumerate() {
        let mut member = world.caller(&format!("{n:0>128}"));
        member.key.connection_id = id;
        member.identity.username = protocol::Username::parse("x".repeat(limits::USERNAME)).unwrap();
        world.put("chat-Connections", &Membership::new(&member, &room("tea"), 0));
    }
    let page = store::live_rows::<ConnectionKey>(connections.shard(&room("tea"), 0), 1, now)
        .await
        .unwrap();
    assert!(
        page.0.len() < entries && !page.1,
        "the test needs more than one page"
    );
    assert_eq!(
        connections.in_room(&room("tea"), now).await.unwrap().len(),
        entries
    );
    let headcount = connections.count(&room("tea"), now).await.unwrap();
    assert_eq!(
        headcount,
        Headcount {
            users: entries as u64,
            complete: true
        }
    );
}

#[tokio::test]
async fn nobody_joins_once_the_connection_is_over() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    let (connections, now) = (world.connections(), Moment::now());
    assert_eq!(connections.close(&ann.key).await.unwrap().len(), 1);
    assert!(!connections.join(&ann, &room("music"), now).await.unwrap());
    assert!(!connections.leave(&ann.key, &room("tea"), None).await.unwrap());
    assert!(!connections.mark_greeted(&ann.key, now).await.unwrap());
    assert!(connections.close(&ann.key).await.unwrap().is_empty());
    assert!(world.rows_of(&ann).is_empty());
}

#[tokio::test]
async fn a_row_that_nobody_can_read_goes_with_its_connection() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    let unreadable = serde_json::json!({
        "connectionId": ann.key.connection_id,
        "connectedAt": ann.key.connected_at,
        "sk": "R#music",
        "roomKey": "music#0",
    });
    world.put("chat-Connections", &unreadable);
    let left = world.connections().close(&ann.key).await.unwrap();
    assert_eq!(left.len(), 1);
    assert!(world.rows_of(&ann).is_empty());
}

#[tokio::test]
async fn closing_at_once_from_many_sides_reports_each_room_once() {
    let world = World::new().await;
    let ann = world.enter("ann", "tea").await;
    let connections = world.connections();
    connections
        .join(&ann, &room("music"), Moment::now())
        .await
        .unwrap();
    let closed = futures_util::future::join_all((0..8).map(|_| connections.close(&ann.key))).await;
    assert_eq!(
        closed.into_iter().map(|left| left.unwrap().len()).sum::<usize>(),
        2
    );
}

#[tokio::test]
async fn a_row_in_a_transaction_is_written_after_it() {
    let world = World::new().await;
    let ann = world.arrive(world.caller("ann"), "tea").await;
    let connections = world.connections();
    world.witness.conflict("UpdateItem", 4);
    assert!(connections.mark_greeted(&ann.key, Moment::now()).await.unwrap());
    world.witness.conflict("DeleteItem", 4);
    assert_eq!(connections.close(&ann.key).await.unwrap().len(), 1);
    assert!(world.rows_of(&ann).is_empty());
}

#[tokio::test]
async fn the_connections_of_a_room_are_spread_over_shards() {
    let world = World::new().await;
    for _ in 0..40 {
        world.enter("ann", "tea").await;
    }
    let rows = world.rows("chat-Connections");
    let keys: std::collections::HashSet<_> = rows
        .iter()
        .filter_map(|row| row.get(table::ROOM_KEY))
        .map(|key| key["S"].to_string())
        .collect();
    assert!(keys.len() > 1, "{keys:?}");
    assert_eq!(
        world
            .connections()
            .in_room(&room("tea"), Moment::now())
            .await
            .unwrap()
            .len(),
        40
    );
}

#[test]
fn rows_have_what_the_indexes_project() {
    let key = ConnectionKey {
        connection_id: "c==".to_owned(),
        connected_at: 1_000,
    };
    let identity = Identity {
        user_id: UserId::parse("ann").unwrap(),
        username: protocol::Username::parse("Ann").unwrap(),
        guest: false,
    };
    let caller = Caller { key, identity };
    let connection = store::item(&Connection::new(&caller, &room("tea"))).unwrap();
    let membership = store::item(&Membership::new(&caller, &room("tea"), 1_000)).unwrap();
    assert!(
        table::USER_INDEX_INCLUDES
            .iter()
            .all(|name| connection.contains_key(*name)),
        "{connection:?}"
    );
    assert!(
        table::ROOM_INDEX_INCLUDES
            .iter()
            .all(|name| membership.contains_key(*name)),
        "{membership:?}"
    );
    // Sparse: each kind of row is in its own index only.
    assert!(connection.contains_key(table::USER_ID) && !connection.contains_key(table::ROOM_KEY));
    assert!(membership.contains_key(table::ROOM_KEY) && !membership.contains_key(table::USER_ID));
}
