//! One function's processes, and the callers that wait for one.
//!
//! A process that is idle stands on a stack: the one used last is used next, and the others may rest. A caller that
//! finds none waits, and a process is started for it unless one is about to be free anyway. All of that is decided
//! under one lock, in [`State`].

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use cfn::Diagnostic;
use tokio::{sync::oneshot, time::Instant};

use super::environment::{Idle, InitError, Job, Target, run};
use crate::{Event, InvokeError, Invoked};

/// How many processes a function may have here. On AWS it would be a thousand; a laptop has fewer cores, and callers
/// wait for a free process instead, up to the function's concurrency.
pub(super) const MOST_PROCESSES: usize = 10;

/// The account's concurrency, which functions without a reservation share.
const ACCOUNT_CONCURRENCY: u32 = 1000;

/// After a failed start, the next one waits: first this long, then twice as long each time, up to the longest.
const FIRST_BACKOFF: Duration = Duration::from_millis(250);
const LONGEST_BACKOFF: Duration = Duration::from_secs(8);

/// A function's processes.
#[derive(Debug)]
pub(super) struct Slots {
    state: Mutex<State>,
    running: AtomicU32,
}

#[derive(Debug)]
struct State {
    target: Arc<Target>,
    /// Processes of an earlier generation run an earlier binary: they finish their job and count no more.
    generation: u64,
    /// Every process of this generation.
    processes: usize,
    /// Those of them that will be idle soon: they start, or return from a job.
    coming: usize,
    /// Those of them that wait for a job, the one used last at the end.
    idle: Vec<Idle>,
    /// Callers without a process, the first to come at the front.
    waiting: VecDeque<Waiting>,
    failure: Option<Failure>,
}

type Waiting = oneshot::Sender<Result<Idle, InvokeError>>;

/// What came of the last start.
#[derive(Debug)]
struct Failure {
    error: InvokeError,
    backoff: Duration,
    /// `None` for a function that is gone.
    until: Option<Instant>,
}

/// What an idle process waits for.
#[derive(Debug)]
pub(super) struct Offer {
    /// The job; an error when the process is to end.
    pub(super) job: oneshot::Receiver<Job>,
    /// Whether a caller had been waiting for it.
    pub(super) awaited: bool,
}

impl Slots {
    /// A function with one process, started ahead of the first invocation.
    pub(super) fn start(target: Arc<Target>) -> Arc<Self> {
        let slots = Arc::new(Self {
            state: Mutex::new(State {
                target,
                generation: 0,
                processes: 0,
                coming: 0,
                idle: Vec::new(),
                waiting: VecDeque::new(),
                failure: None,
            }),
            running: AtomicU32::new(0),
        });
        slots.launch(&mut slots.state());
        slots
    }

    /// What it runs now.
    pub(super) fn target(&self) -> Arc<Target> {
        self.state().target.clone()
    }

    /// Switches to another target: callers that wait get a process of it, and running jobs finish where they are.
    pub(super) fn switch(self: &Arc<Self>, target: Arc<Target>) {
        let mut state = self.state();
        state.target = target;
        state.generation += 1;
        state.processes = 0;
        state.coming = 0;
        state.idle.clear();
        state.failure = None;
        self.launch(&mut state);
        self.settle(&mut state);
    }

    /// The function is gone from the template: running jobs finish, and no process is started any more.
    pub(super) fn retire(self: &Arc<Self>) {
        let mut state = self.state();
        state.generation += 1;
        state.processes = 0;
        state.coming = 0;
        state.idle.clear();
        let function = state.target.function.id.clone();
        state.failure = Some(Failure {
            error: InvokeError::NotFound { function },
            backoff: LONGEST_BACKOFF,
            until: None,
        });
        self.settle(&mut state);
    }

    /// Runs one invocation to its end.
    pub(super) async fn invoke(self: Arc<Self>, payload: bytes::Bytes) -> Result<Invoked, InvokeError> {
        let _running = self.enter()?;
        loop {
            let idle = self.acquire().await?;
            let (reply, answer) = oneshot::channel();
            let job = Job {
                payload: payload.clone(),
                reply,
            };
            // A process that ended while it was idle never saw the job: take another.
            if idle.send(job).is_ok() {
                return answer.await.unwrap_or_else(|_| Err(stopped()));
            }
        }
    }

    /// Counts the caller in, unless the function's concurrency is used up.
    fn enter(&self) -> Result<Running<'_>, InvokeError> {
        let limit = self.target().function.reserved_concurrency;
        let limit = limit.unwrap_or(ACCOUNT_CONCURRENCY);
        let one_more = |running| (running < limit).then_some(running + 1);
        match self
            .running
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, one_more)
        {
            Ok(_) => Ok(Running(&self.running)),
            Err(_) => Err(InvokeError::Throttled),
        }
    }

    /// An idle process, or the first that becomes idle.
    async fn acquire(self: &Arc<Self>) -> Result<Idle, InvokeError> {
        let free = {
            let mut state = self.state();
            while let Some(idle) = state.idle.pop() {
                if !idle.is_closed() {
                    return Ok(idle);
                }
            }
            let (waiting, free) = oneshot::channel();
            state.waiting.push_back(waiting);
            self.settle(&mut state);
            free
        };
        free.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// A process is idle. `None` if its generation is over.
    pub(super) fn offer(&self, generation: u64) -> Option<Offer> {
        let mut state = self.current(generation)?;
        state.coming -= 1;
        state.failure = None;
        let (mut idle, job) = oneshot::channel();
        while let Some(waiting) = state.waiting.pop_front() {
            match waiting.send(Ok(idle)) {
                Ok(()) => return Some(Offer { job, awaited: true }),
                Err(Ok(unwanted)) => idle = unwanted,
                Err(Err(_)) => return None,
            }
        }
        state.idle.push(idle);
        Some(Offer { job, awaited: false })
    }

    /// A process has done its job and will ask for the next.
    pub(super) fn returning(&self, generation: u64) {
        if let Some(mut state) = self.current(generation) {
            state.coming += 1;
        }
    }

    /// A process that was returning ended instead.
    pub(super) fn lost(&self, generation: u64) {
        if let Some(mut state) = self.current(generation) {
            state.coming -= 1;
        }
    }

    /// A process has ended, or is about to.
    pub(super) fn ended(self: &Arc<Self>, generation: u64) {
        if let Some(mut state) = self.current(generation) {
            state.processes -= 1;
            self.settle(&mut state);
        }
    }

    /// A process never came to ask for work.
    pub(super) fn failed(self: &Arc<Self>, generation: u64, failed: &InitError) {
        let Some(mut state) = self.current(generation) else {
            return;
        };
        state.processes -= 1;
        state.coming -= 1;
        let last = state.failure.as_ref().map(|failure| failure.backoff);
        let backoff = last.map_or(FIRST_BACKOFF, |last| (last * 2).min(LONGEST_BACKOFF));
        state.failure = Some(Failure {
            error: failed.error.clone(),
            backoff,
            until: Some(Instant::now() + backoff),
        });
        let target = state.target.clone();
        self.settle(&mut state);
        drop(state);
        // Nobody reads the events any more: the program is ending.
        let _ = target.settings.events.send(Event::Notice(failed.notice(&target)));
    }

    /// Starts processes for callers that wait in vain; tells them where none may be started.
    fn settle(self: &Arc<Self>, state: &mut State) {
        if state.target.settings.stop.is_cancelled() {
            return state.waiting.clear();
        }
        let now = Instant::now();
        let resting = state
            .failure
            .as_ref()
            .filter(|failure| failure.until.is_none_or(|until| now < until));
        if let Some(failure) = resting {
            if state.processes == 0 {
                for waiting in state.waiting.drain(..) {
                    // It may have given up.
                    let _ = waiting.send(Err(failure.error.clone()));
                }
            }
            return;
        }
        while state.coming < state.waiting.len() && state.processes < MOST_PROCESSES {
            self.launch(state);
        }
    }

    fn launch(self: &Arc<Self>, state: &mut State) {
        state.processes += 1;
        state.coming += 1;
        let settings = &state.target.settings;
        let environment = run(state.target.clone(), self.clone(), state.generation);
        settings.tasks.spawn(environment);
    }

    #[cfg(test)]
    pub(super) fn has_idle(&self) -> bool {
        !self.state().idle.is_empty()
    }

    fn current(&self, generation: u64) -> Option<MutexGuard<'_, State>> {
        let state = self.state();
        (state.generation == generation).then_some(state)
    }

    /// Nothing panics under this lock; a poisoned one is as good as new.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One running invocation, counted until it is dropped.
struct Running<'a>(&'a AtomicU32);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

fn stopped() -> InvokeError {
    InvokeError::Exited {
        status: "the runtime is stopping".to_owned(),
    }
}

impl InitError {
    fn notice(&self, target: &Target) -> Diagnostic {
        let id = &target.function.id;
        let mut message = format!("`{id}` does not start: {}", self.error);
        for line in &self.last_words {
            message.push_str("\n  | ");
            message.push_str(line);
        }
        let binary = target.binary.display();
        Diagnostic::error("GW510", message).on(id).hint(format!(
            "see what `{binary}` does before it calls `lambda_runtime::run`"
        ))
    }
}
