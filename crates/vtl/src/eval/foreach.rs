//! Loops.

use super::{At, Evaluated, Flow, Loop, Run};
use crate::{ast::Foreach, error::RenderProblem, limits, value::Value};

/// The counter that Velocity 1.x keeps beside `$foreach`.
const COUNTER: &str = "velocityCount";

impl Run<'_> {
    /// Runs the body for each item of a list or value of a map; nothing else has rounds.
    pub(super) fn foreach(&mut self, foreach: &Foreach, out: &mut String) -> Evaluated<Flow> {
        let items: Vec<Value> = match self.value(&foreach.items)? {
            Value::List(id) => self.heap.copy(id).at(foreach.at)?,
            Value::Map(id) => self.heap.copy_map(id).at(foreach.at)?.into_values().collect(),
            _ => return Ok(Flow::Next),
        };
        if items.len() > limits::ROUNDS {
            return Err(RenderProblem::TooManyRounds(items.len())).at(foreach.at);
        }
        let outer =
            [foreach.variable.as_str(), COUNTER].map(|name| (name, self.variables.get(name).cloned()));
        self.loops.push(Loop {
            index: 0,
            size: items.len(),
        });
        let mut flow = Flow::Next;
        for (index, item) in items.into_iter().enumerate() {
            self.heap.work(1).at(foreach.at)?;
            if let Some(this) = self.loops.last_mut() {
                this.index = index;
            }
            self.assign(COUNTER, Some(int(index + 1)));
            self.assign(&foreach.variable, Some(item));
            flow = self.nodes(&foreach.body, out)?;
            if flow != Flow::Next {
                break;
            }
        }
        self.loops.pop();
        for (name, value) in outer {
            self.assign(name, value);
        }
        Ok(if flow == Flow::Stop {
            Flow::Stop
        } else {
            Flow::Next
        })
    }

    /// `$foreach`, inside a loop.
    pub(super) fn innermost(&self) -> Value {
        match self.loops.len() {
            0 => Value::Null,
            depth => Value::Foreach(depth),
        }
    }

    /// A property of `$foreach`, or of the `$foreach` around it.
    pub(crate) fn loop_property(&self, depth: usize, name: &str) -> Value {
        let Some(Loop { index, size }) = depth.checked_sub(1).and_then(|depth| self.loops.get(depth)) else {
            return Value::Null;
        };
        match name {
            "index" => int(*index),
            "count" => int(index + 1),
            "hasNext" => Value::Bool(index + 1 < *size),
            "first" => Value::Bool(*index == 0),
            "last" => Value::Bool(index + 1 == *size),
            "parent" if depth > 1 => Value::Foreach(depth - 1),
            "topmost" => Value::Foreach(1),
            _ => Value::Null,
        }
    }
}

/// A count as a number of the template; no count here comes near the limit.
pub(crate) fn int(count: usize) -> Value {
    Value::Int(i64::try_from(count).unwrap_or(i64::MAX))
}
