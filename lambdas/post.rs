//! Posting to connections through @connections.

use aws_sdk_apigatewaymanagement::{
    Client, error::DisplayErrorContext, operation::post_to_connection::PostToConnectionError,
    primitives::Blob,
};
use futures_util::{StreamExt, stream};
use protocol::Outbound;
use tokio::time::timeout_at;

use crate::{caller::ConnectionKey, clock::Deadline};

/// How many posts are under way at a time: 1,000 of 10 to 20 ms then take a fraction of a second, not ten.
const CONCURRENCY: usize = 64;

/// What became of one post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The gateway took it.
    Delivered,
    /// There is no such connection: it is over, or still inside `$connect`.
    Gone,
    /// Throttled, refused or failed, after the SDK's own retries; it is logged.
    Failed,
}

/// What became of a fan-out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Delivery {
    pub delivered: usize,
    pub gone: Vec<ConnectionKey>,
    pub failed: usize,
    /// Not known to be delivered when the time was up.
    pub late: usize,
}

/// The @connections client.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    client: Client,
}

impl Post {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Posts a frame to one connection.
    pub(crate) async fn one(&self, key: &ConnectionKey, frame: &Outbound) -> Outcome {
        self.bytes(key, frame.encode().as_bytes()).await
    }

    /// Posts a frame to many connections at once; one that fails does not stop the others.
    pub(crate) async fn all(
        &self,
        keys: Vec<ConnectionKey>,
        frame: &Outbound,
        deadline: Deadline,
    ) -> Delivery {
        let (frame, total) = (frame.encode(), keys.len());
        let posts = stream::iter(keys).map(|key| {
            let frame = frame.as_bytes();
            async move {
                let outcome = self.bytes(&key, frame).await;
                (key, outcome)
            }
        });
        let mut posts = std::pin::pin!(posts.buffer_unordered(CONCURRENCY));
        let mut delivery = Delivery::default();
        while let Ok(Some((key, outcome))) = timeout_at(deadline.instant(), posts.next()).await {
            match outcome {
                Outcome::Delivered => delivery.delivered += 1,
                Outcome::Gone => delivery.gone.push(key),
                Outcome::Failed => delivery.failed += 1,
            }
        }
        delivery.late = total - delivery.delivered - delivery.gone.len() - delivery.failed;
        delivery
    }

    async fn bytes(&self, key: &ConnectionKey, frame: &[u8]) -> Outcome {
        let post = self.client.post_to_connection().connection_id(&key.connection_id);
        let Err(error) = post.data(Blob::new(frame)).send().await else {
            return Outcome::Delivered;
        };
        if error
            .as_service_error()
            .is_some_and(PostToConnectionError::is_gone_exception)
        {
            return Outcome::Gone;
        }
        let status = error.raw_response().map(|response| response.status().as_u16());
        let (id, error) = (&key.connection_id, DisplayErrorContext(&error));
        if status == Some(403) {
            let hint =
                "the function needs execute-api:ManageConnections on {api}/{stage}/POST/@connections/*";
            tracing::error!(connection_id = id, %error, hint, "the function may not post");
        } else {
            tracing::warn!(connection_id = id, status, %error, "a post has failed");
        }
        Outcome::Failed
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        clock::Moment,
        frames,
        testing::{Answer, World},
    };

    #[tokio::test]
    async fn each_outcome_is_counted_and_none_stops_the_others() {
        let world = World::new().await;
        let callers = ["taken", "gone", "failing", "hanging"].map(|name| world.caller(name).key);
        let [taken, gone, failing, hanging] = &callers;
        world.gateway.answer(&gone.connection_id, Answer::Gone);
        world.gateway.answer(&failing.connection_id, Answer::Fail);
        world.gateway.answer(&hanging.connection_id, Answer::Hang);
        let frame = frames::pong(None, Moment::now());
        let post = world.audience().post;
        let deadline = Deadline::after(Duration::from_secs(2));
        let delivery = post.all(callers.to_vec(), &frame, deadline).await;
        let expected = Delivery {
            delivered: 1,
            gone: vec![gone.clone()],
            failed: 1,
            late: 1,
        };
        assert_eq!(delivery, expected);
        assert_eq!(world.gateway.take(&taken.connection_id), [frame]);
        assert_eq!(world.gateway.attempts(&failing.connection_id), 3);
        assert_eq!(
            world.gateway.attempts(&gone.connection_id),
            1,
            "who is gone does not come back"
        );
    }
}
