//! Methods of strings. Positions count UTF-16 units, as in Java.

use super::{Called, found, position};
use crate::{
    eval::{Run, int},
    pattern,
    value::{Outcome, Value},
};

pub(super) const METHODS: [&str; 27] = [
    "charAt",
    "compareTo",
    "compareToIgnoreCase",
    "concat",
    "contains",
    "endsWith",
    "equals",
    "equalsIgnoreCase",
    "getBytes",
    "indexOf",
    "isEmpty",
    "lastIndexOf",
    "length",
    "matches",
    "parseBoolean",
    "parseInt",
    "replace",
    "replaceAll",
    "replaceFirst",
    "split",
    "startsWith",
    "substring",
    "toLowerCase",
    "toString",
    "toUpperCase",
    "trim",
    "valueOf",
];

pub(super) fn call(run: &mut Run<'_>, text: &str, name: &str, arguments: &[Value]) -> Called {
    let heap = &mut run.heap;
    heap.work(1 + text.len() / 64)?;
    Ok(Some(match (name, arguments) {
        ("length", []) => int(units(text).len()),
        ("isEmpty", []) => Value::Bool(text.is_empty()),
        ("toString", []) => heap.text(text)?,
        ("trim", []) => heap.text(text.trim_matches(|c| c <= ' '))?,
        ("toLowerCase", []) => heap.text(&text.to_lowercase())?,
        ("toUpperCase", []) => heap.text(&text.to_uppercase())?,
        ("valueOf", [value]) => {
            let printed = heap.print(value)?;
            Value::Text(printed.into())
        }
        ("equals", [Value::Text(other)]) => Value::Bool(text == &**other),
        ("equals", [_]) | ("equalsIgnoreCase", [Value::Null]) => Value::Bool(false),
        ("equalsIgnoreCase", [Value::Text(other)]) => {
            Value::Bool(text.to_lowercase() == other.to_lowercase())
        }
        ("compareTo", [Value::Text(other)]) => Value::Int(difference(text, other)),
        ("compareToIgnoreCase", [Value::Text(other)]) => {
            Value::Int(difference(&text.to_lowercase(), &other.to_lowercase()))
        }
        ("concat", [Value::Text(other)]) => {
            heap.writes(text.len() + other.len())?;
            Value::Text(format!("{text}{other}").into())
        }
        ("contains", [Value::Text(part)]) => Value::Bool(text.contains(&**part)),
        ("startsWith", [Value::Text(part)]) => Value::Bool(text.starts_with(&**part)),
        ("startsWith", [Value::Text(part), Value::Int(from)]) => {
            Value::Bool(from_unit(text, *from).is_some_and(|rest| rest.starts_with(&**part)))
        }
        ("endsWith", [Value::Text(part)]) => Value::Bool(text.ends_with(&**part)),
        ("indexOf", [Value::Text(part)]) => found(text.find(&**part).map(|at| units(&text[..at]).len())),
        ("indexOf", [Value::Text(part), Value::Int(from)]) => index_from(text, part, *from),
        ("lastIndexOf", [Value::Text(part)]) => found(text.rfind(&**part).map(|at| units(&text[..at]).len())),
        ("charAt", [Value::Int(at)]) => {
            let units = units(text);
            let at = position(*at, units.len(), false)?;
            heap.text(&String::from_utf16_lossy(&units[at..=at]))?
        }
        ("substring", [Value::Int(from)]) => substring(run, text, *from, None)?,
        ("substring", [Value::Int(from), Value::Int(to)]) => substring(run, text, *from, Some(*to))?,
        ("replace", [Value::Text(part), Value::Text(by)]) => {
            let count = text.matches(&**part).count();
            heap.writes((count * by.len()).saturating_add(text.len()))?;
            Value::Text(text.replace(&**part, by).into())
        }
        ("replaceAll", [Value::Text(regex), Value::Text(by)]) => {
            pattern::replace(heap, text, regex, by, None)?
        }
        ("replaceFirst", [Value::Text(regex), Value::Text(by)]) => {
            pattern::replace(heap, text, regex, by, Some(1))?
        }
        ("matches", [Value::Text(regex)]) => Value::Bool(pattern::matches(heap, text, regex)?),
        ("split", [Value::Text(regex)]) => pattern::split(heap, text, regex, 0)?,
        ("split", [Value::Text(regex), Value::Int(limit)]) => pattern::split(heap, text, regex, *limit)?,
        ("parseInt", [Value::Text(number)]) => super::scalar::parse_int(number)?,
        ("parseBoolean", [Value::Text(truth)]) => Value::Bool(truth.eq_ignore_ascii_case("true")),
        ("getBytes", []) => {
            let bytes = text
                .bytes()
                .map(|byte| Value::Int(i64::from(byte.cast_signed())))
                .collect();
            heap.list(bytes)?
        }
        _ => return Ok(None),
    }))
}

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// The text from a unit on, if that is inside and not in the middle of a character.
fn from_unit(text: &str, from: i64) -> Option<&str> {
    let mut left = usize::try_from(from).ok()?;
    let mut characters = text.chars();
    while left > 0 {
        left = left.checked_sub(characters.next()?.len_utf16())?;
    }
    Some(characters.as_str())
}

fn index_from(text: &str, part: &str, from: i64) -> Value {
    let rest = from_unit(text, from.max(0));
    let at = rest.and_then(|rest| Some(text.len() - rest.len() + rest.find(part)?));
    found(at.map(|at| units(&text[..at]).len()))
}

fn substring(run: &mut Run<'_>, text: &str, from: i64, to: Option<i64>) -> Outcome<Value> {
    let units = units(text);
    let to = to.map_or(Ok(units.len()), |to| position(to, units.len(), true))?;
    let from = position(from, to, true)?;
    run.heap.text(&String::from_utf16_lossy(&units[from..to]))
}

/// Java's order: the difference of the first units that differ, else of the lengths.
fn difference(left: &str, right: &str) -> i64 {
    let (left, right) = (units(left), units(right));
    let unequal = left.iter().zip(&right).find(|(left, right)| left != right);
    unequal.map_or_else(
        || i64::try_from(left.len()).unwrap_or(0) - i64::try_from(right.len()).unwrap_or(0),
        |(left, right)| i64::from(*left) - i64::from(*right),
    )
}
