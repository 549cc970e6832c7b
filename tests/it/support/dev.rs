//! A running `gatewright dev`.

use std::{
    io::{BufRead as _, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Condvar, Mutex},
    thread,
    time::Duration,
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use super::gatewright;

/// How long anything may take before a test gives up. The first start in an empty target folder compiles the AWS SDK.
pub(crate) const PATIENCE: Duration = Duration::from_mins(15);

/// The repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The target folder that this test was built in.
pub(crate) fn target() -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_gatewright"));
    program.ancestors().nth(2).unwrap().to_owned()
}

/// The program in the repository, with the target folder of this test.
pub(crate) fn in_repository() -> Command {
    let mut command = gatewright();
    command
        .current_dir(repository())
        .env("CARGO", env!("CARGO"))
        .env("CARGO_TARGET_DIR", target());
    command
}

/// A running `gatewright dev`; it is ended with the test.
pub(crate) struct Dev {
    child: Child,
    pub(crate) endpoint: String,
    said: Arc<Said>,
}

#[derive(Default)]
struct Said {
    lines: Mutex<Vec<String>>,
    more: Condvar,
}

impl Dev {
    /// The repository's own stack.
    pub(crate) fn start() -> Self {
        Self::of(in_repository(), &["--port", "0"])
    }

    /// `dev` with these arguments; returns when it has printed its endpoint.
    pub(crate) fn of(mut command: Command, arguments: &[&str]) -> Self {
        let mut child = command
            .arg("dev")
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Said::default());
        listen(child.stderr.take().unwrap(), Arc::clone(&said));
        let mut endpoint = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut endpoint).unwrap();
        let dev = Self {
            child,
            endpoint: endpoint.trim_end().to_owned(),
            said,
        };
        assert!(dev.endpoint.starts_with("ws://127.0.0.1:"), "{}", dev.said());
        dev
    }

    /// The gateway's port.
    pub(crate) fn port(&self) -> u16 {
        let (_, rest) = self.endpoint.rsplit_once(':').unwrap();
        rest.split('/').next().unwrap().parse().unwrap()
    }

    /// Everything that it has said on standard error.
    pub(crate) fn said(&self) -> String {
        self.said.lines.lock().unwrap().join("\n")
    }

    /// Waits until it has said something with this part.
    #[track_caller]
    pub(crate) fn says(&self, part: &str) {
        let lines = self.said.lines.lock().unwrap();
        let (lines, waited) = self
            .said
            .more
            .wait_timeout_while(lines, PATIENCE, |lines| {
                !lines.iter().any(|line| line.contains(part))
            })
            .unwrap();
        assert!(!waited.timed_out(), "no {part:?} in:\n{}", lines.join("\n"));
    }

    /// The processes of its functions: id and program.
    pub(crate) fn functions(&self) -> Vec<(Pid, String)> {
        processes()
            .into_iter()
            .filter(|(_, parent, _)| *parent == self.child.id())
            .map(|(id, _, program)| (pid(id), program))
            .collect()
    }

    /// Sends a signal to it alone.
    pub(crate) fn signal(&self, signal: Signal) {
        kill(pid(self.child.id()), signal).unwrap();
    }

    /// Waits for its end.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Dev {
    fn drop(&mut self) {
        // After a failed assertion: ask it, so that it ends its functions, too.
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = kill(pid(self.child.id()), Signal::SIGINT);
            let _ = self.child.wait();
        }
    }
}

fn listen(stderr: impl Read + Send + 'static, said: Arc<Said>) {
    thread::spawn(move || {
        for line in BufReader::new(stderr).lines() {
            let Ok(line) = line else { return };
            said.lines.lock().unwrap().push(line);
            said.more.notify_all();
        }
    });
}

fn pid(id: u32) -> Pid {
    Pid::from_raw(id.try_into().unwrap())
}

/// All processes: id, parent, program.
fn processes() -> Vec<(u32, u32, String)> {
    let output = Command::new("ps")
        .args(["-A", "-o", "pid=,ppid=,stat=,comm="])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let id = words.next()?.parse().ok()?;
            let parent = words.next()?.parse().ok()?;
            // A zombie has ended; nobody has asked how yet.
            let stat = words.next()?;
            (!stat.starts_with('Z')).then_some(())?;
            Some((id, parent, words.next()?.to_owned()))
        })
        .collect()
}

/// Whether a process is still there.
pub(crate) fn is_alive(id: Pid) -> bool {
    processes()
        .iter()
        .any(|(process, _, _)| i64::from(*process) == i64::from(id.as_raw()))
}

/// Waits until something holds.
#[track_caller]
pub(crate) fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let end = std::time::Instant::now() + PATIENCE;
    while !holds() {
        assert!(std::time::Instant::now() < end, "never: {what}");
        thread::yield_now();
    }
}
