//! A line of a log, for people: who wrote it, which request it belongs to, and JSON unfolded.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use ::deploy::logs::Line;
use anstyle::{AnsiColor, Style};
use serde_json::{Map, Value};

use super::time;
use crate::ui;

/// What tells writers and requests apart; none of them means good or bad.
const COLOURS: [AnsiColor; 6] = [
    AnsiColor::Cyan,
    AnsiColor::Magenta,
    AnsiColor::Blue,
    AnsiColor::BrightCyan,
    AnsiColor::BrightMagenta,
    AnsiColor::BrightBlue,
];

/// How Lambda's own lines begin: <https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html>.
const PLATFORM: [&str; 5] = [
    "START RequestId: ",
    "END RequestId: ",
    "REPORT RequestId: ",
    "INIT_START ",
    "INIT_REPORT ",
];

/// Where the text of a line stands in JSON, and what says the same as the line's own columns.
const MESSAGES: [&str; 3] = ["message", "msg", "errorMessage"];
const LEVELS: [&str; 2] = ["level", "severity"];
const TIMES: [&str; 3] = ["timestamp", "time", "@timestamp"];

/// A line, and who wrote it.
pub(crate) struct LogLine<'a> {
    /// The function or stage, as the template names it.
    pub(crate) writer: &'a str,
    /// How wide the writers' column is.
    pub(crate) width: usize,
    pub(crate) line: &'a Line,
}

impl LogLine<'_> {
    /// The line with the colours of its writer, its level and its request.
    pub(crate) fn text(&self) -> String {
        let message = self.line.message.trim_end();
        let message = match serde_json::from_str(message) {
            Ok(Value::Object(object)) => unfolded(&object),
            _ if PLATFORM.iter().any(|begin| message.starts_with(begin)) => dimmed(message),
            _ => requests(&ui::harmless(message), Style::new()),
        };
        format!(
            "{}  {}  {message}",
            ui::styled(ui::DIM, time::of_day(self.line.time)),
            ui::styled(
                colour(self.writer),
                format_args!("{:width$}", self.writer, width = self.width)
            ),
        )
    }
}

/// JSON as level, text and fields; what a framework nests in `fields` or `span` is shown as if it were not.
fn unfolded(object: &Map<String, Value>) -> String {
    let mut object = object.clone();
    for nested in ["fields", "span"] {
        if let Some(Value::Object(members)) = object.remove(nested) {
            object.extend(members);
        }
    }
    // The same once more, with the spans around it.
    object.remove("spans");
    let mut take = |names: &[&str]| names.iter().find_map(|name| object.remove(*name));
    let (level, message) = (take(&LEVELS), take(&MESSAGES));
    take(&TIMES);
    // What Lambda writes of itself in its JSON format.
    let platform = object
        .get("type")
        .and_then(Value::as_str)
        .is_some_and(|kind| kind.starts_with("platform."));
    let mut parts = Vec::new();
    if let Some(level) = level {
        let level = plain(&level);
        parts.push(ui::styled(style_of(&level), ui::harmless(&level)));
    }
    if let Some(message) = message {
        parts.push(requests(&ui::harmless(&plain(&message)), Style::new()));
    }
    let mut members: Vec<(&String, &Value)> = object.iter().collect();
    members.sort_by_key(|(name, _)| *name);
    for (name, value) in members {
        let value = ui::harmless(&plain(value));
        parts.push(format!(
            "{}{}",
            ui::styled(ui::DIM, format_args!("{}=", ui::harmless(name))),
            requests(&value, Style::new())
        ));
    }
    let text = parts.join(" ");
    if platform {
        dimmed(&anstream::adapter::strip_str(&text).to_string())
    } else {
        text
    }
}

/// A value without the quotes of a string.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn dimmed(text: &str) -> String {
    requests(&ui::harmless(text), ui::DIM)
}

fn style_of(level: &str) -> Style {
    match level.to_ascii_uppercase().as_str() {
        "ERROR" | "FATAL" | "CRITICAL" => ui::ERROR,
        "WARN" | "WARNING" => ui::WARNING,
        "DEBUG" | "TRACE" => ui::DIM,
        _ => Style::new().bold(),
    }
}

/// Text in a style, the ids of requests in it each in a colour of its own.
fn requests(text: &str, style: Style) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = (0..rest.len()).find(|at| request_at(rest, *at)) {
        let (before, from) = rest.split_at(at);
        let (id, after) = from.split_at(ID);
        if !before.is_empty() {
            shown.push_str(&ui::styled(style, before));
        }
        shown.push_str(&ui::styled(colour(id), id));
        rest = after;
    }
    if !rest.is_empty() {
        shown.push_str(&ui::styled(style, rest));
    }
    shown
}

/// The length of a request's id: `8d0b1a3e-1c2d-4e5f-8a9b-0c1d2e3f4a5b`.
const ID: usize = 36;

/// Whether a request's id stands there by itself.
fn request_at(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let Some(id) = bytes.get(at..at + ID) else {
        return false;
    };
    let shape = id.iter().enumerate().all(|(index, byte)| match index {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    });
    let alone = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
    shape && alone(at.checked_sub(1).and_then(|before| bytes.get(before))) && alone(bytes.get(at + ID))
}

/// The same text has the same colour, today and tomorrow.
fn colour(text: &str) -> Style {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let index = usize::try_from(hasher.finish() % 6).unwrap_or_default();
    COLOURS[index].on_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const REQUEST: &str = "8d0b1a3e-1c2d-4e5f-8a9b-0c1d2e3f4a5b";

    fn shown(message: &str) -> String {
        let line = Line {
            id: String::new(),
            group: String::new(),
            stream: String::new(),
            time: 1_763_733_731_250,
            ingested: 0,
            message: message.to_owned(),
        };
        let text = LogLine {
            writer: "Message",
            width: 9,
            line: &line,
        };
        text.text()
    }

    fn without_colours(message: &str) -> String {
        anstream::adapter::strip_str(&shown(message)).to_string()
    }

    #[test]
    fn json_is_unfolded() {
        let tracing = r#"{"timestamp":"2026-11-21T14:02:11Z","level":"WARN","fields":{"message":"late","room":"lobby","tries":3},"span":{"route":"chat"},"spans":[{"route":"chat"}]}"#;
        assert_eq!(
            without_colours(tracing),
            "14:02:11  Message    WARN late room=lobby route=chat tries=3"
        );
        assert!(shown(tracing).contains(&ui::styled(ui::WARNING, "WARN")));
        assert_eq!(without_colours("[1, 2]\n"), "14:02:11  Message    [1, 2]");
    }

    #[test]
    fn a_request_has_one_colour_in_all_its_lines() {
        let coloured = ui::styled(colour(REQUEST), REQUEST);
        let report = shown(&format!("REPORT RequestId: {REQUEST}\tDuration: 3.01 ms"));
        let json = shown(&format!(
            r#"{{"level":"INFO","requestId":"{REQUEST}","message":"hello"}}"#
        ));
        for line in [&report, &json, &shown(&format!("got {REQUEST}, fine"))] {
            assert!(line.contains(&coloured), "{line}");
        }
        assert!(
            report.contains(&ui::styled(ui::DIM, "REPORT RequestId: ")),
            "{report}"
        );
        let longer = shown(&format!("{REQUEST}0"));
        assert!(!longer.contains(&coloured), "{longer}");
    }

    #[test]
    fn what_lambda_writes_of_itself_in_json_is_dimmed() {
        let start =
            shown(r#"{"time":"2026-11-21T14:02:11Z","type":"platform.start","record":{"version":"1"}}"#);
        let dimmed = ui::styled(ui::DIM, r#"record={"version":"1"} type=platform.start"#);
        assert!(start.ends_with(&dimmed), "{start}");
    }

    proptest! {
        #[test]
        fn any_line_can_be_shown(message in any::<String>()) {
            let line = without_colours(&message);
            prop_assert!(line.chars().all(|c| c == '\n' || !c.is_control()));
        }
    }
}
