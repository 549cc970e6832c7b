//! Conditions: what is decided from the parameters before anything is created.

use crate::{Emit, Expr, Tree, Value};

/// A reference to a declared condition.
///
/// ```
/// use cfn::{ConditionExpr, Emit, Parameter, Stack};
/// let mut stack = Stack::new("demo");
/// let stage = stack.parameter("Stage", Parameter::text());
/// let is_prod = stack.condition("IsProd", &ConditionExpr::equals::<String>(&stage, "prod"));
/// let days = is_prod.choose::<i64>(365, 7);
/// assert_eq!(days.emit().to_yaml(), "!If [IsProd, 365, 7]\n");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition(String);

impl Condition {
    pub(crate) fn named(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The condition's name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// `Fn::If`: the first value where the condition holds, else the second.
    pub fn choose<T: Emit>(&self, yes: impl Into<Value<T>>, no: impl Into<Value<T>>) -> Value<T> {
        let (yes, no) = (yes.into().to_expr(), no.into().to_expr());
        Value::Expr(Expr::If(self.0.clone(), Box::new(yes), Box::new(no)))
    }
}

/// What a condition says.
#[derive(Clone, Debug, PartialEq)]
pub enum ConditionExpr {
    /// Both values are the same text.
    Equals(Expr, Expr),
    /// All hold; 2 to 10 of them.
    And(Vec<ConditionExpr>),
    /// At least one holds; 2 to 10 of them.
    Or(Vec<ConditionExpr>),
    /// It does not hold.
    Not(Box<ConditionExpr>),
    /// Another condition holds.
    Is(Condition),
}

impl ConditionExpr {
    /// Both values are the same text.
    pub fn equals<T: Emit>(left: impl Into<Value<T>>, right: impl Into<Value<T>>) -> Self {
        Self::Equals(left.into().to_expr(), right.into().to_expr())
    }

    pub(crate) fn to_tree(&self) -> Tree {
        let all = |items: &[ConditionExpr]| Tree::List(items.iter().map(ConditionExpr::to_tree).collect());
        match self {
            Self::Equals(left, right) => Tree::single("Fn::Equals", [left.to_tree(), right.to_tree()]),
            Self::And(items) => Tree::single("Fn::And", all(items)),
            Self::Or(items) => Tree::single("Fn::Or", all(items)),
            Self::Not(item) => Tree::single("Fn::Not", [item.to_tree()]),
            Self::Is(condition) => Tree::single("Condition", condition.name()),
        }
    }
}
