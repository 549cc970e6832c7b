//! What mapping templates are put together from.

use std::fmt::Write as _;

use cfn::{Expr, Part};

/// A piece of JSON text to come.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// Text without anything that Velocity or a single-quoted string would read: see [`literal`].
    Text(String),
    /// Text that CloudFormation knows: names and ARNs.
    Value(Expr),
    /// A reference of the template.
    Reference(String),
}

/// The inside of a JSON string. What JSON, Velocity or CloudFormation could take for a sign of theirs is written as
/// `\u…`, so that the text survives all three, and the quotes of a Velocity string as well.
pub(super) fn literal(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' | '\'' | '\\' | '$' | '#' | '\0'..='\x1F' | '\x7F' => {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{:04x}", u32::from(letter));
            }
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// The inside of a JSON string that is known when the template renders. `escapeJavaScript` also writes `\'`, which is no
/// JSON, so that is taken back.
pub(super) fn escaped(expression: &str) -> String {
    format!(r#"$util.escapeJavaScript({expression}).replaceAll("\\'", "'")"#)
}

/// The pieces as a template's own text.
pub(super) fn written(pieces: Vec<Piece>) -> Vec<Part> {
    let parts = pieces.into_iter().map(|piece| match piece {
        Piece::Text(text) | Piece::Reference(text) => Part::Text(text),
        Piece::Value(expr) => Part::Hole(expr),
    });
    parts.collect()
}

/// The pieces as one expression of a template: strings and references, added up.
pub(super) fn added(pieces: Vec<Piece>) -> Vec<Part> {
    let mut parts = vec![Part::Text("'".to_owned())];
    for piece in pieces {
        match piece {
            Piece::Text(text) => parts.push(Part::Text(text)),
            Piece::Value(expr) => parts.push(Part::Hole(expr)),
            Piece::Reference(reference) => parts.push(Part::Text(format!("' + {reference} + '"))),
        }
    }
    parts.push(Part::Text("'".to_owned()));
    parts
}
