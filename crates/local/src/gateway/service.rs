//! The gateway as a whole: what it serves, who is connected, and its port.

use std::{
    io,
    net::IpAddr,
    sync::{Arc, PoisonError, RwLock, atomic::AtomicBool},
    time::Duration,
};

use cfn::Diagnostic;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    sync::mpsc,
    time::timeout,
};
use tokio_util::{
    sync::{CancellationToken, DropGuard},
    task::TaskTracker,
};

use super::{
    Limits,
    deployed::{Deployed, Stages, deploy},
    door,
    registry::Registry,
    throttle::Bucket,
};
use crate::{Event, Invoke, plan::api::Api};

/// A gateway: WebSocket APIs and their management API on one port.
pub struct Gateway {
    pub(super) invoke: Arc<dyn Invoke>,
    pub(super) limits: Limits,
    pub(super) registry: Registry,
    /// Requests of all kinds together.
    pub(super) requests: Bucket,
    /// New connections.
    pub(super) connections: Bucket,
    pub(super) stopping: CancellationToken,
    /// Whether the trap of posting to a connection that is still being made was explained.
    pub(super) explained_pending: AtomicBool,
    stages: RwLock<Arc<Stages>>,
    events: mpsc::UnboundedSender<Event>,
    tasks: TaskTracker,
}

impl Gateway {
    /// A gateway that serves these APIs; it answers nobody before [`listen`](Self::listen).
    pub fn new(
        apis: Vec<Api>,
        invoke: Arc<dyn Invoke>,
        limits: Limits,
        events: mpsc::UnboundedSender<Event>,
    ) -> Arc<Self> {
        Arc::new(Self {
            invoke,
            registry: Registry::default(),
            requests: Bucket::new(limits.requests),
            connections: Bucket::new(limits.connections),
            stopping: CancellationToken::new(),
            explained_pending: AtomicBool::new(false),
            stages: RwLock::new(Arc::new(deploy(apis, &limits))),
            limits,
            events,
            tasks: TaskTracker::new(),
        })
    }

    /// Switches to other APIs at once. Open connections stay, and use them from their next message on.
    pub fn redeploy(&self, apis: Vec<Api>) {
        let stages = Arc::new(deploy(apis, &self.limits));
        *self.stages.write().unwrap_or_else(PoisonError::into_inner) = stages;
    }

    /// Serves a port until [`stop`](Self::stop).
    pub async fn listen(self: Arc<Self>, listener: TcpListener) {
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = self.stopping.cancelled() => return,
            };
            match accepted {
                Ok((stream, peer)) => {
                    // Small frames must not wait for each other's acknowledgement.
                    let _ = stream.set_nodelay(true);
                    self.serve(stream, peer.ip());
                }
                Err(error) => self.pause_after(&error).await,
            }
        }
    }

    /// Serves one client on a stream, in a task of its own.
    pub fn serve<S>(self: &Arc<Self>, stream: S, peer: IpAddr)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        self.tasks.spawn(door::open(Arc::clone(self), stream, peer));
    }

    /// Closes all connections with 1001, runs their `$disconnect`, and waits for both, but not beyond `grace`.
    pub async fn stop(&self, grace: Duration) {
        self.stopping.cancel();
        self.tasks.close();
        let _ = timeout(grace, self.tasks.wait()).await;
    }

    /// Stops the gateway when the guard is dropped, without waiting for anyone.
    pub fn stop_on_drop(&self) -> DropGuard {
        self.stopping.clone().drop_guard()
    }

    /// The stage of this name.
    pub(super) fn stage(&self, name: &str) -> Option<Arc<Deployed>> {
        let stages = self.stages.read().unwrap_or_else(PoisonError::into_inner);
        stages.get(name).cloned()
    }

    /// Whether a request may run its route now; which limit it exceeds otherwise.
    pub(super) fn admit(&self, stage: &Deployed, route_key: &str) -> Result<(), String> {
        if !self.requests.take() {
            return Err(format!(
                "over the account's limit of requests, {}",
                self.limits.requests
            ));
        }
        if !stage.throttles.admit(route_key) {
            let stage = &stage.stage.name;
            return Err(format!(
                "over the throttling limit of `{route_key}` on stage `{stage}`"
            ));
        }
        Ok(())
    }

    /// Tells the developer. Nobody listening is no reason to stop.
    pub(super) fn tell(&self, event: Event) {
        let _ = self.events.send(event);
    }

    /// Too many open files pass; a busy loop would not help.
    async fn pause_after(&self, error: &io::Error) {
        let finding = Diagnostic::error("GW601", format!("a client could not be accepted: {error}"))
            .hint("raise the limit of open files: ulimit -n 8192");
        self.tell(Event::Notice(finding));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

impl std::fmt::Debug for Gateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gateway")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
