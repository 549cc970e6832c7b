//! Telling rooms and users, and sweeping away the connections that turn out to be gone.

use std::collections::HashSet;

use futures_util::{StreamExt, stream};
use protocol::{Outbound, RoomId};

use crate::{
    caller::ConnectionKey,
    clock::{Deadline, Moment},
    connections::{Connections, Membership},
    frames,
    post::{Delivery, Post},
};

/// How many gone connections are swept at a time.
const SWEEPS: usize = 16;

/// Whether the one whom a frame is about receives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Actor {
    /// It is the acknowledgement. The index may not show the actor yet, or may still do so.
    Included,
    /// The actor knows, or is no longer there.
    Excluded,
}

/// The connections, and the way to reach them. (`Connections`: `Query` on `RoomIndex`; for those that are gone
/// `DeleteItem`, `Query`; @connections: POST)
#[derive(Clone, Debug)]
pub(crate) struct Audience {
    pub connections: Connections,
    pub post: Post,
}

impl Audience {
    /// Tells everybody in a room. What fails is logged: the caller has done its work, and must not be told that it
    /// has failed.
    pub(crate) async fn tell_room(
        &self,
        room: &RoomId,
        frame: &Outbound,
        (actor, role): (&ConnectionKey, Actor),
        deadline: Deadline,
    ) {
        let mut keys = self.members_but(room, |key| key == actor).await;
        if role == Actor::Included {
            keys.push(actor.clone());
        }
        self.tell(keys, frame, deadline).await;
    }

    /// Tells these connections, and returns to how many it was delivered.
    pub(crate) async fn tell(&self, keys: Vec<ConnectionKey>, frame: &Outbound, deadline: Deadline) -> usize {
        let delivery = self.deliver(keys, frame, deadline).await;
        self.sweep(delivery.gone, deadline).await;
        delivery.delivered
    }

    /// Removes the rows of connections that are over, and tells their rooms; of whoever is found gone thereby, too.
    ///
    /// Only memberships that this very call has deleted are announced, so that nobody leaves twice.
    pub(crate) async fn sweep(&self, mut gone: Vec<ConnectionKey>, deadline: Deadline) {
        let mut known = HashSet::new();
        while !gone.is_empty() && !deadline.has_passed() {
            known.extend(gone.iter().cloned());
            let mut found = HashSet::new();
            for left in self.close(gone).await {
                if deadline.has_passed() {
                    tracing::warn!(room = %left.room_id, "nobody is told of who left: the time is up");
                    return;
                }
                let frame = frames::user_left(&left.member_id, &left.username, &left.room_id, Moment::now());
                let keys = self
                    .members_but(&left.room_id, |key| known.contains(key) || found.contains(key))
                    .await;
                found.extend(self.deliver(keys, &frame, deadline).await.gone);
            }
            gone = found.into_iter().collect();
        }
    }

    async fn close(&self, gone: Vec<ConnectionKey>) -> Vec<Membership> {
        let closing = stream::iter(gone).map(|key| async move {
            self.connections.close(&key).await.unwrap_or_else(|error| {
                tracing::error!(%error, connection_id = key.connection_id, "a closed connection keeps its rows");
                Vec::new()
            })
        });
        closing.buffer_unordered(SWEEPS).concat().await
    }

    async fn members_but(&self, room: &RoomId, out: impl Fn(&ConnectionKey) -> bool) -> Vec<ConnectionKey> {
        match self.connections.in_room(room, Moment::now()).await {
            Ok(members) => members.into_iter().filter(|key| !out(key)).collect(),
            Err(error) => {
                tracing::error!(%error, %room, "the members of a room were not told");
                Vec::new()
            }
        }
    }

    async fn deliver(&self, keys: Vec<ConnectionKey>, frame: &Outbound, deadline: Deadline) -> Delivery {
        let mut delivery = self.post.all(keys, frame, deadline).await;
        if delivery.failed + delivery.late > 0 {
            let Delivery {
                delivered,
                failed,
                late,
                ref gone,
            } = delivery;
            tracing::warn!(
                delivered,
                failed,
                late,
                gone = gone.len(),
                "a frame did not reach everybody"
            );
        }
        delivery.gone = self.without_pending(delivery.gone).await;
        delivery
    }

    async fn without_pending(&self, gone: Vec<ConnectionKey>) -> Vec<ConnectionKey> {
        let looking = stream::iter(gone).map(|key| async move {
            let pending = self.connections.is_pending(&key, Moment::now()).await.unwrap_or_else(|error| {
                tracing::error!(%error, connection_id = key.connection_id, "nobody knows whether it is gone");
                true
            });
            (!pending).then_some(key)
        });
        let gone: Vec<Option<ConnectionKey>> = looking.buffer_unordered(SWEEPS).collect().await;
        gone.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::testing::{Answer, World};

    #[tokio::test]
    async fn a_sweep_reads_no_more_rooms_once_its_time_is_up() {
        let world = World::new().await;
        let ann = world.enter("ann", "tea").await;
        world.gateway.answer(&ann.key.connection_id, Answer::Hang);
        let mut gone = Vec::new();
        for _ in 0..8 {
            gone.push(world.enter("bob", "tea").await.key);
        }
        world.witness.take();
        let deadline = Deadline::after(Duration::from_millis(500));
        world.audience().sweep(gone, deadline).await;
        assert_eq!(world.rows("chat-Connections").len(), 2, "only ann is left");
        let reads = world.witness.count("Query", "Connections/RoomIndex");
        assert!(reads <= 4, "a room has four shards: {reads}");
    }
}
