//! Java's regular expressions, as far as `regex-lite` has them.
//!
//! The same: classes, groups (numbered and named), alternation, greedy and lazy repetition, anchors, `(?i)`, and ASCII
//! meanings of `\d`, `\w`, `\s`, `\b`. Not available, and errors: look-around, back references, possessive quantifiers,
//! `\Q…\E`, `\p{…}`, and `&&` in classes. In exchange no expression takes exponential time. After a match an empty one
//! at the same place is not found: `"axb".replaceAll("x*", "-")` is `-a-b-` here and `-a--b-` in Java.

use regex_lite::{Captures, Regex, RegexBuilder};

use crate::{
    error::RenderProblem,
    value::{Heap, Outcome, Value},
};

/// The largest compiled expression, in bytes. With [`Heap::work`] it bounds the time that matching takes.
const SIZE: usize = 1 << 16;

/// `replaceAll`, or `replaceFirst` with a limit of one.
pub(crate) fn replace(
    heap: &mut Heap,
    text: &str,
    pattern: &str,
    replacement: &str,
    limit: Option<usize>,
) -> Outcome<Value> {
    let regex = compile(heap, text, pattern)?;
    let parts = parse_replacement(replacement, &regex)?;
    let mut result = String::new();
    let mut end = 0;
    let mut left = heap.text_left();
    for captures in regex.captures_iter(text).take(limit.unwrap_or(usize::MAX)) {
        let Some(all) = captures.get(0) else { continue };
        let before = result.len();
        result.push_str(&text[end..all.start()]);
        for part in &parts {
            result.push_str(part.of(&captures));
        }
        end = all.end();
        left = left
            .checked_sub(result.len() - before)
            .ok_or(RenderProblem::TooMuchText)?;
    }
    result.push_str(&text[end..]);
    heap.text(&result)
}

/// `matches`: whether the expression fits the whole text.
pub(crate) fn matches(heap: &mut Heap, text: &str, pattern: &str) -> Outcome<bool> {
    // Compiled once as it is, so that brackets cannot be closed too early.
    compile(heap, text, pattern)?;
    Ok(compile(heap, text, &format!(r"\A(?:{pattern})\z"))?.is_match(text))
}

/// `split`: a limit of 0 drops empty texts at the end, a negative one keeps them, a positive one counts the parts.
pub(crate) fn split(heap: &mut Heap, text: &str, pattern: &str, limit: i64) -> Outcome<Value> {
    let regex = compile(heap, text, pattern)?;
    let most = usize::try_from(limit).ok().filter(|limit| *limit > 0);
    let mut parts: Vec<&str> = Vec::new();
    let mut end = 0;
    for found in regex.find_iter(text) {
        if most.is_some_and(|most| parts.len() + 1 >= most) {
            break;
        }
        // An empty match at either end separates nothing.
        if found.end() == 0 || (found.is_empty() && found.start() == text.len()) {
            continue;
        }
        heap.work(1)?;
        parts.push(&text[end..found.start()]);
        end = found.end();
    }
    parts.push(&text[end..]);
    // A text in which nothing was found stays, even an empty one.
    while limit == 0 && end > 0 && parts.last().is_some_and(|part| part.is_empty()) {
        parts.pop();
    }
    heap.writes(text.len())?;
    heap.list(parts.into_iter().map(|part| Value::Text(part.into())).collect())
}

fn compile(heap: &mut Heap, text: &str, pattern: &str) -> Outcome<Regex> {
    heap.work(1 + pattern.len() + text.len() / 4)?;
    RegexBuilder::new(pattern)
        .size_limit(SIZE)
        .build()
        .map_err(|error| RenderProblem::Regex {
            pattern: pattern.chars().take(80).collect(),
            reason: error.to_string(),
        })
}

/// A part of a replacement.
enum Part {
    Text(String),
    Group(usize),
    Named(String),
}

impl Part {
    fn of<'t>(&'t self, captures: &Captures<'t>) -> &'t str {
        let group = match self {
            Self::Text(text) => return text,
            Self::Group(number) => captures.get(*number),
            Self::Named(name) => captures.name(name),
        };
        group.map_or("", |group| group.as_str())
    }
}

/// Reads `$1`, `${name}` and backslashes, which take the next character as it is.
fn parse_replacement(replacement: &str, regex: &Regex) -> Outcome<Vec<Part>> {
    let wrong = || RenderProblem::Replacement(replacement.chars().take(80).collect());
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = replacement;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            '\\' => {
                let escaped = rest.chars().next().ok_or_else(wrong)?;
                text.push(escaped);
                rest = &rest[escaped.len_utf8()..];
            }
            '$' => {
                parts.push(Part::Text(std::mem::take(&mut text)));
                let (group, after) = parse_group(rest, regex).ok_or_else(wrong)?;
                parts.push(group);
                rest = after;
            }
            other => text.push(other),
        }
    }
    parts.push(Part::Text(text));
    Ok(parts)
}

/// The group after a dollar: as many digits as make a group that exists, or a name in braces.
fn parse_group<'t>(text: &'t str, regex: &Regex) -> Option<(Part, &'t str)> {
    if let Some(braced) = text.strip_prefix('{') {
        let (name, after) = braced.split_once('}')?;
        let known = regex.capture_names().flatten().any(|known| known == name);
        return known.then(|| (Part::Named(name.to_owned()), after));
    }
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (1..=digits.min(9)).rev().find_map(|length| {
        let number = text[..length].parse().ok()?;
        (number < regex.captures_len()).then_some((Part::Group(number), &text[length..]))
    })
}

#[cfg(test)]
mod tests;
