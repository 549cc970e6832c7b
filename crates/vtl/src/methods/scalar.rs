//! Methods of numbers, truth values and `$foreach`.

use super::Called;
use crate::{
    error::RenderProblem,
    eval::Run,
    print::{as_float, compare},
    value::{Outcome, Value},
};

const NUMBER: [&str; 12] = [
    "compareTo",
    "doubleValue",
    "equals",
    "floatValue",
    "intValue",
    "longValue",
    "parseDouble",
    "parseFloat",
    "parseInt",
    "parseLong",
    "toString",
    "valueOf",
];

const BOOLEAN: [&str; 5] = ["booleanValue", "equals", "parseBoolean", "toString", "valueOf"];

const FOREACH: [&str; 5] = ["getCount", "getIndex", "hasNext", "isFirst", "isLast"];

pub(super) fn methods(receiver: &Value) -> &'static [&'static str] {
    match receiver {
        Value::Int(_) | Value::Float(_) => &NUMBER,
        Value::Bool(_) => &BOOLEAN,
        Value::Foreach(_) => &FOREACH,
        _ => &[],
    }
}

pub(super) fn call(run: &mut Run<'_>, receiver: &Value, name: &str, arguments: &[Value]) -> Called {
    match receiver {
        Value::Foreach(depth) => {
            let property = match (name, arguments) {
                ("getCount", []) => "count",
                ("getIndex", []) => "index",
                ("hasNext", []) => "hasNext",
                ("isFirst", []) => "first",
                ("isLast", []) => "last",
                _ => return Ok(None),
            };
            Ok(Some(run.loop_property(*depth, property)))
        }
        Value::Bool(truth) => Ok(Some(match (name, arguments) {
            ("booleanValue", []) => Value::Bool(*truth),
            ("parseBoolean" | "valueOf", [Value::Text(text)]) => {
                Value::Bool(text.eq_ignore_ascii_case("true"))
            }
            ("equals", [other]) => Value::Bool(matches!(other, Value::Bool(other) if other == truth)),
            ("toString", []) => Value::Text(truth.to_string().into()),
            _ => return Ok(None),
        })),
        _ => number(run, receiver, name, arguments),
    }
}

fn number(run: &mut Run<'_>, receiver: &Value, name: &str, arguments: &[Value]) -> Called {
    Ok(Some(match (name, arguments) {
        ("intValue" | "longValue", []) => truncated(receiver),
        ("doubleValue" | "floatValue", []) => as_float(receiver).map_or(Value::Null, Value::Float),
        ("parseInt" | "parseLong", [Value::Text(text)]) => parse_int(text)?,
        ("parseDouble" | "parseFloat", [Value::Text(text)]) => parse_float(text)?,
        ("valueOf", [Value::Text(text)]) => match receiver {
            Value::Int(_) => parse_int(text)?,
            _ => parse_float(text)?,
        },
        ("valueOf", [value @ (Value::Int(_) | Value::Float(_))]) => value.clone(),
        ("equals", [other]) => Value::Bool(compare(receiver, other).is_some_and(std::cmp::Ordering::is_eq)),
        ("compareTo", [other]) => match compare(receiver, other) {
            Some(ordering) => Value::Int(i64::from(ordering as i8)),
            None => return Ok(None),
        },
        ("toString", []) => Value::Text(run.heap.print(receiver)?.into()),
        ("toString", [value @ (Value::Int(_) | Value::Float(_))]) => {
            Value::Text(run.heap.print(value)?.into())
        }
        _ => return Ok(None),
    }))
}

/// The whole number that a text holds, as `Integer.parseInt` reads it: signs, but no blanks.
pub(super) fn parse_int(text: &str) -> Outcome<Value> {
    text.parse()
        .map(Value::Int)
        .map_err(|_| RenderProblem::NotANumber(text.to_owned()))
}

fn parse_float(text: &str) -> Outcome<Value> {
    text.trim()
        .parse()
        .map(Value::Float)
        .map_err(|_| RenderProblem::NotANumber(text.to_owned()))
}

#[expect(clippy::cast_possible_truncation, reason = "that is what the method is for")]
fn truncated(number: &Value) -> Value {
    match number {
        Value::Float(float) => Value::Int(*float as i64),
        other => other.clone(),
    }
}
