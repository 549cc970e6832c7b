//! Route selection expressions: which text a message yields, to be compared with the route keys.
//!
//! | expression | message | result |
//! |---|---|---|
//! | `$request.body.type` | `{"type":"chat"}` | `chat` |
//! | `${request.body.svc}/${request.body.type}` | `{"svc":"a","type":"b"}` | `a/b` |
//! | `$request.body.user.ids[0]` | nested | the element |
//! | `\$default` | any | `$default` |

use std::{fmt, fmt::Write as _, str::FromStr};

use serde_json::Value;

/// A parsed selection expression.
///
/// It reads the message's body and nothing else; a variable that the body does not have is empty text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Body(Vec<Step>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Name(String),
    Index(usize),
}

/// Why a text is no selection expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// A variable other than the body; nothing else is known when a message arrives.
    #[error("only `$request.body` is available for routing, `\\$` writes a literal dollar; at byte {at}")]
    Unavailable {
        /// Where the variable begins.
        at: usize,
    },
    /// A path that is not made of names and indices.
    #[error("a path is made of `.name`, `[0]` and `['name']`; at byte {at}")]
    Path {
        /// Where the path goes wrong.
        at: usize,
    },
    /// `${` without its brace.
    #[error("`${{` without `}}`; at byte {at}")]
    Unclosed {
        /// Where the brace is missing.
        at: usize,
    },
    /// No expression at all.
    #[error("the expression is empty")]
    Empty,
}

impl Selection {
    /// What the message selects; `None` stands for a message that is no JSON.
    pub fn evaluate(&self, body: Option<&Value>) -> String {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Body(path) => {
                    if let Some(value) = body.and_then(|body| lookup(body, path)) {
                        render(value, &mut text);
                    }
                }
            }
        }
        text
    }
}

fn lookup<'a>(body: &'a Value, path: &[Step]) -> Option<&'a Value> {
    path.iter().try_fold(body, |value, step| match step {
        Step::Name(name) => value.get(name),
        Step::Index(index) => value.get(index),
    })
}

/// Text as it is, lists as `[a, b]`, numbers without exponent, objects as JSON.
fn render(value: &Value, text: &mut String) {
    match value {
        Value::String(value) => text.push_str(value),
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push_str(", ");
                }
                render(item, text);
            }
            text.push(']');
        }
        Value::Number(number) if number.is_f64() => {
            // Rust's own Display never writes an exponent, JSON's does.
            let _ = write!(text, "{}", number.as_f64().unwrap_or_default());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {
            let _ = write!(text, "{value}");
        }
    }
}

impl FromStr for Selection {
    type Err = SelectionError;

    fn from_str(text: &str) -> Result<Self, SelectionError> {
        let mut parser = Parser { text, at: 0 };
        if text.is_empty() {
            return Err(SelectionError::Empty);
        }
        // A lone variable needs no braces, and then it is the whole expression.
        if parser.eat("$request.body") {
            let path = parser.path()?;
            return if parser.rest().is_empty() {
                Ok(Self(vec![Part::Body(path)]))
            } else {
                Err(SelectionError::Path { at: parser.at })
            };
        }
        let mut parts = Vec::new();
        while !parser.rest().is_empty() {
            parts.push(parser.part()?);
        }
        Ok(Self(parts))
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    /// The text up to the first character that `ends` accepts, at least one character of it.
    fn until(&mut self, ends: impl Fn(char) -> bool) -> Option<&'a str> {
        let rest = self.rest();
        let taken = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += taken.len();
        (!taken.is_empty()).then_some(taken)
    }

    fn part(&mut self) -> Result<Part, SelectionError> {
        let start = self.at;
        if self.eat("${request.body") {
            let path = self.path()?;
            return if self.eat("}") {
                Ok(Part::Body(path))
            } else {
                Err(SelectionError::Unclosed { at: self.at })
            };
        }
        if self.rest().starts_with('$') {
            return Err(SelectionError::Unavailable { at: start });
        }
        Ok(Part::Literal(self.literal()))
    }

    fn literal(&mut self) -> String {
        let mut literal = String::new();
        while let Some(next) = self.rest().chars().next() {
            if self.eat("\\$") {
                literal.push('$');
            } else if self.eat("\\\\") {
                literal.push('\\');
            } else if next == '$' {
                break;
            } else {
                literal.push(next);
                self.at += next.len_utf8();
            }
        }
        literal
    }

    fn path(&mut self) -> Result<Vec<Step>, SelectionError> {
        let mut steps = Vec::new();
        loop {
            if self.eat(".") {
                let name = self.until(|c| is_reserved(c) || c.is_whitespace());
                steps.push(Step::Name(
                    name.ok_or(SelectionError::Path { at: self.at })?.to_owned(),
                ));
            } else if self.eat("[") {
                steps.push(self.bracket().ok_or(SelectionError::Path { at: self.at })?);
            } else {
                return Ok(steps);
            }
        }
    }

    /// What stands in brackets, and the closing one.
    fn bracket(&mut self) -> Option<Step> {
        let quote = self.rest().chars().next().filter(|c| matches!(c, '\'' | '"'));
        let step = if let Some(quote) = quote {
            self.at += 1;
            let name = self.until(|c| c == quote)?.to_owned();
            self.at += 1;
            Step::Name(name)
        } else {
            Step::Index(self.until(|c| !c.is_ascii_digit())?.parse().ok()?)
        };
        self.eat("]").then_some(step)
    }
}

fn is_reserved(c: char) -> bool {
    matches!(c, '.' | '[' | ']' | '{' | '}' | '$' | '\'' | '"' | '\\' | '*')
}

impl fmt::Display for Selection {
    /// Writes the form with braces, which parses to the same expression.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.0 {
            match part {
                Part::Literal(literal) => f.write_str(&literal.replace('\\', "\\\\").replace('$', "\\$"))?,
                Part::Body(path) => {
                    f.write_str("${request.body")?;
                    path.iter().try_for_each(|step| write!(f, "{step}"))?;
                    f.write_str("}")?;
                }
            }
        }
        Ok(())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Name(name) if name.contains('\'') => write!(f, "[\"{name}\"]"),
            Self::Name(name) if name.chars().any(|c| is_reserved(c) || c.is_whitespace()) => {
                write!(f, "['{name}']")
            }
            Self::Name(name) => write!(f, ".{name}"),
        }
    }
}

#[cfg(test)]
mod tests;
