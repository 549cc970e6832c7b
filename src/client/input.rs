//! Where lines come from: the keyboard, a file, a pipe.
//!
//! They are read on a thread of their own, because a read from a terminal cannot be given up. The thread reads a line
//! when one is wanted and not before: when the last one has been taken, the terminal is left as it was found.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, IsTerminal as _, Write as _},
    path::Path,
    sync::mpsc as std_mpsc,
    thread,
};

use nix::sys::termios::{self, SetArg, Termios};
use rustyline::{Config, Editor, error::ReadlineError, history::MemHistory};
use tokio::sync::mpsc;

/// Something that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// A line, with its number from 1.
    Line(usize, String),
    /// Ctrl-C at the keyboard.
    Interrupted,
    /// A line of a script that cannot be read, with its number, and why.
    Unreadable(usize, String),
}

/// Lines as they are typed.
pub(crate) struct Inputs {
    wanted: std_mpsc::Sender<()>,
    lines: mpsc::Receiver<Input>,
    asked: bool,
}

impl Inputs {
    /// Reads on a thread; `read` yields the line with a number, or nothing at the end.
    fn from(mut read: impl FnMut(usize) -> Option<Input> + Send + 'static) -> Self {
        let (wanted, wants) = std_mpsc::channel();
        let (sender, lines) = mpsc::channel(1);
        thread::spawn(move || {
            for number in 1.. {
                let Ok(()) = wants.recv() else { return };
                let Some(input) = read(number) else { return };
                if sender.blocking_send(input).is_err() {
                    return;
                }
            }
        });
        Self {
            wanted,
            lines,
            asked: false,
        }
    }

    /// The next line, or nothing at the end. A call that is given up loses no line.
    pub(crate) async fn next(&mut self) -> Option<Input> {
        if !self.asked {
            self.asked = true;
            // A thread that has ended says so by the closed channel.
            let _ = self.wanted.send(());
        }
        let input = self.lines.recv().await;
        self.asked = false;
        input
    }
}

/// What writes above the line that is being typed.
pub(crate) type Printer = Box<dyn rustyline::ExternalPrinter + Send>;

/// The keyboard: lines can be edited, and what comes in meanwhile is printed above.
pub(crate) fn keyboard() -> rustyline::Result<(Inputs, Printer, Restore)> {
    let restore = Restore(termios::tcgetattr(io::stdin()).ok());
    // Bracketed paste would have to be switched off again, whenever the program ends.
    let config = Config::builder()
        .auto_add_history(true)
        .bracketed_paste(false)
        .build();
    let mut editor: Editor<(), MemHistory> = Editor::with_history(config, MemHistory::new())?;
    let printer = editor.create_external_printer()?;
    let inputs = Inputs::from(move |number| match editor.readline("> ") {
        Ok(line) => Some(Input::Line(number, line)),
        Err(ReadlineError::Interrupted) => Some(Input::Interrupted),
        Err(_) => None,
    });
    Ok((inputs, Box::new(printer), restore))
}

/// Gives the terminal back as it was, even while a line is being typed.
pub(crate) struct Restore(Option<Termios>);

impl Drop for Restore {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            let _ = termios::tcsetattr(io::stdin(), SetArg::TCSANOW, before);
            if io::stdout().is_terminal() {
                // The prompt of the line that nobody will finish.
                let _ = io::stdout().write_all(b"\r\x1b[K");
                let _ = io::stdout().flush();
            }
        }
    }
}

/// A script: a file, or standard input where the path is `-`.
pub(crate) fn script(path: &Path) -> io::Result<Inputs> {
    Ok(if path == Path::new("-") {
        lines(BufReader::new(io::stdin()))
    } else {
        lines(BufReader::new(File::open(path)?))
    })
}

fn lines(reader: impl BufRead + Send + 'static) -> Inputs {
    let mut lines = reader.lines();
    Inputs::from(move |number| match lines.next()? {
        Ok(line) => Some(Input::Line(number, line)),
        Err(error) => Some(Input::Unreadable(number, error.to_string())),
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[tokio::test]
    async fn lines_are_numbered_and_end() {
        let mut inputs = lines(Cursor::new("one\ntwo"));
        assert_eq!(inputs.next().await, Some(Input::Line(1, "one".to_owned())));
        assert_eq!(inputs.next().await, Some(Input::Line(2, "two".to_owned())));
        assert_eq!(inputs.next().await, None);
        assert_eq!(inputs.next().await, None);
    }

    #[tokio::test]
    async fn a_line_is_not_lost_when_its_reader_turns_to_something_else() {
        let mut inputs = lines(Cursor::new("one\n"));
        let at_once = tokio::time::timeout(std::time::Duration::ZERO, inputs.next()).await;
        let first = match at_once {
            Ok(line) => line,
            Err(_given_up) => inputs.next().await,
        };
        assert_eq!(first, Some(Input::Line(1, "one".to_owned())));
    }
}
