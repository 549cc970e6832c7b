//! Lines at the bottom of a terminal that are drawn anew in place.

use std::{
    env, io,
    io::{IsTerminal as _, Write as _},
    time::{Duration, Instant},
};

use super::tree::Size;

/// How often lines are drawn anew at most: more is flicker.
const FRAME: Duration = Duration::from_millis(100);
/// What a terminal is taken for that does not tell.
const USUAL: Size = Size {
    width: 80,
    height: 24,
};

/// Standard error, where it is a terminal that can move its cursor.
#[derive(Debug)]
pub(super) struct Screen {
    /// How many lines the last frame has.
    lines: usize,
    last: Vec<String>,
    drawn: Option<Instant>,
}

impl Screen {
    /// The terminal, if there is one.
    pub(super) fn open() -> Option<Self> {
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        (io::stderr().is_terminal() && !dumb).then_some(Self {
            lines: 0,
            last: Vec::new(),
            drawn: None,
        })
    }

    /// Its size now: people resize windows.
    pub(super) fn size() -> Size {
        terminal_size::terminal_size_of(io::stderr()).map_or(USUAL, |(width, height)| Size {
            width: width.0.into(),
            height: height.0.into(),
        })
    }

    /// Whether it is time for another frame.
    pub(super) fn is_due(&self) -> bool {
        self.drawn.is_none_or(|drawn| drawn.elapsed() >= FRAME)
    }

    /// Lets the last frame stand: the next one is drawn below it.
    pub(super) fn leave(&mut self) {
        self.lines = 0;
        self.last.clear();
    }

    /// Draws a frame over the one before; nothing is written where nothing has changed.
    pub(super) fn draw(&mut self, frame: Vec<String>) {
        self.drawn = Some(Instant::now());
        if frame == self.last {
            return;
        }
        let text = over(self.lines, &frame);
        // A terminal that went away is nobody's problem.
        let mut stderr = anstream::stderr().lock();
        let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
        self.lines = frame.len();
        self.last = frame;
    }
}

/// What draws a frame over one of so many lines: in one piece, where the terminal knows how, and line over line, so that
/// nothing is blank in between.
fn over(lines: usize, frame: &[String]) -> String {
    let mut text = String::from("\u{1b}[?2026h");
    if lines > 0 {
        text.extend(["\u{1b}[", &lines.to_string(), "A"]);
    }
    for line in frame {
        text.push('\r');
        text.push_str(line);
        text.push_str("\u{1b}[K\n");
    }
    text.push_str("\u{1b}[J\u{1b}[?2026l");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A terminal that knows what [`over`] writes.
    fn shown(mut rows: Vec<String>, text: &str) -> Vec<String> {
        let mut row = rows.len();
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            if let Some(sequence) = rest.strip_prefix("\u{1b}[") {
                let end = sequence.find(|part: char| part.is_ascii_alphabetic()).unwrap();
                match (&sequence[..end], &sequence[end..=end]) {
                    (up, "A") => row -= up.parse::<usize>().unwrap(),
                    ("", "J") => rows.truncate(row),
                    _ => {}
                }
                rest = &sequence[end + 1..];
                continue;
            }
            match character {
                '\n' => row += 1,
                '\r' => {
                    rows.resize(rows.len().max(row + 1), String::new());
                    rows[row].clear();
                }
                other => rows[row].push(other),
            }
            rest = &rest[character.len_utf8()..];
        }
        rows
    }

    #[test]
    fn a_frame_stands_where_the_one_before_stood() {
        let frame = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let rows = shown(frame(&["$ deploy"]), &over(0, &frame(&["a", "b", "c"])));
        assert_eq!(rows, ["$ deploy", "a", "b", "c"]);
        let rows = shown(rows, &over(3, &frame(&["x", "y"])));
        assert_eq!(rows, ["$ deploy", "x", "y"]);
        assert_eq!(
            shown(rows, &over(2, &frame(&["1", "2", "3"]))),
            ["$ deploy", "1", "2", "3"]
        );
    }
}
