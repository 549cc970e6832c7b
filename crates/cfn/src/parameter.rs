//! Parameters: values that are given when a stack is deployed.

use std::marker::PhantomData;

use crate::{Expr, IntoHole, List, LogicalId, Map, Tree, Value};

/// A value that is given when the stack is deployed.
///
/// ```
/// use cfn::{Emit, Parameter, Stack};
/// let mut stack = Stack::new("demo");
/// let stage = stack.parameter("Stage", Parameter::text().default_value("dev").allowed_values(["dev", "prod"]));
/// assert_eq!(stage.value().emit().to_yaml(), "!Ref Stage\n");
/// ```
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

impl Parameter<Vec<String>> {
    /// A list of texts, written as one text with commas.
    pub fn list() -> Self {
        Self::of_type("CommaDelimitedList")
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

    /// What `Ref` yields.
    pub fn value(&self) -> Value<T> {
        Value::Expr(self.expr())
    }

    fn expr(&self) -> Expr {
        Expr::Ref(LogicalId::unchecked(self.name.clone()))
    }
}

impl<T> From<&ParameterRef<T>> for Value<T> {
    fn from(parameter: &ParameterRef<T>) -> Self {
        parameter.value()
    }
}

impl<T> From<&ParameterRef<Vec<T>>> for List<T> {
    fn from(parameter: &ParameterRef<Vec<T>>) -> Self {
        List::Expr(parameter.expr())
    }
}

impl<T> IntoHole for &ParameterRef<T> {
    fn into_hole(self) -> Expr {
        self.expr()
    }
}
