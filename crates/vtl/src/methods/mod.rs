//! The methods of values: one file per kind of value, named and behaving as in Java.

mod input;
mod list;
mod map;
mod scalar;
mod string;
mod util;

use crate::{
    error::RenderProblem,
    eval::Run,
    value::{Outcome, Value},
};

pub(crate) use input::METHODS as INPUT;
pub(crate) use util::METHODS as UTIL;

/// What a method yields; nothing if it does not take these arguments.
type Called = Outcome<Option<Value>>;

/// Calls a method.
pub(crate) fn call(run: &mut Run<'_>, receiver: &Value, name: &str, arguments: &[Value]) -> Outcome<Value> {
    let (known, called): (&[&'static str], Called) = match receiver {
        Value::Text(text) => (&string::METHODS, string::call(run, text, name, arguments)),
        Value::List(id) => (&list::METHODS, list::call(run, *id, name, arguments)),
        Value::Map(id) => (&map::METHODS, map::call(run, *id, name, arguments)),
        Value::Entry(id, key) => (&map::ENTRY, map::entry(run, *id, key, name, arguments)),
        Value::Input => (&INPUT, input::call(run, name, arguments)),
        Value::Util => (&UTIL, util::call(run, name, arguments)),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Foreach(_) => (
            scalar::methods(receiver),
            scalar::call(run, receiver, name, arguments),
        ),
    };
    if let Some(value) = called? {
        return Ok(value);
    }
    let receiver = receiver.kind();
    let method = name.to_owned();
    Err(if known.contains(&name) {
        RenderProblem::Arguments {
            receiver,
            method,
            given: arguments.iter().map(Value::kind).collect::<Vec<_>>().join(", "),
        }
    } else {
        RenderProblem::UnknownMethod {
            receiver,
            nearest: nearest(name, known),
            method,
        }
    })
}

/// What other languages call it.
const ALIASES: [(&str, &str); 9] = [
    ("append", "add"),
    ("count", "size"),
    ("includes", "contains"),
    ("json_parse", "parseJson"),
    ("length", "size"),
    ("parse", "parseJson"),
    ("push", "add"),
    ("size", "length"),
    ("uppercase", "toUpperCase"),
];

/// The method that was probably meant.
pub(crate) fn nearest(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let alias = ALIASES
        .iter()
        .find(|(alias, method)| *alias == name && known.contains(method));
    alias
        .map(|(_, method)| *method)
        .or_else(|| cfn::nearest(name, known.iter().copied()))
}

/// An index between square brackets: a negative one counts from the end.
pub(crate) fn index(index: i64, size: usize) -> Outcome<usize> {
    let from_start = if index < 0 {
        i64::try_from(size).ok().and_then(|size| size.checked_add(index))
    } else {
        Some(index)
    };
    from_start
        .and_then(|index| usize::try_from(index).ok())
        .filter(|index| *index < size)
        .ok_or(RenderProblem::Index { index, size })
}

/// An index of a Java method: from 0 up to `size`, which is included where `end` says so.
fn position(index: i64, size: usize, end: bool) -> Outcome<usize> {
    usize::try_from(index)
        .ok()
        .filter(|index| *index < size || (end && *index == size))
        .ok_or(RenderProblem::Index { index, size })
}

/// `indexOf` answers -1 where there is nothing.
fn found(position: Option<usize>) -> Value {
    Value::Int(
        position
            .and_then(|position| i64::try_from(position).ok())
            .unwrap_or(-1),
    )
}

#[cfg(test)]
mod tests {
    use super::{index, nearest};
    use crate::{Context, Template, value::Value};

    #[test]
    fn the_method_that_was_meant_is_found_by_spelling_and_by_habit() {
        let known = ["length", "substring", "toLowerCase"];
        assert_eq!(nearest("size", &[]), None);
        assert_eq!(nearest("subString", &known), Some("substring"));
        assert_eq!(nearest("tolowercase", &known), Some("toLowerCase"));
        assert_eq!(nearest("size", &known), Some("length"));
        assert_eq!(nearest("size", &["add"]), None);
    }

    /// Every method that is offered as a hint can be called with some arguments.
    #[test]
    fn every_method_that_is_listed_exists() {
        let receivers: [(&str, &[&'static str]); 9] = [
            ("'1'", &super::string::METHODS),
            ("[1]", &super::list::METHODS),
            ("{'1': 1}", &super::map::METHODS),
            ("$entry", &super::map::ENTRY),
            ("$input", &super::INPUT),
            ("$util", &super::UTIL),
            ("1", super::scalar::methods(&Value::Int(1))),
            ("true", super::scalar::methods(&Value::Bool(true))),
            ("$foreach", super::scalar::methods(&Value::Foreach(1))),
        ];
        let arguments = ["", "'1'", "0", "[]", "{}", "'1', '1'", "0, 1", "'$'", "'MQ=='"];
        for (receiver, methods) in receivers {
            for method in methods {
                let callable = arguments.iter().any(|arguments| {
                    let template = format!(
                        "#set($map = {{'1': 1}})#foreach($entry in $map.entrySet())\
                         #set($receiver = {receiver})$!receiver.{method}({arguments})#end"
                    );
                    Template::parse(&template)
                        .unwrap()
                        .render(&Context::new())
                        .is_ok()
                });
                assert!(callable, "{receiver}.{method}");
            }
        }
    }

    #[test]
    fn indices_count_from_both_ends() {
        assert_eq!(index(2, 3), Ok(2));
        assert_eq!(index(-3, 3), Ok(0));
        for wrong in [3, -4, i64::MIN, i64::MAX] {
            assert!(index(wrong, 3).is_err(), "{wrong}");
        }
    }
}
