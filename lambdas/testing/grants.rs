//! Each function performs exactly the operations that the head of its file names: the stack grants these.

use std::collections::BTreeSet;

use super::{Answer, World, room, witness::Operation};

/// Reads rows such as ``| `Rooms` | `GetItem`; `Query` on `DirectoryIndex` |``.
fn documented(source: &str) -> BTreeSet<Operation> {
    let rows = source
        .lines()
        .filter_map(|line| line.strip_prefix("//! | `")?.split_once("` | "));
    let clauses =
        rows.flat_map(|(table, operations)| operations.split("; ").map(move |clause| (table, clause)));
    clauses
        .flat_map(|(table, clause)| {
            let (operations, indexes) = clause.split_once(" on ").unwrap_or((clause, ""));
            let subjects = match &quoted(indexes)[..] {
                [] => vec![table.to_owned()],
                indexes => indexes.iter().map(|index| format!("{table}/{index}")).collect(),
            };
            let operations = quoted(operations);
            subjects.into_iter().flat_map(move |subject| {
                operations
                    .clone()
                    .into_iter()
                    .map(move |operation| (operation, subject.clone()))
            })
        })
        .collect()
}

fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

async fn world() -> World {
    let world = World::new().await;
    world.witness.take();
    world
}

#[tokio::test]
async fn connect() {
    let world = world().await;
    let ann = world.arrive(world.caller("ann"), "tea").await;
    world.connections().abandon(&ann.key, &room("tea")).await.unwrap();
    assert_eq!(world.witness.take(), documented(include_str!("../connect.rs")));
}

#[tokio::test]
async fn disconnect() {
    let world = world().await;
    let ann = world.enter("ann", "tea").await;
    world.witness.take();
    world.disconnect(&ann).await;
    assert_eq!(world.witness.take(), documented(include_str!("../disconnect.rs")));
}

#[tokio::test]
async fn greeter() {
    let world = world().await;
    let ann = world.arrive(world.caller("ann"), "tea").await;
    let bob = world.enter("bob", "tea").await;
    world.witness.take();
    world.gateway.answer(&bob.key.connection_id, Answer::Gone);
    world.greet(&ann, "tea").await;
    assert_eq!(world.witness.take(), documented(include_str!("../greeter.rs")));
}

#[tokio::test]
async fn message() {
    let world = world().await;
    let (ann, bob) = (world.enter("ann", "tea").await, world.enter("bob", "tea").await);
    world.witness.take();
    world.gateway.answer(&bob.key.connection_id, Answer::Gone);
    for body in ["nonsense", r#"{"type":"ping"}"#] {
        world.send(&ann, body).await;
        assert!(world.witness.take().is_empty(), "{body} needs no table");
    }
    for body in [
        r#"{"type":"hello"}"#,
        r#"{"type":"join_room","roomId":"music"}"#,
        r#"{"type":"chat","message":"hello","clientMsgId":"m1"}"#,
        r#"{"type":"chat","message":"hello","clientMsgId":"m1"}"#,
        r#"{"type":"leave_room","roomId":"music"}"#,
        r#"{"type":"private_message","targetUserId":"bob","message":"psst"}"#,
        r#"{"type":"room_list"}"#,
    ] {
        world.send(&ann, body).await;
    }
    assert_eq!(world.witness.take(), documented(include_str!("../message.rs")));
}
