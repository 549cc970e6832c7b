//! `join_room` and `leave_room`.

use protocol::{ErrorCode, Outbound, RoomId, limits};

use super::{ChatServer, not_a_member, not_connected};
use crate::{
    audience::Actor,
    caller::Caller,
    clock::{Deadline, Moment},
    frames,
    reply::{Refusal, refuse},
};

impl ChatServer {
    /// An unknown room is made, public and the joiner's own. Joining twice makes the room current again, and tells
    /// nobody but the joiner.
    pub(super) async fn join(
        &self,
        caller: Caller,
        room: RoomId,
        deadline: Deadline,
    ) -> Result<Option<Outbound>, Refusal> {
        let now = Moment::now();
        let connections = &self.audience.connections;
        let presence = self.presence(&caller, now).await?;
        let again = presence.is_in(&room);
        if !again && presence.memberships.len() >= limits::ROOMS_PER_CONNECTION {
            let message = format!(
                "a connection can be in {} rooms; leave one first",
                limits::ROOMS_PER_CONNECTION
            );
            return Err(refuse(ErrorCode::TooManyRooms, message).into());
        }
        self.rooms
            .ensure(&room, Some(&caller.identity.user_id), now)
            .await?;
        if !connections.join(&caller, &room, now).await? {
            return Err(not_connected());
        }
        let frame = frames::user_joined(&caller.identity.user_id, &caller.identity.username, &room, now);
        if again {
            return Ok(Some(frame));
        }
        self.audience
            .tell_room(&room, &frame, (&caller.key, Actor::Included), deadline)
            .await;
        Ok(None)
    }

    /// The room that was joined last becomes the current one, if the left one was.
    pub(super) async fn leave(
        &self,
        caller: Caller,
        room: RoomId,
        deadline: Deadline,
    ) -> Result<Option<Outbound>, Refusal> {
        let now = Moment::now();
        let connections = &self.audience.connections;
        let presence = self.presence(&caller, now).await?;
        let left = presence.is_in(&room)
            && connections
                .leave(&caller.key, &room, presence.current_without(&room))
                .await?;
        if !left {
            return Err(not_a_member());
        }
        let frame = frames::user_left(&caller.identity.user_id, &caller.identity.username, &room, now);
        self.audience
            .tell_room(&room, &frame, (&caller.key, Actor::Included), deadline)
            .await;
        Ok(None)
    }
}
