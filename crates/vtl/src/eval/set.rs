//! Assignments.

use super::{At, Evaluated, Run};
use crate::{
    ast::{Expression, Reference, Step},
    methods,
    value::Value,
};

impl Run<'_> {
    /// Assigns a value. Null assigns nothing, as in Velocity: the variable keeps what it had.
    pub(super) fn set(&mut self, target: &Reference, value: &Expression) -> Evaluated<()> {
        self.heap.work(1).at(target.at)?;
        let value = self.value(value)?;
        if value.is_null() {
            return Ok(());
        }
        let Some((last, path)) = target.steps.split_last() else {
            self.assign(&target.name, Some(value));
            return Ok(());
        };
        let owner = self.walk(&target.name, path)?;
        match (owner, last) {
            (Value::Map(id), Step::Property { name, .. }) => {
                self.heap.entries_mut(id).insert(name.clone(), value);
            }
            (Value::Map(id), Step::Index { at, index }) => {
                let key = self.value(index)?;
                let key = self.heap.print(&key).at(*at)?;
                self.heap.entries_mut(id).insert(key, value);
            }
            (Value::List(id), Step::Index { at, index }) => {
                if let Value::Int(index) = self.value(index)? {
                    let index = methods::index(index, self.heap.items(id).len()).at(*at)?;
                    self.heap.items_mut(id)[index] = value;
                }
            }
            // Velocity logs that there is nothing to set, and goes on.
            _ => {}
        }
        Ok(())
    }

    /// Sets a variable, or takes it away.
    pub(super) fn assign(&mut self, name: &str, value: Option<Value>) {
        match value {
            Some(value) if !value.is_null() => self.variables.insert(name.to_owned(), value),
            _ => self.variables.remove(name),
        };
    }
}
