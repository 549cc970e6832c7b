//! `$util`: escaping and encoding.

use std::fmt::Write as _;

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::Called;
use crate::{
    error::RenderProblem,
    eval::Run,
    json,
    value::{Outcome, Value},
};

pub(crate) const METHODS: [&str; 6] = [
    "base64Decode",
    "base64Encode",
    "escapeJavaScript",
    "parseJson",
    "urlDecode",
    "urlEncode",
];

/// What `java.net.URLEncoder` leaves alone; it also writes a blank as `+`.
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b' ');

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

pub(super) fn call(run: &mut Run<'_>, name: &str, arguments: &[Value]) -> Called {
    if let ("parseJson", [Value::Text(text)]) = (name, arguments) {
        let what = "the text";
        let tree = json::read(text).map_err(|reason| RenderProblem::Json { what, reason })?;
        return run.heap.import(&tree).map(Some);
    }
    let ([value], true) = (arguments, METHODS.contains(&name)) else {
        return Ok(None);
    };
    // A number or list is taken by its text; null has none, and only escaping lets it pass.
    if value.is_null() {
        return Ok((name == "escapeJavaScript").then_some(Value::Null));
    }
    let text = run.heap.print(value)?;
    let result = match name {
        "escapeJavaScript" => escape(&text),
        "urlEncode" => utf8_percent_encode(&text, FORM).to_string().replace(' ', "+"),
        "urlDecode" => url_decode(&text)?,
        "base64Encode" => BASE64.encode(&text),
        "base64Decode" => base64_decode(&text)?,
        _ => return Ok(None),
    };
    run.heap.text(&result).map(Some)
}

/// JavaScript's escapes, for the inside of a string in either kind of quotes. The apostrophe becomes `\'`, which JSON
/// does not know: append `.replaceAll("\\'", "'")`.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for unit in text.encode_utf16() {
        let letter = match unit {
            0x08 => 'b',
            0x09 => 't',
            0x0A => 'n',
            0x0C => 'f',
            0x0D => 'r',
            0x22 | 0x27 | 0x2F | 0x5C => char::from_u32(unit.into()).unwrap_or_default(),
            0x20..0x80 => {
                escaped.extend(char::from_u32(unit.into()));
                continue;
            }
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04X}");
                continue;
            }
        };
        escaped.push('\\');
        escaped.push(letter);
    }
    escaped
}

fn url_decode(text: &str) -> Outcome<String> {
    let malformed = text.split('%').skip(1).any(|part| {
        let digits = part.as_bytes().get(..2);
        !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    if malformed {
        return Err(undecodable(text, "percent-encoding"));
    }
    Ok(percent_decode_str(&text.replace('+', " "))
        .decode_utf8_lossy()
        .into_owned())
}

fn base64_decode(text: &str) -> Outcome<String> {
    let bytes = BASE64.decode(text).map_err(|_| undecodable(text, "base64"))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn undecodable(text: &str, encoding: &'static str) -> RenderProblem {
    RenderProblem::Undecodable {
        text: text.chars().take(40).collect(),
        encoding,
    }
}

#[cfg(test)]
mod tests;
