//! Where frames and notes go.

use std::io::{self, Write as _};

use anstream::ColorChoice;

use super::{input::Printer, view};
use crate::ui;

/// Who looks.
pub(crate) enum Screen {
    /// Somebody who types meanwhile.
    Keyboard(Printer),
    /// Somebody who only reads, or a file.
    Lines,
    /// A program: frames as JSON on standard output, everything else on standard error.
    Json,
}

impl Screen {
    /// Shows a frame.
    pub(crate) fn frame(&mut self, frame: &str) -> io::Result<()> {
        match self {
            Self::Json => print(&format!("{}\n", json(frame))),
            Self::Lines | Self::Keyboard(_) => match view::line(frame) {
                Some(line) => self.line(&line),
                None => Ok(()),
            },
        }
    }

    /// Says something that is no frame.
    pub(crate) fn note(&mut self, text: &str) -> io::Result<()> {
        match self {
            Self::Keyboard(_) => self.line(&ui::styled(ui::DIM, text)),
            Self::Lines | Self::Json => {
                ui::note(text);
                Ok(())
            }
        }
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        let line = match anstream::AutoStream::choice(&io::stdout()) {
            ColorChoice::Never => anstream::adapter::strip_str(line).to_string(),
            _ => line.to_owned(),
        };
        match self {
            Self::Keyboard(printer) => printer.print(line + "\n").map_err(io::Error::other),
            Self::Lines | Self::Json => print(&(line + "\n")),
        }
    }
}

fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// The frame on one line; one that is no JSON becomes a JSON text, so that every line of the output is JSON.
fn json(frame: &str) -> String {
    match serde_json::from_str::<serde::de::IgnoredAny>(frame) {
        Ok(_) if !frame.contains(['\n', '\r']) => frame.to_owned(),
        Ok(_) => frame.replace(['\n', '\r'], " "),
        Err(_) => serde_json::Value::from(frame).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_frame_stays_as_it_came_where_it_fits_a_line() {
        assert_eq!(json(r#"{"b": 1, "a":1.0}"#), r#"{"b": 1, "a":1.0}"#);
        assert_eq!(json("{\n\"a\": 1}"), r#"{ "a": 1}"#);
        assert_eq!(json("no \"JSON\""), r#""no \"JSON\"""#);
    }

    proptest! {
        #[test]
        fn every_line_is_json(frame in any::<String>()) {
            let line = json(&frame);
            prop_assert!(!line.contains('\n'));
            prop_assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok());
        }
    }
}
