//! Walks JSON by its marks alone: the reader has seen already that it is JSON, and a parser of YAML takes five times as long.

use std::borrow::Cow;

use super::{Place, Walk};

/// Walks a text as far as it can be read.
pub(super) fn walk(text: &str, walk: &mut Walk) {
    let mut scanner = Scanner {
        text,
        at: 0,
        line: 1,
        column: 1,
        counted: 0,
    };
    while let Some(byte) = scanner.byte() {
        let start = scanner.at;
        scanner.at += 1;
        match byte {
            b'\n' => scanner.line_break(),
            b' ' | b'\t' | b'\r' | b',' | b':' => {}
            b'{' => walk.map(None, scanner.place(start)),
            b'[' => walk.list(None, scanner.place(start)),
            b'}' | b']' => walk.end(),
            b'"' => {
                let place = scanner.place(start);
                walk.scalar(unescaped(scanner.quoted()), None, place);
            }
            _ => {
                let place = scanner.place(start);
                scanner.bare();
                walk.scalar(Cow::Borrowed(&text[start..scanner.at]), None, place);
            }
        }
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    /// The column of the byte at `counted`, in characters.
    column: usize,
    counted: usize,
}

impl<'t> Scanner<'t> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn line_break(&mut self) {
        self.line += 1;
        self.column = 1;
        self.counted = self.at;
    }

    fn place(&mut self, at: usize) -> Place {
        self.column += self.text[self.counted..at].chars().count();
        self.counted = at;
        Place {
            line: self.line,
            column: self.column,
        }
    }

    /// What stands between quotes, from behind the first one; the scanner goes on behind the second.
    fn quoted(&mut self) -> &'t str {
        let start = self.at;
        while let Some(byte) = self.byte() {
            match byte {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        let end = self.at;
        self.at += 1;
        self.text.get(start..end).unwrap_or_default()
    }

    /// To the end of a number or word.
    fn bare(&mut self) {
        let ends = |byte: u8| matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n');
        while self.byte().is_some_and(|byte| !ends(byte)) {
            self.at += 1;
        }
    }
}

/// A text as it is meant; half a character stands for none.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let meant = serde_json::from_str(&format!("\"{text}\""));
    meant.map_or(Cow::Borrowed(text), Cow::Owned)
}
