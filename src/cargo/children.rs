//! The processes that this program waits for, so that they can be ended with it.

use std::{
    io,
    os::unix::process::CommandExt as _,
    process::{Child, Command, ExitStatus, Output},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use nix::{
    sys::signal::{Signal, killpg},
    unistd::Pid,
};

/// The processes that were started and that nobody has waited for yet.
///
/// In the foreground they share the terminal's Ctrl-C with this program. Supervised, each leads a group of its own,
/// and [`Children::end`] ends the groups: cargo with its compilers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Children {
    supervised: Option<Arc<Mutex<Supervised>>>,
}

#[derive(Debug, Default)]
struct Supervised {
    groups: Vec<Pid>,
    ended: bool,
}

impl Children {
    /// Processes that [`Children::end`] ends.
    pub(crate) fn supervised() -> Self {
        Self {
            supervised: Some(Arc::default()),
        }
    }

    /// Starts a process and lets `wait` wait for it.
    pub(crate) fn run<T>(
        &self,
        mut command: Command,
        wait: impl FnOnce(&mut Child) -> io::Result<T>,
    ) -> io::Result<T> {
        let Some(supervised) = &self.supervised else {
            return wait(&mut command.spawn()?);
        };
        let mut child = {
            // Held while it starts: no process escapes an end that comes at the same time.
            let mut supervised = lock(supervised);
            if supervised.ended {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let child = command.process_group(0).spawn()?;
            supervised.groups.extend(group(&child));
            child
        };
        let result = wait(&mut child);
        let group = group(&child);
        lock(supervised).groups.retain(|running| Some(*running) != group);
        result
    }

    /// Starts a process and waits for its end.
    pub(crate) fn status(&self, command: Command) -> io::Result<ExitStatus> {
        self.run(command, Child::wait)
    }

    /// Starts a process and reads what it writes to its piped streams.
    pub(crate) fn output(&self, command: Command) -> io::Result<Output> {
        self.run(command, |child| {
            let mut stdout = Vec::new();
            if let Some(mut pipe) = child.stdout.take() {
                io::Read::read_to_end(&mut pipe, &mut stdout)?;
            }
            Ok(Output {
                status: child.wait()?,
                stdout,
                stderr: Vec::new(),
            })
        })
    }

    /// Ends all of them, and starts no more.
    pub(crate) fn end(&self) {
        if let Some(supervised) = &self.supervised {
            let mut supervised = lock(supervised);
            supervised.ended = true;
            for group in supervised.groups.drain(..) {
                // It has ended by itself a moment ago.
                let _ = killpg(group, Signal::SIGTERM);
            }
        }
    }
}

fn group(child: &Child) -> Option<Pid> {
    i32::try_from(child.id()).ok().map(Pid::from_raw)
}

/// Nothing panics under this lock; a poisoned one is as good as new.
fn lock(supervised: &Mutex<Supervised>) -> MutexGuard<'_, Supervised> {
    supervised.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::{process::Stdio, sync::mpsc, thread};

    use super::*;

    fn sleeper() -> Command {
        let mut command = Command::new("sh");
        // The grandchild holds the pipe: only when the whole group ends does the reader see its end.
        command
            .args(["-c", "echo up; sleep 1000 & wait"])
            .stdout(Stdio::piped());
        command
    }

    #[test]
    fn ending_ends_the_whole_group_and_starts_no_more() {
        let children = Children::supervised();
        let (up, is_up) = mpsc::channel();
        let waiting = children.clone();
        let waiter = thread::spawn(move || {
            waiting.run(sleeper(), |child| {
                let mut stdout = child.stdout.take().unwrap();
                io::Read::read_exact(&mut stdout, &mut [0; 3])?;
                up.send(()).unwrap();
                io::Read::read_to_end(&mut stdout, &mut Vec::new())?;
                child.wait()
            })
        });
        is_up.recv().unwrap();
        children.end();
        assert!(!waiter.join().unwrap().unwrap().success());
        let error = children.status(sleeper()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::Interrupted);
    }

    #[test]
    fn what_a_process_writes_is_read() {
        for children in [Children::default(), Children::supervised()] {
            let mut command = Command::new("echo");
            command.arg("hello").stdout(Stdio::piped());
            let output = children.output(command).unwrap();
            assert!(output.status.success());
            assert_eq!(output.stdout, b"hello\n");
        }
    }
}
