//! Writes JSON.

use std::fmt::Write as _;

use crate::{Template, Tree};

impl Tree {
    /// Writes canonical JSON.
    pub fn to_json(&self) -> String {
        let mut writer = Writer {
            text: String::new(),
            margin: "\n".to_owned(),
            step: "  ",
            colon: ": ",
        };
        writer.value(self);
        writer.text.push('\n');
        writer.text
    }

    /// Writes JSON on one line, without blanks: equal trees have equal lines.
    pub fn to_json_line(&self) -> String {
        let mut writer = Writer {
            text: String::new(),
            margin: String::new(),
            step: "",
            colon: ":",
        };
        writer.value(self);
        writer.text
    }
}

impl Template {
    /// Writes the template as canonical JSON, the form that is deployed.
    ///
    /// ```
    /// let stack = cfn::Stack::new("demo");
    /// assert!(stack.synth()?.to_json().ends_with("\"Resources\": {}\n}\n"));
    /// # Ok::<(), cfn::Findings>(())
    /// ```
    pub fn to_json(&self) -> String {
        self.tree().to_json()
    }
}

/// By hand, as programs write their stacks unoptimised: a generic serializer takes five times the instructions there.
struct Writer {
    text: String,
    /// What stands before each entry: a line break and the blanks of its level, or nothing.
    margin: String,
    /// What a level adds to the margin.
    step: &'static str,
    /// What stands between a key and its value.
    colon: &'static str,
}

impl Writer {
    fn value(&mut self, tree: &Tree) {
        match tree {
            Tree::Null => self.text.push_str("null"),
            Tree::Bool(value) => self.text.push_str(if *value { "true" } else { "false" }),
            Tree::Int(value) => self.text.push_str(&value.to_string()),
            // A number always has a form; what is none, such as infinity, is null.
            Tree::Float(value) => self
                .text
                .push_str(&serde_json::to_string(value).unwrap_or_default()),
            Tree::String(text) => self.quoted(text),
            Tree::List(items) => self.entries('[', items, ']', Self::value),
            Tree::Map(map) => self.entries('{', map, '}', |writer, (key, value)| {
                writer.quoted(key);
                writer.text.push_str(writer.colon);
                writer.value(value);
            }),
        }
    }

    /// Brackets around entries, each of which is written by `write`.
    fn entries<T>(
        &mut self,
        open: char,
        entries: impl IntoIterator<Item = T>,
        close: char,
        write: impl Fn(&mut Self, T),
    ) {
        self.text.push(open);
        self.margin.push_str(self.step);
        let mut is_empty = true;
        for entry in entries {
            if !is_empty {
                self.text.push(',');
            }
            is_empty = false;
            self.text.push_str(&self.margin);
            write(self, entry);
        }
        self.margin.truncate(self.margin.len() - self.step.len());
        if !is_empty {
            self.text.push_str(&self.margin);
        }
        self.text.push(close);
    }

    fn quoted(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut written = 0;
        let mut at = 0;
        self.text.push('"');
        // Not an iterator, which takes four times the instructions per byte when it is not optimised.
        while at < bytes.len() {
            let byte = bytes[at];
            if byte < b' ' || byte == b'"' || byte == b'\\' {
                self.text.push_str(&text[written..at]);
                self.escaped(byte);
                written = at + 1;
            }
            at += 1;
        }
        self.text.push_str(&text[written..]);
        self.text.push('"');
    }

    fn escaped(&mut self, byte: u8) {
        self.text.push('\\');
        match byte {
            b'"' | b'\\' => self.text.push(char::from(byte)),
            b'\n' => self.text.push('n'),
            b'\r' => self.text.push('r'),
            b'\t' => self.text.push('t'),
            0x08 => self.text.push('b'),
            0x0c => self.text.push('f'),
            control => {
                let _infallible = write!(self.text, "u{control:04x}");
            }
        }
    }
}
