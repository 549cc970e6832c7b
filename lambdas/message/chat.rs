//! `chat`: stores a message, then tells the room.

use protocol::{ClientMsgId, ErrorCode, Outbound, RoomId, Text};

use super::{ChatServer, not_a_member};
use crate::{
    audience::Actor,
    caller::Caller,
    clock::{Deadline, Moment},
    frames,
    messages::{Appended, Draft},
    reply::{Refusal, refuse},
};

impl ChatServer {
    /// Nothing that happens after the message is stored is reported to the sender as a failure: they would send it
    /// again.
    pub(super) async fn chat(
        &self,
        caller: Caller,
        text: Text,
        room: Option<RoomId>,
        client_msg_id: Option<ClientMsgId>,
        deadline: Deadline,
    ) -> Result<Option<Outbound>, Refusal> {
        let now = Moment::now();
        let presence = self.presence(&caller, now).await?;
        let room = match room.as_ref().or(presence.current_room()) {
            Some(room) if presence.is_in(room) => room,
            Some(_) => return Err(not_a_member()),
            None => return Err(refuse(ErrorCode::NotAMember, "you are in no room; join one first").into()),
        };
        let draft = Draft {
            room,
            sender: &caller.identity,
            text: &text,
            client_msg_id: client_msg_id.as_ref(),
        };
        match self.messages.append(draft, now).await? {
            Appended::Stored(message) => {
                let frame = frames::chat(message);
                self.audience
                    .tell_room(room, &frame, (&caller.key, Actor::Included), deadline)
                    .await;
                Ok(None)
            }
            // The sender, who has not seen that it is stored, gets the first result. The invocation that stored it
            // tells the room; if that one died in between, the room learns of it from the history alone.
            Appended::Duplicate(message) => Ok(Some(frames::chat(message))),
            Appended::NoRoom => Err(not_a_member()),
        }
    }
}
