//! `room_list`: the public rooms and how many users are in each.

use futures_util::{StreamExt, TryStreamExt, stream};
use protocol::{CorrelationId, Outbound, RoomSummary, limits};

use super::ChatServer;
use crate::{clock::Moment, frames, reply::Refusal, store::StoreError};

/// How many rooms are counted at a time.
const COUNTS: usize = 8;

impl ChatServer {
    /// The list is bounded by [`limits::ROOMS_LISTED`], which keeps the frame below 32 KB.
    pub(super) async fn room_list(&self, id: Option<CorrelationId>) -> Result<Outbound, Refusal> {
        let now = Moment::now();
        let (rooms, truncated) = self.rooms.most_active(limits::ROOMS_LISTED).await?;
        let counts = stream::iter(rooms).map(|room_id| async move {
            let headcount = self.audience.connections.count(&room_id, now).await?;
            Ok::<_, StoreError>(RoomSummary {
                room_id,
                active_users: headcount.users,
                or_more: !headcount.complete,
            })
        });
        let rooms = counts.buffered(COUNTS).try_collect().await?;
        Ok(frames::room_list(rooms, truncated, id, now))
    }
}
