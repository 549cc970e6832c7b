//! What people see: colours by meaning, all of it on standard error. Standard output carries data only.
//!
//! Colours appear on a terminal only; `NO_COLOR` turns them off there and `CLICOLOR_FORCE` on elsewhere. Nothing is
//! said by colour alone.

use std::{
    fmt, io,
    io::Write as _,
    sync::atomic::{AtomicBool, Ordering},
};

use anstyle::{AnsiColor, Style};

static VERBOSE: AtomicBool = AtomicBool::new(false);

/// From now on, [`detail`] speaks.
pub(crate) fn be_verbose() {
    VERBOSE.store(true, Ordering::Relaxed);
}

/// Something failed.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// What to do next.
pub(crate) const HINT: Style = AnsiColor::Cyan.on_default().bold();
/// Less important than the rest of its line.
pub(crate) const DIM: Style = Style::new().dimmed();

/// Puts text into a style; the style is dropped where the stream takes no colours.
pub(crate) fn styled(style: Style, text: impl fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}

/// Writes a line to standard error. A closed standard error is nobody's problem.
pub(crate) fn say(line: impl fmt::Display) {
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

/// Says what happens, such as a choice that the program made by itself.
pub(crate) fn note(text: impl fmt::Display) {
    say(format_args!("{} {text}", styled(DIM, "note:")));
}

/// Says what only `--verbose` asks for.
pub(crate) fn detail(text: impl fmt::Display) {
    if VERBOSE.load(Ordering::Relaxed) {
        note(text);
    }
}

/// Says what to do next.
pub(crate) fn hint(text: impl fmt::Display) {
    say(format_args!("{} {text}", styled(HINT, "hint:")));
}

/// Writes data to standard output.
///
/// A reader that went away (`gatewright synth | head`) has what it wanted: that is no error.
pub(crate) fn data(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
