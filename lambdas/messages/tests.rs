use super::*;
use crate::testing::{World, room};

fn ann() -> Identity {
    let (user_id, username) = (UserId::parse("ann").unwrap(), Username::parse("Ann").unwrap());
    Identity {
        user_id,
        username,
        guest: false,
    }
}

fn stored(appended: Appended) -> Message {
    match appended {
        Appended::Stored(message) => message,
        other => panic!("it should be stored: {other:?}"),
    }
}

#[tokio::test]
async fn a_guard_ends_with_its_time_and_not_with_its_row() {
    let world = World::new().await;
    let (messages, now) = (world.messages(), Moment::now());
    world.rooms().ensure(&room("tea"), None, now).await.unwrap();
    let (sender, text, id) = (
        ann(),
        Text::parse("hello").unwrap(),
        ClientMsgId::parse("m#1").unwrap(),
    );
    let draft = Draft {
        room: &room("tea"),
        sender: &sender,
        text: &text,
        client_msg_id: Some(&id),
    };
    let first = stored(messages.append(draft, now).await.unwrap());
    assert_eq!(
        messages.append(draft, now).await.unwrap(),
        Appended::Duplicate(first)
    );
    let later = Moment(now.ms() + limits::GUARD_SECONDS * 1000 + 1000);
    assert_eq!(stored(messages.append(draft, later).await.unwrap()).seq, 2);
}

#[tokio::test]
async fn time_and_number_sort_as_text() {
    let world = World::new().await;
    let now = Moment::now();
    world.rooms().ensure(&room("tea"), None, now).await.unwrap();
    let (sender, text) = (ann(), Text::parse("hello").unwrap());
    let draft = Draft {
        room: &room("tea"),
        sender: &sender,
        text: &text,
        client_msg_id: None,
    };
    for _ in 0..11 {
        world.messages().append(draft, now).await.unwrap();
    }
    let rows = world.rows("chat-Messages");
    let mut by_time: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row["timeSeq"]["S"].as_str().unwrap(),
                row["seq"]["N"].as_str().unwrap().parse::<u64>().unwrap(),
            )
        })
        .collect();
    by_time.sort_unstable();
    assert!(by_time.iter().map(|(_, seq)| *seq).eq(1..=11), "{by_time:?}");
}

#[tokio::test]
async fn there_is_no_message_without_a_room() {
    let world = World::new().await;
    let (sender, text) = (ann(), Text::parse("hello").unwrap());
    let draft = Draft {
        room: &room("tea"),
        sender: &sender,
        text: &text,
        client_msg_id: None,
    };
    assert_eq!(
        world.messages().append(draft, Moment::now()).await.unwrap(),
        Appended::NoRoom
    );
}
