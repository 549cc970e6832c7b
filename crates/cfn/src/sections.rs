//! The sections around the resources: parameters, conditions, outputs.

use std::marker::PhantomData;

use crate::{Emit, Expr, LogicalId, Map, Part, Tree, Value, sub::IntoHole};

/// A value that is given when the stack is deployed.
#[derive(Clone, Debug)]
#[must_use]
pub struct Parameter<T> {
    properties: Map,
    value: PhantomData<fn() -> T>,
}

impl Parameter<String> {
    /// Any text.
    pub fn text() -> Self {
        Self::of_type("String")
    }
}

impl Parameter<i64> {
    /// A number.
    pub fn number() -> Self {
        Self::of_type("Number")
    }
}

impl<T> Parameter<T> {
    fn of_type(name: &str) -> Self {
        Self {
            properties: Map::from_iter([("Type".to_owned(), name.into())]),
            value: PhantomData,
        }
    }

    fn with(mut self, key: &str, value: impl Into<Tree>) -> Self {
        self.properties.insert(key.to_owned(), value.into());
        self
    }

    /// What the parameter is for.
    pub fn description(self, text: &str) -> Self {
        self.with("Description", text)
    }

    /// The value where none is given.
    pub fn default_value(self, value: impl Into<Tree>) -> Self {
        self.with("Default", value)
    }

    /// The only values that are accepted.
    pub fn allowed_values<V: Into<Tree>>(self, values: impl IntoIterator<Item = V>) -> Self {
        let values: Vec<Tree> = values.into_iter().map(Into::into).collect();
        self.with("AllowedValues", Tree::List(values))
    }

    /// A regular expression that text has to match as a whole.
    pub fn allowed_pattern(self, pattern: &str) -> Self {
        self.with("AllowedPattern", pattern)
    }

    /// Hides the value wherever the stack is described.
    pub fn no_echo(self) -> Self {
        self.with("NoEcho", true)
    }

    pub(crate) fn into_tree(self) -> Tree {
        Tree::Map(self.properties)
    }
}

/// A reference to a parameter: a value wherever its type fits.
#[derive(Clone, Debug)]
pub struct ParameterRef<T> {
    name: String,
    value: PhantomData<fn() -> T>,
}

impl<T> ParameterRef<T> {
    pub(crate) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            value: PhantomData,
        }
    }

    /// The parameter's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn expr(&self) -> Expr {
        Expr::Ref(LogicalId::unchecked(self.name.clone()))
    }
}

impl<T> From<&ParameterRef<T>> for Value<T> {
    fn from(parameter: &ParameterRef<T>) -> Self {
        Value::Expr(parameter.expr())
    }
}

impl<T> IntoHole for &ParameterRef<T> {
    fn into_hole(self) -> Expr {
        self.expr()
    }
}

/// A reference to a declared condition.
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

/// A value that the stack shows after a deployment.
#[derive(Clone, Debug)]
#[must_use]
pub struct Output {
    value: Tree,
    description: Option<String>,
    export: Option<Tree>,
    condition: Option<String>,
}

impl Output {
    /// Shows a value.
    pub fn new(value: impl Emit) -> Self {
        Self {
            value: value.emit(),
            description: None,
            export: None,
            condition: None,
        }
    }

    /// What the value is for.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Lets other stacks of the account and region import the value under this name.
    pub fn export(mut self, name: impl Into<Value<String>>) -> Self {
        self.export = Some(name.into().emit());
        self
    }

    /// Shows the value only where the condition holds.
    pub fn condition(mut self, condition: &Condition) -> Self {
        self.condition = Some(condition.name().to_owned());
        self
    }

    pub(crate) fn to_tree(&self) -> Tree {
        let mut tree = Map::new();
        if let Some(condition) = &self.condition {
            tree.insert("Condition".to_owned(), condition.as_str().into());
        }
        if let Some(description) = &self.description {
            tree.insert("Description".to_owned(), description.as_str().into());
        }
        tree.insert("Value".to_owned(), self.value.clone());
        if let Some(export) = &self.export {
            tree.insert("Export".to_owned(), Tree::single("Name", export.clone()));
        }
        Tree::Map(tree)
    }
}

/// `Fn::Join` over values.
pub fn join<T: Emit>(delimiter: &str, items: impl IntoIterator<Item = Value<T>>) -> Value<String> {
    Value::Expr(Expr::Join(
        delimiter.to_owned(),
        items.into_iter().map(|item| item.to_expr()).collect(),
    ))
}

/// A part of `Fn::Sub` that stands as written.
pub fn text(literal: &str) -> Part {
    Part::Text(literal.to_owned())
}
