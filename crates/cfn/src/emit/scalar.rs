//! Quotes text for YAML.
//!
//! CloudFormation documents YAML 1.1, most tools read 1.2. Text stays bare only where both read it as that very text,
//! so `on`, `0123`, `1:30` and `2010-09-09` are quoted: a bare word begins with a letter, `/`, `$` or `_`.

use std::fmt::Write;

/// Words that are truth values or null to one of the YAML versions, in any case.
const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

/// Where text stands: inside brackets more characters have a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// After a key or a dash, or as a key.
    Block,
    /// Inside brackets.
    Flow,
}

/// The text on one line: bare, in single quotes, or in double quotes where something must be escaped.
pub(super) fn inline(text: &str, context: Context) -> String {
    if stands_bare(text, context) {
        text.to_owned()
    } else if text.chars().all(shows_itself) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        escaped(text)
    }
}

/// The header of the block scalar (`|`, `|-`, `|2`) that can carry the text, if one can.
///
/// Text that ends in blank lines is left out: the blank lines between resources would become part of it.
pub(super) fn block_header(text: &str) -> Option<&'static str> {
    let fits = text.contains('\n')
        && !text.ends_with("\n\n")
        && text
            .lines()
            .all(|line| line.is_empty() || !line.trim().is_empty())
        && text.chars().all(|c| shows_itself(c) || matches!(c, '\n' | '\t'));
    let detectable = !text.starts_with([' ', '\t', '\n']);
    match (fits && text != "\n", detectable, text.ends_with('\n')) {
        (false, ..) => None,
        (_, true, true) => Some("|"),
        (_, true, false) => Some("|-"),
        (_, false, true) => Some("|2"),
        (_, false, false) => Some("|2-"),
    }
}

/// A number that both YAML versions read as a float: with a point, and with a sign in its exponent.
pub(super) fn float(value: f64) -> String {
    if !value.is_finite() {
        return "null".to_owned();
    }
    let text = format!("{value:?}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, ""));
    let point = if mantissa.contains('.') { "" } else { ".0" };
    match exponent.strip_prefix('-') {
        _ if exponent.is_empty() => format!("{mantissa}{point}"),
        Some(digits) => format!("{mantissa}{point}e-{digits}"),
        None => format!("{mantissa}{point}e+{exponent}"),
    }
}

fn stands_bare(text: &str, context: Context) -> bool {
    let starts_well = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '$' | '_'));
    let is_word = WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    let has_meaning = text.contains(": ") || text.contains(" #") || text.ends_with([':', ' ']);
    let fits_context = text.chars().all(|c| match context {
        Context::Block => shows_itself(c),
        Context::Flow => c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '$' | ' '),
    });
    starts_well && !is_word && !has_meaning && fits_context
}

/// Whether a character stands for itself on one line, and a reader can see it: no controls, no line breaks of any
/// YAML version, no blanks but the plain one, nothing invisible or that turns the direction of writing.
fn shows_itself(c: char) -> bool {
    let hidden = matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{fffe}'
            | '\u{ffff}'
            | '\u{e0000}'..='\u{10ffff}'
    );
    c == ' ' || !(c.is_control() || c.is_whitespace() || hidden)
}

fn escaped(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if shows_itself(c) => quoted.push(c),
            c => {
                let code = u32::from(c);
                let _infallible = match code {
                    0..=0xff => write!(quoted, "\\x{code:02x}"),
                    0x100..=0xffff => write!(quoted, "\\u{code:04x}"),
                    _ => write!(quoted, "\\U{code:08x}"),
                };
            }
        }
    }
    quoted.push('"');
    quoted
}
