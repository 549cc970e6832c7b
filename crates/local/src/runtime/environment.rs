//! The life of one execution environment: a process and its Runtime API, one invocation at a time.

use std::{
    io,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use bytes::Bytes;
use tokio::{
    sync::oneshot,
    time::{sleep, timeout},
};
use uuid::Uuid;

use super::{
    api::{Answer, Delivery, Poll, RuntimeApi},
    function::Slots,
    pool::Settings,
    process::{Log, Process},
    variables::variables,
};
use crate::{InvokeError, Invoked, plan::Function};

/// How long a process may take until it asks for work for the first time.
const INITIALISATION: Duration = Duration::from_secs(10);

/// What a process is made from.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) function: Function,
    pub(super) binary: PathBuf,
    pub(super) settings: Settings,
}

/// One invocation on its way to a process.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) payload: Bytes,
    pub(super) reply: oneshot::Sender<Result<Invoked, InvokeError>>,
}

/// A process that can take a job; dropping it lets the process end.
pub(super) type Idle = oneshot::Sender<Job>;

/// Why a process could not be brought to ask for work.
#[derive(Clone, Debug)]
pub(super) struct InitError {
    pub(super) error: InvokeError,
    /// Its last lines of standard error.
    pub(super) last_words: Vec<String>,
}

/// Lives through an environment: starts the process, gives it jobs, ends it.
pub(super) async fn run(target: Arc<Target>, slots: Arc<Slots>, generation: u64) {
    let stop = target.settings.stop.clone();
    let started = tokio::select! {
        started = Environment::start(target) => started,
        () = stop.cancelled() => return slots.ended(generation),
    };
    match started {
        Ok((mut environment, poll)) => {
            tokio::select! {
                () = environment.work(poll, &slots, generation) => {}
                () = stop.cancelled() => {}
            }
            slots.ended(generation);
            environment.process.end().await;
        }
        Err(error) => slots.failed(generation, &error),
    }
}

#[derive(Debug)]
struct Environment {
    target: Arc<Target>,
    api: RuntimeApi,
    process: Process,
}

impl Environment {
    /// Starts the process and waits until it asks for work.
    async fn start(target: Arc<Target>) -> Result<(Self, Poll), InitError> {
        let api = RuntimeApi::listen().await.map_err(InitError::io)?;
        let settings = &target.settings;
        let variables = variables(
            &target.function,
            &target.binary,
            api.address(),
            &settings.region,
            &settings.redirections,
        );
        let log = Log {
            function: target.function.id.clone(),
            events: settings.events.clone(),
        };
        let process = Process::start(&target.binary, variables, log).map_err(InitError::io)?;
        let mut environment = Self { target, api, process };
        match timeout(INITIALISATION, environment.polled()).await {
            Ok(Ok(poll)) => Ok((environment, poll)),
            Ok(Err(status)) => Err(environment.init_error(status).await),
            Err(_) => {
                environment.process.kill().await;
                let status = format!(
                    "it did not ask for work within {} seconds",
                    INITIALISATION.as_secs()
                );
                Err(environment.init_error(status).await)
            }
        }
    }

    /// Takes jobs, one at a time, until nobody has one for this process any more or it ends.
    async fn work(&mut self, mut poll: Poll, slots: &Slots, generation: u64) {
        let mut first = true;
        while let Some(offer) = slots.offer(generation) {
            let job = tokio::select! {
                job = offer.job => job,
                _ = self.process.ended() => return,
            };
            // Nobody has one for it any more: a reload put another process in its place.
            let Ok(job) = job else { return };
            let answered = self.invoke(poll, job.payload, first && offer.awaited).await;
            let alive = !matches!(
                answered,
                Err(InvokeError::TimedOut { .. } | InvokeError::Exited { .. })
            );
            if alive {
                slots.returning(generation);
            }
            // The caller may have given up waiting.
            let _ = job.reply.send(answered);
            if !alive {
                return;
            }
            match self.polled().await {
                Ok(next) => poll = next,
                Err(_) => return slots.lost(generation),
            }
            first = false;
        }
    }

    /// Waits until the process asks for work; how it ended, if it does that first.
    async fn polled(&mut self) -> Result<Poll, String> {
        tokio::select! {
            biased;
            Some(poll) = self.api.polled() => Ok(poll),
            status = self.process.ended() => Err(status),
        }
    }

    async fn invoke(&mut self, poll: Poll, payload: Bytes, cold: bool) -> Result<Invoked, InvokeError> {
        let after = self.target.function.timeout;
        let id = Uuid::new_v4();
        let request_id = id.to_string();
        let answer = self.api.expect(&request_id);
        let started = Instant::now();
        // Where the process has just hung up, its end follows.
        let _ = poll.send(Delivery {
            request_id: request_id.clone(),
            payload,
            deadline_ms: (since_epoch() + after).as_millis(),
            function_arn: self.target.function.arn.clone(),
            trace_id: trace_id(id),
        });
        tokio::select! {
            biased;
            Ok(answer) = answer => answered(answer).map(|payload| Invoked {
                payload,
                request_id,
                duration: started.elapsed(),
                cold,
            }),
            status = self.process.ended() => Err(InvokeError::Exited { status }),
            () = sleep(after) => {
                self.process.kill().await;
                Err(InvokeError::TimedOut { after })
            }
        }
    }

    async fn init_error(mut self, status: String) -> InitError {
        let last_words = self.process.last_words().await;
        let error = match self.api.init_error() {
            Some(reported) => answered(Err(reported)).err(),
            None => None,
        };
        InitError {
            error: error.unwrap_or(InvokeError::Exited { status }),
            last_words,
        }
    }
}

impl InitError {
    fn io(error: io::Error) -> Self {
        Self {
            error: InvokeError::Exited {
                status: format!("it could not be started: {error}"),
            },
            last_words: Vec::new(),
        }
    }
}

fn answered(answer: Answer) -> Result<Bytes, InvokeError> {
    answer.map_err(|reported| InvokeError::Failed {
        error_type: reported.error_type,
        message: reported.error_message,
    })
}

fn since_epoch() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// A trace header as X-Ray makes them, not sampled; its random part is that of the request's id.
fn trace_id(request: Uuid) -> String {
    let seconds = since_epoch().as_secs();
    let random = request.simple().to_string();
    format!(
        "Root=1-{seconds:08x}-{};Parent={};Sampled=0",
        &random[..24],
        &random[16..]
    )
}
