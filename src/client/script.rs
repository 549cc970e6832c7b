//! Frames that a script expects.

use std::{collections::VecDeque, fmt};

use serde::Deserialize;

/// Frames that are kept for a later expectation; the oldest go first.
const KEPT: usize = 1000;

/// A frame that a script waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expectation {
    /// Its `type`.
    pub(super) kind: String,
    /// What its text contains.
    pub(super) part: String,
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        if !self.part.is_empty() {
            write!(f, " with {:?}", self.part)?;
        }
        Ok(())
    }
}

impl Expectation {
    fn is_met_by(&self, frame: &str) -> bool {
        kind(frame).as_deref() == Some(&self.kind) && frame.contains(&self.part)
    }
}

/// The frames that came and that no expectation has used up.
///
/// An expectation uses up the frame that meets it and all before it: the next one looks at what came afterwards.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    frames: VecDeque<String>,
}

impl Inbox {
    /// A frame came.
    pub(super) fn put(&mut self, frame: &str) {
        if self.frames.len() == KEPT {
            self.frames.pop_front();
        }
        self.frames.push_back(frame.to_owned());
    }

    /// Whether a frame meets the expectation; it is used up if so.
    pub(super) fn meets(&mut self, expectation: &Expectation) -> bool {
        let found = self.frames.iter().position(|frame| expectation.is_met_by(frame));
        if let Some(index) = found {
            self.frames.drain(..=index);
        }
        found.is_some()
    }

    /// The types of the frames, for an expectation that was not met.
    pub(super) fn kinds(&self) -> String {
        let kinds: Vec<String> = self
            .frames
            .iter()
            .map(|frame| kind(frame).unwrap_or_else(|| "a frame without a type".to_owned()))
            .collect();
        if kinds.is_empty() {
            "nothing".to_owned()
        } else {
            kinds.join(", ")
        }
    }
}

fn kind(frame: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Typed {
        #[serde(rename = "type")]
        kind: String,
    }
    serde_json::from_str(frame).ok().map(|typed: Typed| typed.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expect(kind: &str, part: &str) -> Expectation {
        Expectation {
            kind: kind.to_owned(),
            part: part.to_owned(),
        }
    }

    #[test]
    fn an_expectation_uses_up_what_came_before_it() {
        let mut inbox = Inbox::default();
        for frame in [
            r#"{"type":"welcome"}"#,
            r#"{"type":"chat","data":"one"}"#,
            r#"{"type":"chat","data":"two"}"#,
        ] {
            inbox.put(frame);
        }
        assert!(!inbox.meets(&expect("chat", "three")));
        assert!(inbox.meets(&expect("chat", "")));
        assert!(!inbox.meets(&expect("welcome", "")), "it came before the chat");
        assert!(inbox.meets(&expect("chat", "two")));
        assert_eq!(inbox.kinds(), "nothing");
    }

    #[test]
    fn frames_without_a_type_are_named_too() {
        let mut inbox = Inbox::default();
        inbox.put("no JSON");
        inbox.put(r#"{"type":"pong"}"#);
        assert_eq!(inbox.kinds(), "a frame without a type, pong");
        assert_eq!(expect("chat", "hi").to_string(), "chat with \"hi\"");
    }
}
