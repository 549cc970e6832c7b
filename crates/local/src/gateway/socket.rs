//! A WebSocket as the gateway sees it: messages in, queued texts out, and how it ended.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::BytesMut;
use futures_util::{Sink, SinkExt, Stream};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        self, Bytes, Message, Utf8Bytes,
        protocol::{
            CloseFrame, Role, WebSocketConfig,
            frame::{
                Frame,
                coding::{Data, OpCode},
            },
        },
    },
};

use super::{Limits, end::End, outbox::Queue};

/// A client's socket together with the messages that wait for it.
pub(super) struct Socket<S> {
    ws: WebSocketStream<S>,
    queue: Queue,
    /// The room in the queue that the message being written takes.
    writing: Option<usize>,
    longest_frame: usize,
}

/// Something that happened on a socket.
#[derive(Debug)]
pub(super) enum Step {
    /// The client sent a text message.
    Message(Utf8Bytes),
    /// A queued message has reached the network.
    Sent,
    /// The conversation is over.
    End(End),
}

impl<S: AsyncRead + AsyncWrite + Unpin> Socket<S> {
    /// Speaks WebSocket on a stream whose handshake is done; `rest` has been read from it already.
    pub(super) async fn new(stream: S, rest: BytesMut, queue: Queue, limits: &Limits) -> Self {
        let config = WebSocketConfig::default()
            .max_frame_size(Some(limits.frame))
            .max_message_size(Some(limits.message))
            .read_buffer_size(16 * 1024);
        let ws = WebSocketStream::from_partially_read(stream, rest.into(), Role::Server, Some(config)).await;
        Self {
            ws,
            queue,
            writing: None,
            longest_frame: limits.frame,
        }
    }

    /// The next thing that happens. While `listen` is false nothing is read, and the client has to wait.
    ///
    /// One task reads and writes: a client that does not read its messages can still send some, and be closed.
    pub(super) async fn step(&mut self, listen: bool) -> Step {
        poll_fn(|cx| self.poll_step(cx, listen)).await
    }

    fn poll_step(&mut self, cx: &mut Context<'_>, listen: bool) -> Poll<Step> {
        match self.poll_write(cx) {
            Poll::Ready(Ok(())) => return Poll::Ready(Step::Sent),
            Poll::Ready(Err(_)) => return Poll::Ready(Step::End(End::Lost)),
            Poll::Pending => {}
        }
        if listen { self.poll_read(cx) } else { Poll::Pending }
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Step> {
        loop {
            match std::task::ready!(Pin::new(&mut self.ws).poll_next(cx)) {
                Some(Ok(Message::Text(text))) => return Poll::Ready(Step::Message(text)),
                // Pongs are queued by the library; neither they nor pings count as activity.
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                Some(Ok(Message::Binary(_))) => return Poll::Ready(Step::End(End::Binary)),
                Some(Ok(Message::Close(frame))) => return Poll::Ready(Step::End(End::client(frame))),
                Some(Err(error)) => return Poll::Ready(Step::End(End::from(error))),
                None => return Poll::Ready(Step::End(End::Lost)),
            }
        }
    }

    /// Writes the next queued message; ready when it has reached the network.
    fn poll_write(&mut self, cx: &mut Context<'_>) -> Poll<tungstenite::Result<()>> {
        if self.writing.is_none() {
            let Some((text, cost)) = std::task::ready!(self.queue.poll_next(cx)) else {
                return Poll::Pending;
            };
            self.writing = Some(cost);
            for message in fragments(text, self.longest_frame) {
                Pin::new(&mut self.ws).start_send(message)?;
            }
        }
        std::task::ready!(Pin::new(&mut self.ws).poll_flush(cx))?;
        self.queue.done(self.writing.take().unwrap_or_default());
        Poll::Ready(Ok(()))
    }

    /// Sends what is queued, then the close frame if the end has one, and waits for the peer to go; not for long.
    pub(super) async fn close(mut self, frame: Option<CloseFrame>, grace: Duration) {
        let goodbye = async {
            if frame.is_some() {
                self.drain_queue().await?;
                self.ws.close(frame).await?;
            } else {
                // The answer to the client's own close frame waits in the library.
                self.ws.flush().await?;
            }
            let stream = self.ws.get_mut();
            stream.shutdown().await?;
            // A socket that is dropped while data waits in it resets the connection, and the close frame is lost.
            let mut sink = [0; 4096];
            while stream.read(&mut sink).await? > 0 {}
            Ok::<(), tungstenite::Error>(())
        };
        // Whatever goes wrong here: the connection is over either way.
        let _ = timeout(grace, goodbye).await;
    }

    async fn drain_queue(&mut self) -> tungstenite::Result<()> {
        poll_fn(|cx| {
            loop {
                match self.poll_write(cx)? {
                    Poll::Ready(()) => {}
                    Poll::Pending if self.writing.is_some() => return Poll::Pending,
                    Poll::Pending => return Poll::Ready(Ok(())),
                }
            }
        })
        .await
    }
}

/// One frame, or several for a text that is longer than a frame: clients must put them together.
fn fragments(text: Utf8Bytes, longest: usize) -> Vec<Message> {
    if text.len() <= longest {
        return vec![Message::Text(text)];
    }
    let mut rest = Bytes::from(text);
    let mut opcode = OpCode::Data(Data::Text);
    let mut messages = Vec::new();
    while !rest.is_empty() {
        let part = rest.split_to(rest.len().min(longest));
        messages.push(Message::Frame(Frame::message(part, opcode, rest.is_empty())));
        opcode = OpCode::Data(Data::Continue);
    }
    messages
}
