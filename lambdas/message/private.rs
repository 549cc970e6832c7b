//! `private_message`: tells one user on all of their connections, and the sender on all of theirs.

use std::collections::HashSet;

use protocol::{ErrorCode, Outbound, Text, UserId};

use super::ChatServer;
use crate::{
    caller::{Caller, ConnectionKey},
    clock::{Deadline, Moment},
    frames,
    reply::{Refusal, refuse},
};

impl ChatServer {
    /// Unknown and offline are one answer: who exists is nobody's business. Nothing is stored.
    pub(super) async fn private_message(
        &self,
        caller: Caller,
        target: UserId,
        text: Text,
        deadline: Deadline,
    ) -> Result<Option<Outbound>, Refusal> {
        let now = Moment::now();
        let frame = frames::private_message(&caller.identity, target.clone(), text, now);
        let targets = self.audience.connections.of_user(&target, now).await?;
        let told: HashSet<ConnectionKey> = targets.iter().cloned().collect();
        if self.audience.tell(targets, &frame, deadline).await == 0 {
            return Err(refuse(ErrorCode::UserUnavailable, "this user cannot be reached now").into());
        }
        let mut echo = self.own_connections(&caller, now).await;
        echo.retain(|key| !told.contains(key));
        self.audience
            .tell(echo.into_iter().collect(), &frame, deadline)
            .await;
        Ok(None)
    }

    /// The sender's connections; the one in hand at least, whatever the index says.
    async fn own_connections(&self, caller: &Caller, now: Moment) -> HashSet<ConnectionKey> {
        let own = self
            .audience
            .connections
            .of_user(&caller.identity.user_id, now)
            .await;
        let own = own.unwrap_or_else(|error| {
            tracing::error!(%error, "a private message is not echoed to all connections of its sender");
            Vec::new()
        });
        own.into_iter().chain([caller.key.clone()]).collect()
    }
}
