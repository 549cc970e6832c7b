//! The messages that wait for one client, bounded in bytes.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Utf8Bytes;

/// What a message costs besides its bytes, so that empty messages are bounded as well.
const OVERHEAD: usize = 64;

/// Makes the two ends of a queue that holds at most `limit` bytes.
pub(super) fn outbox(limit: usize) -> (Outbox, Queue) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let waiting = Arc::new(AtomicUsize::new(0));
    let queue = Queue {
        receiver,
        waiting: Arc::clone(&waiting),
    };
    (
        Outbox {
            sender,
            waiting,
            limit,
        },
        queue,
    )
}

/// The end that takes messages.
#[derive(Debug)]
pub(super) struct Outbox {
    sender: mpsc::UnboundedSender<Utf8Bytes>,
    waiting: Arc<AtomicUsize>,
    limit: usize,
}

/// The client reads too slowly: what waits for it has reached the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the client reads too slowly, its send buffer is full")]
pub(super) struct Full;

impl Outbox {
    /// Queues a message. Handing it over to a connection that has just ended is no error, as on the service.
    pub(super) fn push(&self, text: Utf8Bytes) -> Result<(), Full> {
        let cost = cost(&text);
        self.waiting
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |waiting| {
                // A message that is larger than the buffer still goes through an empty one.
                (waiting == 0 || waiting + cost <= self.limit).then_some(waiting + cost)
            })
            .map_err(|_| Full)?;
        let _ = self.sender.send(text);
        Ok(())
    }
}

/// The end that gives them to the socket.
#[derive(Debug)]
pub(super) struct Queue {
    receiver: mpsc::UnboundedReceiver<Utf8Bytes>,
    waiting: Arc<AtomicUsize>,
}

impl Queue {
    /// The next message. It keeps its room in the queue until it is [`done`](Self::done).
    pub(super) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<(Utf8Bytes, usize)>> {
        self.receiver
            .poll_recv(cx)
            .map(|text| text.map(|text| (text.clone(), cost(&text))))
    }

    /// Frees the room of a message that has reached the network.
    pub(super) fn done(&self, cost: usize) {
        self.waiting.fetch_sub(cost, Ordering::Relaxed);
    }
}

fn cost(text: &Utf8Bytes) -> usize {
    text.len() + OVERHEAD
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    #[tokio::test]
    async fn room_comes_back_when_a_message_is_out() {
        let (outbox, mut queue) = outbox(200);
        assert_eq!(outbox.push("a".repeat(100).into()), Ok(()));
        assert_eq!(outbox.push("b".into()), Err(Full));
        let (text, cost) = poll_fn(|cx| queue.poll_next(cx)).await.unwrap();
        assert_eq!(text.len(), 100);
        assert_eq!(outbox.push("b".into()), Err(Full));
        queue.done(cost);
        assert_eq!(outbox.push("b".into()), Ok(()));
    }

    /// Otherwise the largest message could not be sent through a small buffer, ever.
    #[tokio::test]
    async fn an_empty_queue_takes_any_message() {
        let (outbox, _queue) = outbox(10);
        assert_eq!(outbox.push("a".repeat(100).into()), Ok(()));
        assert_eq!(outbox.push(Utf8Bytes::default()), Err(Full));
    }
}
