//! Starting a function's process, its output, and ending it.

use std::{
    collections::{BTreeMap, VecDeque},
    io,
    path::Path,
    process::Stdio,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader},
    process::{Child, Command},
    sync::mpsc,
    task::JoinSet,
    time::timeout,
};

use crate::Event;

/// How long a process may take to end after SIGTERM. AWS gives 2 seconds; Ctrl-C here is to take less than that.
const GRACE: Duration = Duration::from_secs(1);

/// How long output may keep coming after the end: a grandchild can hold the pipe open.
const LAST_OUTPUT: Duration = Duration::from_millis(200);

/// `CloudWatch` takes 256 KB per event; a longer line arrives in pieces.
const LONGEST_LINE: u64 = 256 * 1024;

/// How many lines of standard error are kept to explain a failed start.
const LAST_WORDS: usize = 10;

/// A function's process, alone in its process group. Dropping it kills the group.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    output: JoinSet<()>,
    last_words: LastWords,
}

impl Process {
    /// Starts the binary; each line that it writes becomes an [`Event::Log`].
    pub(super) fn start(binary: &Path, variables: BTreeMap<String, String>, log: Log) -> io::Result<Self> {
        let mut child = Command::new(binary)
            .env_clear()
            .envs(variables)
            .current_dir(binary.parent().unwrap_or(binary))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // A Ctrl-C on the terminal is for this program, which ends its processes in order.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()?;
        let last_words = LastWords::default();
        let mut output = JoinSet::new();
        if let Some(stdout) = child.stdout.take() {
            output.spawn(drain(stdout, log.clone(), None));
        }
        if let Some(stderr) = child.stderr.take() {
            output.spawn(drain(stderr, log, Some(last_words.clone())));
        }
        Ok(Self {
            child,
            output,
            last_words,
        })
    }

    /// Waits for the end of the process, and says how it ended: `exit status: 1`, `signal: 9 (SIGKILL)`.
    pub(super) async fn ended(&mut self) -> String {
        match self.child.wait().await {
            Ok(status) => status.to_string(),
            Err(error) => format!("its status is unknown: {error}"),
        }
    }

    /// Lets the output of an ended process arrive, and yields its last lines of standard error.
    pub(super) async fn last_words(&mut self) -> Vec<String> {
        let drained = async { while self.output.join_next().await.is_some() {} };
        // What is still to come after that is lost: the process has ended.
        let _ = timeout(LAST_OUTPUT, drained).await;
        self.last_words.take()
    }

    /// Asks the process to end, and makes it when it does not within a second.
    pub(super) async fn end(mut self) {
        self.signal(Signal::TERM);
        if timeout(GRACE, self.child.wait()).await.is_err() {
            self.kill().await;
        }
        self.last_words().await;
    }

    /// Ends the process at once.
    pub(super) async fn kill(&mut self) {
        self.signal(Signal::KILL);
        // It has been reaped already, or there is nothing more to do.
        let _ = self.child.wait().await;
    }

    /// Signals the whole group, as long as its leader has not been reaped: after that, the id may be another's.
    fn signal(&self, signal: Signal) {
        let leader = self.child.id().and_then(|id| i32::try_from(id).ok());
        if let Some(group) = leader.and_then(Pid::from_raw) {
            // It ended a moment ago.
            let _ = kill_process_group(group, signal);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.signal(Signal::KILL);
    }
}

/// Where a process's lines go.
#[derive(Clone, Debug)]
pub(super) struct Log {
    pub(super) function: String,
    pub(super) events: mpsc::UnboundedSender<Event>,
}

impl Log {
    fn line(&self, line: String) {
        let function = self.function.clone();
        // Nobody reads the events any more: the program is ending.
        let _ = self.events.send(Event::Log { function, line });
    }
}

/// The last lines of standard error.
#[derive(Clone, Debug, Default)]
struct LastWords(Arc<Mutex<VecDeque<String>>>);

impl LastWords {
    fn note(&self, line: &str) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() == LAST_WORDS {
            lines.pop_front();
        }
        lines.push_back(line.to_owned());
    }

    fn take(&self) -> Vec<String> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.drain(..).collect()
    }
}

/// Reads a stream to its end, so that the process never blocks on a full pipe.
async fn drain(stream: impl AsyncRead + Unpin, log: Log, last_words: Option<LastWords>) {
    let mut reader = BufReader::new(stream);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        match (&mut reader)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut bytes)
            .await
        {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim_end_matches(['\r', '\n']);
        if let Some(last_words) = &last_words {
            last_words.note(line);
        }
        log.line(line.to_owned());
    }
}
