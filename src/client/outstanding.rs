//! What was sent and has not been answered: who closes before the answer may take the message back, because the
//! service forgets a connection while its last messages are still on their way to the handlers.

use protocol::{Outbound, Request};

/// The requests that wait for their frame, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Outstanding(Vec<Request>);

impl Outstanding {
    /// A request goes out.
    pub(super) fn sent(&mut self, request: &Request) {
        self.0.push(request.clone());
    }

    /// A frame came in: it settles the oldest request that it can be the answer of.
    pub(super) fn received(&mut self, frame: &str) {
        let Ok(frame) = Outbound::decode(frame) else {
            return;
        };
        if let Some(index) = self.0.iter().position(|request| settles(&frame, request)) {
            self.0.remove(index);
        }
    }

    /// Nothing that was sent over a lost connection will be answered.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }

    /// How many wait.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// The room and the receiver of a message hear it, its sender included: that is the sender's answer.
fn settles(frame: &Outbound, request: &Request) -> bool {
    match (frame, request) {
        (Outbound::Chat(said), Request::Chat { message, .. }) => said.message == *message,
        (Outbound::UserJoined(who), Request::JoinRoom { room_id })
        | (Outbound::UserLeft(who), Request::LeaveRoom { room_id }) => who.room_id == *room_id,
        (
            Outbound::PrivateMessage(said),
            Request::PrivateMessage {
                target_user_id,
                message,
            },
        ) => said.target_user_id == *target_user_id && said.message == *message,
        // An error does not say of which.
        (Outbound::Error(_), _)
        | (Outbound::RoomList(_), Request::RoomList)
        | (Outbound::Welcome(_), Request::Hello)
        | (Outbound::Pong(_), Request::Ping) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use protocol::{RoomId, Text};

    use super::*;

    fn chat(message: &str) -> Request {
        Request::Chat {
            message: Text::parse(message).unwrap(),
            room_id: None,
            client_msg_id: None,
        }
    }

    fn said(message: &str) -> String {
        format!(
            r#"{{"type":"chat","data":{{"messageId":"m","roomId":"general","senderId":"ada","senderName":"Ada","message":"{message}","timestamp":1,"sentAtMs":1000,"seq":1}}}}"#
        )
    }

    #[test]
    fn a_request_waits_for_its_own_frame() {
        let mut outstanding = Outstanding::default();
        outstanding.sent(&chat("one"));
        outstanding.sent(&chat("two"));
        let room_id = RoomId::parse("engines").unwrap();
        outstanding.sent(&Request::JoinRoom { room_id });
        for (frame, left) in [
            (said("three"), 3),
            ("no JSON".to_owned(), 3),
            (said("two"), 2),
            (said("two"), 2),
            (said("one"), 1),
        ] {
            outstanding.received(&frame);
            assert_eq!(outstanding.len(), left, "{frame}");
        }
    }

    #[test]
    fn an_error_settles_the_oldest() {
        let mut outstanding = Outstanding::default();
        outstanding.sent(&Request::RoomList);
        outstanding.sent(&chat("one"));
        outstanding.received(r#"{"type":"error","data":{"message":"busy","code":"busy","retryable":true}}"#);
        assert_eq!(outstanding.len(), 1);
        outstanding.received(&said("one"));
        assert_eq!(outstanding.len(), 0);
    }
}
