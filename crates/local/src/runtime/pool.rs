//! All functions' processes.

use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use tokio::sync::mpsc;
use tokio_util::{
    sync::{CancellationToken, DropGuard},
    task::TaskTracker,
};

use super::{environment::Target, function::Slots};
use crate::{Event, Invoke, InvokeError, Invoked, plan::Function};

/// What all functions have in common.
#[derive(Clone, Debug)]
pub struct Settings {
    pub(super) region: String,
    pub(super) redirections: BTreeMap<String, String>,
    pub(super) events: mpsc::UnboundedSender<Event>,
    pub(super) stop: CancellationToken,
    pub(super) tasks: TaskTracker,
}

impl Settings {
    /// Functions in this region whose lines go to `events`.
    pub fn new(region: impl Into<String>, events: mpsc::UnboundedSender<Event>) -> Self {
        Self {
            region: region.into(),
            redirections: BTreeMap::new(),
            events,
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        }
    }

    /// Sends an SDK's requests to a service elsewhere: `AWS_ENDPOINT_URL_DYNAMODB` is the service `DYNAMODB`.
    #[must_use]
    pub fn redirect(mut self, service: &str, endpoint: impl Into<String>) -> Self {
        let variable = format!("AWS_ENDPOINT_URL_{service}");
        self.redirections.insert(variable, endpoint.into());
        self
    }
}

/// The processes of all functions.
///
/// A process runs one invocation at a time. There are as many as run at once, up to ten per function: further callers
/// wait, and those above the function's concurrency are throttled as on AWS. Dropping the pool kills them all;
/// [`Pool::shutdown`] asks them first.
#[derive(Debug)]
pub struct Pool {
    settings: Settings,
    functions: Mutex<HashMap<String, Running>>,
    _stop: DropGuard,
}

#[derive(Debug)]
struct Running {
    slots: Arc<Slots>,
    build: Build,
}

/// What tells one build of a binary from the next.
#[derive(Debug, PartialEq, Eq)]
struct Build {
    length: u64,
    modified: Option<SystemTime>,
}

impl Pool {
    /// Starts one process per function, so that the first invocation finds it warm.
    pub fn start(settings: Settings, functions: impl IntoIterator<Item = (Function, PathBuf)>) -> Self {
        let pool = Self {
            _stop: settings.stop.clone().drop_guard(),
            settings,
            functions: Mutex::default(),
        };
        pool.reload(functions);
        pool
    }

    /// Switches to other functions or binaries: from now on each invocation runs the new ones. Running invocations
    /// finish in the process that they are in; functions that did not change keep theirs.
    pub fn reload(&self, functions: impl IntoIterator<Item = (Function, PathBuf)>) {
        let targets: Vec<(Target, Build)> = functions
            .into_iter()
            .map(|(function, binary)| {
                let build = Build::of(&binary).unwrap_or(Build {
                    length: 0,
                    modified: None,
                });
                let target = Target {
                    function,
                    binary,
                    settings: self.settings.clone(),
                };
                (target, build)
            })
            .collect();
        // Callers wait for the lock and find their function, before or after.
        let mut functions = self.functions();
        let mut before = std::mem::take(&mut *functions);
        for (target, build) in targets {
            let id = target.function.id.clone();
            let running = match before.remove(&id) {
                Some(running) => running.switch(target, build),
                None => Running {
                    slots: Slots::start(Arc::new(target)),
                    build,
                },
            };
            functions.insert(id, running);
        }
        for removed in before.into_values() {
            removed.slots.retire();
        }
    }

    /// Ends all processes: asks them, and kills those that are still there after a second.
    pub async fn shutdown(&self) {
        self.settings.stop.cancel();
        self.settings.tasks.close();
        self.settings.tasks.wait().await;
    }

    /// Whether a process of the function waits for an invocation.
    #[cfg(test)]
    pub(super) fn has_idle(&self, function: &str) -> bool {
        self.functions()[function].slots.has_idle()
    }

    /// Nothing panics under this lock; a poisoned one is as good as new.
    fn functions(&self) -> MutexGuard<'_, HashMap<String, Running>> {
        self.functions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Running {
    fn switch(self, target: Target, build: Build) -> Self {
        let now = self.slots.target();
        let same = now.function == target.function && now.binary == target.binary && self.build == build;
        if !same {
            self.slots.switch(Arc::new(target));
        }
        Self {
            slots: self.slots,
            build,
        }
    }
}

impl Build {
    fn of(binary: &PathBuf) -> io::Result<Self> {
        let file = fs::metadata(binary)?;
        Ok(Self {
            length: file.len(),
            modified: file.modified().ok(),
        })
    }
}

impl Invoke for Pool {
    fn invoke<'a>(
        &'a self,
        function: &'a str,
        payload: Bytes,
    ) -> BoxFuture<'a, Result<Invoked, InvokeError>> {
        Box::pin(async move {
            let slots = self
                .functions()
                .get(function)
                .map(|running| running.slots.clone());
            let Some(slots) = slots else {
                let function = function.to_owned();
                return Err(InvokeError::NotFound { function });
            };
            // A task of its own: it goes on when the caller gives up.
            let invocation = tokio::spawn(slots.invoke(payload));
            invocation.await.unwrap_or_else(|ended| {
                Err(InvokeError::Exited {
                    status: ended.to_string(),
                })
            })
        })
    }
}
