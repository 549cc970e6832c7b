//! Values as text, spelled as Java spells them, and what equals what.

use crate::{
    error::RenderProblem,
    limits,
    value::{Heap, Outcome, Value},
};

impl Heap {
    /// The value's text: `{a=1, b=2}`, `[1, 2]`, `1.0E10`.
    pub(crate) fn print(&mut self, value: &Value) -> Outcome<String> {
        let mut out = String::new();
        self.write(value, &mut out, 0)?;
        Ok(out)
    }

    fn write(&mut self, value: &Value, out: &mut String, depth: usize) -> Outcome<()> {
        self.enter(depth)?;
        match value {
            Value::Null => self.put(out, "null"),
            Value::Bool(truth) => self.put(out, if *truth { "true" } else { "false" }),
            Value::Int(number) => self.put(out, &number.to_string()),
            Value::Float(number) => self.put(out, &float(*number)),
            Value::Text(text) => self.put(out, text),
            Value::List(id) => {
                let items = self.copy(*id)?;
                self.put(out, "[")?;
                for (index, item) in items.iter().enumerate() {
                    self.put(out, if index == 0 { "" } else { ", " })?;
                    self.write(item, out, depth + 1)?;
                }
                self.put(out, "]")
            }
            Value::Map(id) => {
                let entries = self.copy_map(*id)?;
                self.put(out, "{")?;
                for (index, (key, value)) in entries.iter().enumerate() {
                    self.put(out, if index == 0 { "" } else { ", " })?;
                    self.pair(key, value, out, depth)?;
                }
                self.put(out, "}")
            }
            Value::Entry(id, key) => {
                let value = self.entries(*id).get(&**key).cloned().unwrap_or(Value::Null);
                self.pair(key, &value, out, depth)
            }
            Value::Foreach(_) => self.put(out, "$foreach"),
            Value::Input => self.put(out, "$input"),
            Value::Util => self.put(out, "$util"),
        }
    }

    fn pair(&mut self, key: &str, value: &Value, out: &mut String, depth: usize) -> Outcome<()> {
        self.put(out, key)?;
        self.put(out, "=")?;
        self.write(value, out, depth + 1)
    }

    fn put(&mut self, out: &mut String, text: &str) -> Outcome<()> {
        self.writes(text.len())?;
        out.push_str(text);
        Ok(())
    }

    fn enter(&mut self, depth: usize) -> Outcome<()> {
        if depth > limits::VALUE_NESTING {
            return Err(RenderProblem::TooDeep);
        }
        self.work(1)
    }

    /// Velocity's `==`: numbers by value, values of one kind by content, others by their text; null equals null only.
    pub(crate) fn equal(&mut self, left: &Value, right: &Value) -> Outcome<bool> {
        Ok(match (left, right) {
            (Value::Null, _) | (_, Value::Null) => left.is_null() && right.is_null(),
            _ if std::mem::discriminant(left) == std::mem::discriminant(right) => {
                self.same(left, right, 0)?
            }
            _ => match compare(left, right) {
                Some(ordering) => ordering.is_eq(),
                None => self.print(left)? == self.print(right)?,
            },
        })
    }

    /// Java's `equals`, except that it takes numbers by value.
    pub(crate) fn same(&mut self, left: &Value, right: &Value, depth: usize) -> Outcome<bool> {
        self.enter(depth)?;
        Ok(match (left, right) {
            (Value::Null, Value::Null) | (Value::Input, Value::Input) | (Value::Util, Value::Util) => true,
            (Value::Bool(left), Value::Bool(right)) => left == right,
            (Value::Text(left), Value::Text(right)) => left == right,
            (Value::Foreach(left), Value::Foreach(right)) => left == right,
            (Value::List(left), Value::List(right)) => {
                let (left, right) = (self.copy(*left)?, self.copy(*right)?);
                left.len() == right.len() && self.all_same(left.iter().zip(&right), depth)?
            }
            (Value::Map(left), Value::Map(right)) => {
                let (left, right) = (self.copy_map(*left)?, self.copy_map(*right)?);
                left.len() == right.len()
                    && left.keys().all(|key| right.contains_key(key))
                    && self.all_same(
                        left.iter()
                            .filter_map(|(key, value)| Some((value, right.get(key)?))),
                        depth,
                    )?
            }
            (Value::Entry(left, left_key), Value::Entry(right, right_key)) => {
                let left = self.entries(*left).get(&**left_key).cloned();
                let right = self.entries(*right).get(&**right_key).cloned();
                left_key == right_key && self.all_same(left.iter().zip(&right), depth)?
            }
            _ => compare(left, right).is_some_and(std::cmp::Ordering::is_eq),
        })
    }

    fn all_same<'v>(
        &mut self,
        pairs: impl Iterator<Item = (&'v Value, &'v Value)>,
        depth: usize,
    ) -> Outcome<bool> {
        for (left, right) in pairs {
            if !self.same(left, right, depth + 1)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The order of two numbers; nothing else has one.
pub(crate) fn compare(left: &Value, right: &Value) -> Option<std::cmp::Ordering> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => Some(left.cmp(right)),
        _ => as_float(left)?.partial_cmp(&as_float(right)?),
    }
}

/// A number as one with a fraction.
#[expect(clippy::cast_precision_loss, reason = "Java's widening does the same")]
pub(crate) fn as_float(value: &Value) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

/// A number as Java's `Double.toString` writes it: always with a fraction, and from 10⁷ or below 10⁻³ with an exponent.
fn float(number: f64) -> String {
    let size = number.abs();
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
    } else if size == 0.0 || (1e-3..1e7).contains(&size) {
        format!("{number:?}")
    } else {
        let text = format!("{number:E}");
        match text.split_once('E') {
            Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0E{exponent}"),
            _ => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::float;

    #[test]
    fn floats_are_spelled_as_in_java() {
        let spelled = [
            (0.0, "0.0"),
            (-1.5, "-1.5"),
            (100.0, "100.0"),
            (9_999_999.0, "9999999.0"),
            (10_000_000.0, "1.0E7"),
            (123_456_789.123, "1.23456789123E8"),
            (0.001, "0.001"),
            (0.0001, "1.0E-4"),
            (1e21, "1.0E21"),
            (f64::INFINITY, "Infinity"),
            (f64::NAN, "NaN"),
        ];
        for (number, expected) in spelled {
            assert_eq!(float(number), expected);
        }
    }
}
