//! What people see: colours by meaning, all of it on standard error. Standard output carries data only.
//!
//! Colours appear on a terminal only; `NO_COLOR` turns them off there and `CLICOLOR_FORCE` on elsewhere. Nothing is
//! said by colour alone.

use std::{
    env, fmt, io,
    io::Write as _,
    sync::atomic::{AtomicBool, Ordering},
};

use anstyle::{AnsiColor, Style};

static VERBOSE: AtomicBool = AtomicBool::new(false);

static QUIET: AtomicBool = AtomicBool::new(false);

/// From now on, [`tell`] and [`note`] are silent.
pub(crate) fn be_quiet() {
    QUIET.store(true, Ordering::Relaxed);
}

/// Whether nothing is to be said but warnings, errors and what to do next.
pub(crate) fn is_quiet() -> bool {
    QUIET.load(Ordering::Relaxed)
}

/// From now on, [`detail`] speaks.
pub(crate) fn be_verbose() {
    VERBOSE.store(true, Ordering::Relaxed);
}

/// Worth a look.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// Something failed.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// What to do next.
pub(crate) const HINT: Style = AnsiColor::Cyan.on_default().bold();
/// Less important than the rest of its line.
pub(crate) const DIM: Style = Style::new().dimmed();

/// How the reader called this program, for lines that can be copied.
pub(crate) fn program() -> &'static str {
    // Set by `cargo run` for the program that it starts.
    match env::var("CARGO_PKG_NAME") {
        Ok(name) if name == env!("CARGO_PKG_NAME") => "cargo run --",
        _ => "gatewright",
    }
}

/// Puts text into a style; the style is dropped where the stream takes no colours.
pub(crate) fn styled(style: Style, text: impl fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}

/// Writes a line to standard error. A closed standard error is nobody's problem.
pub(crate) fn say(line: impl fmt::Display) {
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

/// Says what goes well, which nobody has to read.
pub(crate) fn tell(line: impl fmt::Display) {
    if !is_quiet() {
        say(line);
    }
}

/// Says what happens, such as a choice that the program made by itself.
pub(crate) fn note(text: impl fmt::Display) {
    tell(format_args!("{} {text}", styled(DIM, "note:")));
}

/// Says what only `--verbose` asks for.
pub(crate) fn detail(text: impl fmt::Display) {
    if VERBOSE.load(Ordering::Relaxed) {
        note(text);
    }
}

/// Says what is worth a look.
pub(crate) fn warning(text: impl fmt::Display) {
    say(format_args!("{} {text}", styled(WARNING, "warning:")));
}

/// Says what to do next.
pub(crate) fn hint(text: impl fmt::Display) {
    say(format_args!("{} {text}", styled(HINT, "hint:")));
}

/// `1 stack`, `2 stacks`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
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

/// Writes data to standard output, in colours where it takes them.
pub(crate) fn coloured_data(text: &str) -> io::Result<()> {
    match anstream::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Text that a terminal only shows: control and direction characters are spelled out, further lines are marked.
pub(crate) fn harmless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.trim_end().chars() {
        match character {
            '\n' => shown.push_str("\n  | "),
            '\t' => shown.push(' '),
            '\r' => {}
            unseen if unseen.is_control() || turns_direction(unseen) => shown.extend(unseen.escape_unicode()),
            plain => shown.push(plain),
        }
    }
    shown
}

/// Characters that change in which direction the text around them runs, or break the line.
fn turns_direction(character: char) -> bool {
    matches!(
        character,
        '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escapes_of_a_terminal_are_shown_and_not_obeyed() {
        assert_eq!(harmless("\u{1b}[2Jgone"), r"\u{1b}[2Jgone");
        assert_eq!(harmless("\u{9b}31m\u{7}\u{202e}"), r"\u{9b}31m\u{7}\u{202e}");
        assert_eq!(harmless("a\r\n* Bob: fake"), "a\n  | * Bob: fake");
    }

    proptest! {
        #[test]
        fn no_text_reaches_a_terminal_that_it_would_obey(text in any::<String>()) {
            let shown = harmless(&text);
            prop_assert!(shown.chars().all(|c| c == '\n' || !(c.is_control() || turns_direction(c))));
            prop_assert!(shown.split('\n').skip(1).all(|line| line.starts_with("  | ")));
        }
    }
}
