//! A connection from its 101 to its `$disconnect`.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::BytesMut;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    task::JoinSet,
    time::{Instant, sleep},
};
use tokio_tungstenite::tungstenite::Utf8Bytes;
use tokio_util::sync::CancellationToken;

use super::{
    clock::Moment,
    end::End,
    ids, message,
    outbox::{Full, Outbox, outbox},
    proxy_event::Client,
    service::Gateway,
    socket::{Socket, Step},
};
use crate::{Event, event::Outcome};

/// A connection, as others see it.
#[derive(Debug)]
pub(super) struct Connection {
    /// Who is connected.
    pub(super) client: Client,
    outbox: Outbox,
    last_active: AtomicU64,
    deleted: CancellationToken,
}

impl Connection {
    /// Hands a text over to the connection; it is on its way, not read.
    pub(super) fn send(&self, text: Utf8Bytes) -> Result<(), Full> {
        self.outbox.push(text)
    }

    /// Ends the connection with 1000 `Connection Closed Normally`.
    pub(super) fn delete(&self) {
        self.deleted.cancel();
    }

    /// The moment of the last message from the client or post to it.
    pub(super) fn last_active(&self) -> Moment {
        Moment {
            millis: self.last_active.load(Ordering::Relaxed),
        }
    }

    /// Notes that the client has just sent or been posted something.
    pub(super) fn touch(&self) {
        self.last_active.store(Moment::now().millis, Ordering::Relaxed);
    }
}

/// Holds a connection whose 101 is out until it ends, and runs `$disconnect`.
pub(super) async fn hold<S>(gateway: &Arc<Gateway>, client: Client, stream: S, rest: BytesMut, began: Instant)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let opened = Instant::now();
    let (outbox, queue) = outbox(gateway.limits.send_buffer);
    let connection = Arc::new(Connection {
        last_active: AtomicU64::new(client.connected_at.millis),
        client,
        outbox,
        deleted: CancellationToken::new(),
    });
    gateway.registry.open(Arc::clone(&connection));
    gateway.tell(Event::Connected {
        connection: connection.client.connection_id.clone(),
        stage: connection.client.stage.clone(),
        took: began.elapsed(),
    });
    let mut socket = Socket::new(stream, rest, queue, &gateway.limits).await;
    let end = converse(gateway, &connection, &mut socket).await;
    gateway.registry.close(&connection.client.connection_id);
    tokio::join!(
        socket.close(end.frame(), gateway.limits.close_grace),
        disconnect(gateway, &connection.client, &end, opened),
    );
}

/// Passes messages in both directions until the connection ends.
async fn converse<S>(gateway: &Arc<Gateway>, connection: &Arc<Connection>, socket: &mut Socket<S>) -> End
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let limits = &gateway.limits;
    let mut work = JoinSet::new();
    let mut lifetime = pin!(sleep(limits.lifetime));
    let mut idle = pin!(sleep(limits.idle));
    let end = loop {
        let listen = work.len() < limits.in_flight;
        tokio::select! {
            biased;
            Some(_) = work.join_next() => {}
            () = connection.deleted.cancelled() => break End::Deleted,
            () = gateway.stopping.cancelled() => break End::GoingAway,
            () = &mut lifetime => break End::GoingAway,
            step = socket.step(listen) => {
                match step {
                    Step::Message(text) => {
                        connection.touch();
                        work.spawn(message::run(Arc::clone(gateway), Arc::clone(connection), text));
                    }
                    Step::Sent => {}
                    Step::End(end) => break end,
                }
                idle.as_mut().reset(Instant::now() + limits.idle);
            }
            () = &mut idle => break End::GoingAway,
        }
    };
    // Functions that run go on; their answers have nowhere to go.
    work.detach_all();
    end
}

/// Runs `$disconnect`. Its answer and its failure change nothing for anyone.
async fn disconnect(gateway: &Gateway, client: &Client, end: &End, opened: Instant) {
    let (code, reason) = end.code_and_reason();
    let stage = gateway.stage(&client.stage);
    let target = stage
        .as_deref()
        .and_then(|stage| Some((stage, stage.lifecycle_target("$disconnect")?)));
    let outcome = match target {
        Some((stage, target)) => {
            let variables = &stage.stage.variables;
            let event = client.disconnect_event((code, reason), &ids::request_id(), variables);
            Some(
                match stage.run(&*gateway.invoke, "$disconnect", target, event).await {
                    Ok(_) => Outcome::Done,
                    Err(failure) => Outcome::Failed(failure.to_string()),
                },
            )
        }
        None => None,
    };
    gateway.tell(Event::Disconnected {
        connection: client.connection_id.clone(),
        code,
        reason: reason.to_owned(),
        outcome,
        lived: opened.elapsed(),
    });
}
