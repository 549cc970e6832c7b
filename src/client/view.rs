//! A frame as a line for people.
//!
//! What other users wrote is never trusted: a terminal obeys control characters, and text that runs from right to
//! left can hide what it says. Both are shown, not obeyed.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use protocol::{Chat, ErrorData, Outbound, Presence, PrivateMessage, RoomList, Welcome};

use crate::ui::{self, harmless};

/// Who speaks.
const SPEAKER: Style = AnsiColor::Cyan.on_default().bold();
/// Said to the reader alone.
const PRIVATE: Style = AnsiColor::Magenta.on_default().bold();

/// The frame as one line, or several where the text has several; `None` where it is nothing for people.
pub(super) fn line(frame: &str) -> Option<String> {
    let line = match Outbound::decode(frame) {
        Ok(Outbound::Welcome(welcome)) => connected(&welcome),
        Ok(Outbound::Chat(chat)) => said(&chat),
        Ok(Outbound::UserJoined(presence)) => happened(&presence, "joined"),
        Ok(Outbound::UserLeft(presence)) => happened(&presence, "left"),
        Ok(Outbound::PrivateMessage(message)) => private(&message),
        Ok(Outbound::RoomList(list)) => rooms(&list),
        Ok(Outbound::Error(error)) => failed(&error),
        Ok(Outbound::Pong(_)) => return None,
        // A frame of a newer server, of the gateway itself, or of an API that is no chat.
        Err(_) => harmless(frame),
    };
    Some(line)
}

fn connected(welcome: &Welcome) -> String {
    let mut line = format!(
        "{} {} ({})",
        ui::styled(ui::DIM, "* connected as"),
        ui::styled(SPEAKER, harmless(welcome.username.as_str())),
        harmless(welcome.user_id.as_str()),
    );
    if let Some(room) = &welcome.room_id {
        let _ = write!(line, " in {room}");
    }
    let _ = write!(line, ": {}", harmless(&welcome.message));
    line
}

fn said(chat: &Chat) -> String {
    format!(
        "{} {}: {}",
        ui::styled(ui::DIM, format_args!("[{}]", harmless(chat.room_id.as_str()))),
        ui::styled(SPEAKER, harmless(chat.sender_name.as_str())),
        harmless(chat.message.as_str()),
    )
}

fn happened(presence: &Presence, what: &str) -> String {
    let line = format!(
        "* {} ({}) {what} {}",
        harmless(presence.username.as_str()),
        harmless(presence.user_id.as_str()),
        harmless(presence.room_id.as_str()),
    );
    ui::styled(ui::DIM, line)
}

fn private(message: &PrivateMessage) -> String {
    format!(
        "{} {} to {}: {}",
        ui::styled(PRIVATE, "[private]"),
        ui::styled(SPEAKER, harmless(message.sender_name.as_str())),
        harmless(message.target_user_id.as_str()),
        harmless(message.message.as_str()),
    )
}

fn rooms(list: &RoomList) -> String {
    let rooms: Vec<String> = list
        .rooms
        .iter()
        .map(|room| {
            let more = if room.or_more { "+" } else { "" };
            format!("{} {}{more}", harmless(room.room_id.as_str()), room.active_users)
        })
        .collect();
    let more = if list.truncated { ", and more" } else { "" };
    format!("* rooms: {}{more}", rooms.join(", "))
}

fn failed(error: &ErrorData) -> String {
    let mut line = format!(
        "{} {}",
        ui::styled(ui::ERROR, "! refused:"),
        harmless(&error.message)
    );
    if let Some(request) = &error.request_id {
        let _ = write!(
            line,
            " {}",
            ui::styled(ui::DIM, format_args!("(request {})", harmless(request)))
        );
    }
    line
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(frame: &str) -> String {
        anstream::adapter::strip_str(&line(frame).unwrap()).to_string()
    }

    #[test]
    fn frames_read_as_lines() {
        let stamps = r#""timestamp":1,"sentAtMs":1000"#;
        let frames = [
            r#"{"type":"welcome","data":{"connectionId":"K","userId":"ada","username":"Ada","roomId":"general","message":"hello","timestamp":1,"sentAtMs":1000}}"#.to_owned(),
            format!(r#"{{"type":"chat","data":{{"messageId":"m","roomId":"general","senderId":"ada","senderName":"Ada","message":"one\ntwo","seq":1,{stamps}}}}}"#),
            format!(r#"{{"type":"user_joined","data":{{"userId":"bob","username":"Bob","roomId":"general",{stamps}}}}}"#),
            format!(r#"{{"type":"user_left","data":{{"userId":"bob","username":"Bob","roomId":"general",{stamps}}}}}"#),
            format!(r#"{{"type":"private_message","data":{{"messageId":"m","senderId":"bob","senderName":"Bob","targetUserId":"ada","message":"psst",{stamps}}}}}"#),
            format!(r#"{{"type":"room_list","data":{{"rooms":[{{"roomId":"general","activeUsers":2}},{{"roomId":"big","activeUsers":1000,"orMore":true}}],"truncated":false,{stamps}}}}}"#),
            r#"{"type":"error","data":{"message":"no","code":"not_json","retryable":false,"requestId":"Q="}}"#.to_owned(),
            r#"{"message": "Forbidden", "connectionId":"K=", "requestId":"Q="}"#.to_owned(),
        ];
        let lines: Vec<String> = frames.iter().map(|frame| plain(frame)).collect();
        insta::assert_snapshot!(lines.join("\n"), @r#"
        * connected as Ada (ada) in general: hello
        [general] Ada: one
          | two
        * Bob (bob) joined general
        * Bob (bob) left general
        [private] Bob to ada: psst
        * rooms: general 2, big 1000+
        ! refused: no (request Q=)
        {"message": "Forbidden", "connectionId":"K=", "requestId":"Q="}
        "#);
    }

    #[test]
    fn a_pong_is_nothing_for_people() {
        assert_eq!(
            line(r#"{"type":"pong","data":{"timestamp":1,"sentAtMs":1000}}"#),
            None
        );
    }

    proptest! {
        #[test]
        fn whatever_a_server_sends_can_be_shown(frame in any::<String>()) {
            line(&frame);
        }
    }
}
