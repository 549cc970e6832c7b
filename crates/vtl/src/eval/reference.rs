//! References: their values, and what is written for them.

use super::{At, Evaluated, Run};
use crate::{
    ast::{Expression, Reference, Step},
    context::is_documented,
    methods,
    value::{Outcome, Value},
};

impl Run<'_> {
    /// Writes the value; without one, the reference itself, or nothing if it is a quiet one.
    ///
    /// Of the backslashes before it every pair is one; an odd one keeps the reference from being replaced. Without a
    /// value there is nothing to escape, and all of them stay, as in Velocity.
    pub(super) fn write_reference(&mut self, reference: &Reference, out: &mut String) -> Evaluated<()> {
        let value = self.resolve(reference)?;
        let known = !matches!(
            value,
            Value::Null | Value::Input | Value::Util | Value::Foreach(_)
        );
        let (pairs, escaped) = (reference.backslashes / 2, reference.backslashes % 2 == 1);
        let backslashes = match (known, escaped) {
            (true, _) => pairs,
            (false, true) => pairs + 1,
            (false, false) => reference.backslashes,
        };
        let text = if escaped || !(known || reference.quiet) {
            reference.source.clone()
        } else if known {
            self.heap.print(&value).at(reference.at)?
        } else {
            String::new()
        };
        self.heap.writes(backslashes + text.len()).at(reference.at)?;
        out.push_str(&"\\".repeat(backslashes));
        out.push_str(&text);
        Ok(())
    }

    /// The value of a reference; null if any part of it is not there.
    pub(super) fn resolve(&mut self, reference: &Reference) -> Evaluated<Value> {
        self.heap.work(1).at(reference.at)?;
        let value = self.walk(&reference.name, &reference.steps)?;
        let blank = value.is_null()
            && reference.name == "context"
            && reference.path().is_some_and(|path| is_documented(&path));
        Ok(if blank { Value::Text("".into()) } else { value })
    }

    /// The value at the end of some steps from a variable.
    pub(super) fn walk(&mut self, name: &str, steps: &[Step]) -> Evaluated<Value> {
        let mut value = match name {
            "foreach" if !self.loops.is_empty() => self.innermost(),
            _ => self.variables.get(name).cloned().unwrap_or(Value::Null),
        };
        for step in steps {
            if value.is_null() {
                break;
            }
            self.heap.work(1).at(step.at())?;
            value = match step {
                Step::Property { at, name } => self.property(&value, name).at(*at)?,
                Step::Index { at, index } => {
                    let index = self.value(index)?;
                    self.element(&value, &index).at(*at)?
                }
                Step::Method { at, name, arguments } => {
                    let arguments = self.values(arguments)?;
                    methods::call(self, &value, name, &arguments).at(*at)?
                }
            };
        }
        Ok(value)
    }

    pub(super) fn values(&mut self, expressions: &[Expression]) -> Evaluated<Vec<Value>> {
        expressions
            .iter()
            .map(|expression| self.value(expression))
            .collect()
    }

    fn property(&mut self, value: &Value, name: &str) -> Outcome<Value> {
        Ok(match (value, name) {
            (Value::Map(id), _) => self.heap.entries(*id).get(name).cloned().unwrap_or(Value::Null),
            (Value::Entry(_, key), "key") => Value::Text(key.clone()),
            (Value::Entry(id, key), "value") => {
                self.heap.entries(*id).get(&**key).cloned().unwrap_or(Value::Null)
            }
            (Value::Text(text), "empty") => Value::Bool(text.is_empty()),
            (Value::List(id), "empty") => Value::Bool(self.heap.items(*id).is_empty()),
            (Value::Foreach(depth), _) => self.loop_property(*depth, name),
            (Value::Input, "body") => self.body()?,
            _ => Value::Null,
        })
    }

    /// `$value[index]`. A negative index of a list counts from its end.
    fn element(&mut self, value: &Value, index: &Value) -> Outcome<Value> {
        match (value, index) {
            (Value::List(id), Value::Int(index)) => {
                let items = self.heap.items(*id);
                Ok(items[methods::index(*index, items.len())?].clone())
            }
            (Value::Map(id), index) => {
                let key = self.heap.print(index)?;
                Ok(self.heap.entries(*id).get(&key).cloned().unwrap_or(Value::Null))
            }
            _ => Ok(Value::Null),
        }
    }
}
