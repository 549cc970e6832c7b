//! What can be typed.

use protocol::{InvalidName, Request, RoomId, Text, UserId};

/// The commands, for people.
pub(super) const HELP: &str = "\
text                        say it in the current room
/join ROOM                  enter a room
/leave ROOM                 leave a room
/private USER TEXT          say it to one user
/rooms                      list the rooms
/raw TEXT                   send a frame as it stands
//text                      say a text that begins with a slash
/quit                       end (Ctrl-D and Ctrl-C do, too)
/expect TYPE [PART]         in scripts: wait for a frame of this type that has this part";

/// A line that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Send this request.
    Send(Request),
    /// Send this text as it stands.
    Raw(String),
    /// Wait for a frame.
    Expect {
        /// Its `type`.
        kind: String,
        /// What its text must contain.
        part: String,
    },
    /// Show the commands.
    Help,
    /// End.
    Quit,
    /// Nothing was typed.
    Nothing,
}

/// Why a line was not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum CommandError {
    #[error("there is no command {0}; /help lists them")]
    Unknown(String),
    #[error("it is written {0}")]
    Usage(&'static str),
    #[error("the {what} {reason}")]
    Invalid { what: &'static str, reason: InvalidName },
}

/// Reads a line.
pub(super) fn parse(line: &str) -> Result<Command, CommandError> {
    let line = line.trim();
    if line.is_empty() {
        return Ok(Command::Nothing);
    }
    let Some(command) = line.strip_prefix('/') else {
        return chat(line);
    };
    if command.starts_with('/') {
        return chat(command);
    }
    let (verb, rest) = split(command);
    match verb {
        "join" => Ok(Command::Send(Request::JoinRoom {
            room_id: room(rest, "/join ROOM")?,
        })),
        "leave" => Ok(Command::Send(Request::LeaveRoom {
            room_id: room(rest, "/leave ROOM")?,
        })),
        "private" => private(rest),
        "rooms" => Ok(Command::Send(Request::RoomList)),
        "raw" => Ok(Command::Raw(rest.to_owned())),
        "expect" => match split(rest) {
            ("", _) => Err(CommandError::Usage("/expect TYPE [PART]")),
            (kind, part) => Ok(Command::Expect {
                kind: kind.to_owned(),
                part: part.to_owned(),
            }),
        },
        "help" => Ok(Command::Help),
        "quit" => Ok(Command::Quit),
        unknown => Err(CommandError::Unknown(format!("/{unknown}"))),
    }
}

fn chat(line: &str) -> Result<Command, CommandError> {
    Ok(Command::Send(Request::Chat {
        message: text(line)?,
        room_id: None,
        client_msg_id: None,
    }))
}

fn private(rest: &str) -> Result<Command, CommandError> {
    match split(rest) {
        (_, "") => Err(CommandError::Usage("/private USER TEXT")),
        (user, said) => Ok(Command::Send(Request::PrivateMessage {
            target_user_id: UserId::parse(user)
                .map_err(|reason| CommandError::Invalid { what: "user", reason })?,
            message: text(said)?,
        })),
    }
}

fn room(name: &str, usage: &'static str) -> Result<RoomId, CommandError> {
    if name.is_empty() {
        return Err(CommandError::Usage(usage));
    }
    RoomId::parse(name).map_err(|reason| CommandError::Invalid { what: "room", reason })
}

fn text(said: &str) -> Result<Text, CommandError> {
    Text::parse(said).map_err(|reason| CommandError::Invalid { what: "text", reason })
}

/// The first word, and the rest without the blanks before it.
fn split(text: &str) -> (&str, &str) {
    text.split_once(char::is_whitespace)
        .map_or((text, ""), |(word, rest)| (word, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use protocol::Inbound;

    use super::*;

    fn sent(line: &str) -> String {
        match parse(line).unwrap() {
            Command::Send(request) => Inbound::from(request).encode(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn lines_become_requests() {
        assert_eq!(
            sent(" hello there "),
            r#"{"type":"chat","message":"hello there"}"#
        );
        assert_eq!(sent("//etc"), r#"{"type":"chat","message":"/etc"}"#);
        assert_eq!(
            sent("/join engines"),
            r#"{"type":"join_room","roomId":"engines"}"#
        );
        assert_eq!(
            sent("/leave engines"),
            r#"{"type":"leave_room","roomId":"engines"}"#
        );
        assert_eq!(
            sent("/private ada  psst, you"),
            r#"{"type":"private_message","targetUserId":"ada","message":"psst, you"}"#
        );
        assert_eq!(sent("/rooms"), r#"{"type":"room_list"}"#);
    }

    #[test]
    fn the_rest_are_commands_of_the_client() {
        assert_eq!(
            parse("/raw {\"a\" :1}"),
            Ok(Command::Raw("{\"a\" :1}".to_owned()))
        );
        assert_eq!(
            parse("/expect chat hi there"),
            Ok(Command::Expect {
                kind: "chat".to_owned(),
                part: "hi there".to_owned()
            })
        );
        assert_eq!(parse("/help"), Ok(Command::Help));
        assert_eq!(parse("/quit"), Ok(Command::Quit));
        assert_eq!(parse("  "), Ok(Command::Nothing));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let wrong = |line: &str| parse(line).unwrap_err().to_string();
        assert_eq!(wrong("/dance"), "there is no command /dance; /help lists them");
        assert_eq!(wrong("/join"), "it is written /join ROOM");
        assert_eq!(wrong("/private ada"), "it is written /private USER TEXT");
        assert_eq!(wrong("/expect"), "it is written /expect TYPE [PART]");
        assert_eq!(
            wrong("/join a b"),
            "the room may only have ASCII letters, digits and -_.:@+"
        );
    }
}
