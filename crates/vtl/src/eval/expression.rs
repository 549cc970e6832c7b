//! Conditions and calculations.

use std::cmp::Ordering;

use super::{At, Evaluated, Run};
use crate::{
    ast::{Expression, Kind, Operator},
    error::RenderProblem,
    print::{as_float, compare},
    value::{Entries, Outcome, Value},
};

impl Run<'_> {
    /// The value of an expression.
    pub(super) fn value(&mut self, expression: &Expression) -> Evaluated<Value> {
        let at = expression.at;
        self.heap.work(1).at(at)?;
        Ok(match &expression.kind {
            Kind::Text(text) => self.heap.text(text).at(at)?,
            Kind::Template(nodes) => {
                let mut out = String::new();
                self.nodes(nodes, &mut out)?;
                Value::Text(out.into())
            }
            Kind::Bool(truth) => Value::Bool(*truth),
            Kind::Int(number) => Value::Int(*number),
            Kind::Float(number) => Value::Float(*number),
            Kind::Reference(reference) => self.resolve(reference)?,
            Kind::List(items) => {
                let items = self.values(items)?;
                self.heap.list(items).at(at)?
            }
            Kind::Range(ends) => {
                let [first, last] = &**ends;
                let ends = (self.value(first)?, self.value(last)?);
                self.range(&ends.0, &ends.1).at(at)?
            }
            Kind::Map(entries) => {
                let mut map = Entries::with_capacity(entries.len());
                for (key, value) in entries {
                    let key = self.value(key)?;
                    let key = self.heap.print(&key).at(at)?;
                    map.insert(key, self.value(value)?);
                }
                self.heap.map(map).at(at)?
            }
            Kind::Not(_) => Value::Bool(self.truth(expression)?),
            Kind::Chain(first, rest) => self.chain(first, rest)?,
        })
    }

    /// Whether a condition holds. Of the literals only `true` does: Velocity 1.x takes `#if("x")` and `#if(1)` for
    /// false, and a variable that holds the same for true.
    pub(super) fn truth(&mut self, expression: &Expression) -> Evaluated<bool> {
        match &expression.kind {
            Kind::Not(inner) => Ok(!self.truth(inner)?),
            Kind::Bool(truth) => Ok(*truth),
            Kind::Reference(reference) => Ok(is_true(&self.resolve(reference)?)),
            Kind::Chain(_, rest) if rest.iter().all(|(operator, _)| !operator.calculates()) => {
                Ok(is_true(&self.value(expression)?))
            }
            _ => {
                self.value(expression)?;
                Ok(false)
            }
        }
    }

    fn chain(&mut self, first: &Expression, rest: &[(Operator, Expression)]) -> Evaluated<Value> {
        let logical = rest
            .iter()
            .all(|(operator, _)| matches!(operator, Operator::And | Operator::Or));
        if logical {
            return self.logical(first, rest).map(Value::Bool);
        }
        let mut left = self.value(first)?;
        let mut left_source = first;
        for (operator, right_source) in rest {
            let right = self.value(right_source)?;
            let at = right_source.at;
            left = if *operator == Operator::Add && (is_text(&left) || is_text(&right)) {
                let mut text = self.operand(&left, left_source).at(at)?;
                text.push_str(&self.operand(&right, right_source).at(at)?);
                self.heap.text(&text).at(at)?
            } else {
                self.binary(*operator, &left, &right).at(at)?
            };
            left_source = right_source;
        }
        Ok(left)
    }

    fn logical(&mut self, first: &Expression, rest: &[(Operator, Expression)]) -> Evaluated<bool> {
        let mut truth = self.truth(first)?;
        for (operator, operand) in rest {
            // The operand whose outcome no longer matters is not evaluated.
            if truth != (*operator == Operator::Or) {
                truth = self.truth(operand)?;
            }
        }
        Ok(truth)
    }

    /// An operand of a concatenation: a reference without value is written as it is spelled.
    fn operand(&mut self, value: &Value, source: &Expression) -> Outcome<String> {
        match (&source.kind, value) {
            (Kind::Reference(reference), Value::Null) => Ok(reference.source.clone()),
            _ => self.heap.print(value),
        }
    }

    fn binary(&mut self, operator: Operator, left: &Value, right: &Value) -> Outcome<Value> {
        let ordered = |holds: fn(Ordering) -> bool| Value::Bool(compare(left, right).is_some_and(holds));
        Ok(match operator {
            Operator::Equal => Value::Bool(self.heap.equal(left, right)?),
            Operator::NotEqual => Value::Bool(!self.heap.equal(left, right)?),
            Operator::Less => ordered(Ordering::is_lt),
            Operator::LessOrEqual => ordered(Ordering::is_le),
            Operator::Greater => ordered(Ordering::is_gt),
            Operator::GreaterOrEqual => ordered(Ordering::is_ge),
            _ => return calculate(operator, left, right),
        })
    }

    /// `[first..last]`, upwards or downwards; null if an end is no whole number.
    fn range(&mut self, first: &Value, last: &Value) -> Outcome<Value> {
        let (&Value::Int(first), &Value::Int(last)) = (first, last) else {
            return Ok(Value::Null);
        };
        let size = usize::try_from(first.abs_diff(last)).map_err(|_| RenderProblem::TooMuchWork)?;
        self.heap.work(size)?;
        let items = if first <= last {
            (first..=last).map(Value::Int).collect()
        } else {
            (last..=first).rev().map(Value::Int).collect()
        };
        self.heap.list(items)
    }
}

impl Operator {
    fn calculates(self) -> bool {
        matches!(
            self,
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Remainder
        )
    }
}

fn is_true(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false))
}

fn is_text(value: &Value) -> bool {
    matches!(value, Value::Text(_))
}

/// Arithmetic: whole numbers stay whole; a division by zero, and anything that is no number, is null.
fn calculate(operator: Operator, left: &Value, right: &Value) -> Outcome<Value> {
    if let (&Value::Int(left), &Value::Int(right)) = (left, right) {
        let divides = matches!(operator, Operator::Divide | Operator::Remainder);
        if divides && right == 0 {
            return Ok(Value::Null);
        }
        let result = match operator {
            Operator::Add => left.checked_add(right),
            Operator::Subtract => left.checked_sub(right),
            Operator::Multiply => left.checked_mul(right),
            Operator::Divide => left.checked_div(right),
            _ => left.checked_rem(right),
        };
        return result.map(Value::Int).ok_or(RenderProblem::Overflow);
    }
    let (Some(left), Some(right)) = (as_float(left), as_float(right)) else {
        return Ok(Value::Null);
    };
    Ok(match operator {
        Operator::Add => Value::Float(left + right),
        Operator::Subtract => Value::Float(left - right),
        Operator::Multiply => Value::Float(left * right),
        _ if right == 0.0 => Value::Null,
        Operator::Divide => Value::Float(left / right),
        _ => Value::Float(left % right),
    })
}
