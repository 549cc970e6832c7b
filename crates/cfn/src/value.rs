//! Values that are known now, or resolved by CloudFormation.

use crate::{Expr, Pseudo, Shape, Tree};

/// Something that has a place in a template.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no form in a CloudFormation template",
    note = "literals, enums and property types do; a resource is referenced by passing `&handle`"
)]
pub trait Emit {
    /// What that form looks like.
    const SHAPE: Shape;

    /// The template's form of this value.
    fn emit(&self) -> Tree;
}

/// A `T` known now, or an expression that CloudFormation turns into a `T`.
///
/// Literals need no ceremony (`"chat".into()`), and a handle becomes the intrinsic that the property asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<T> {
    /// Known now.
    Literal(T),
    /// Resolved when the stack is deployed.
    Expr(Expr),
}

impl<T> Value<T> {
    /// The literal, if it is known now.
    pub fn literal(&self) -> Option<&T> {
        match self {
            Self::Literal(value) => Some(value),
            Self::Expr(_) => None,
        }
    }
}

impl<T: Emit> Value<T> {
    /// This value as an expression, to put it inside a larger one.
    pub fn to_expr(&self) -> Expr {
        match self {
            Self::Literal(value) => Expr::Literal(value.emit()),
            Self::Expr(expr) => expr.clone(),
        }
    }
}

impl<T: Emit> Emit for Value<T> {
    const SHAPE: Shape = T::SHAPE;

    fn emit(&self) -> Tree {
        match self {
            Self::Literal(value) => value.emit(),
            Self::Expr(expr) => expr.to_tree(),
        }
    }
}

impl<T> From<T> for Value<T> {
    fn from(value: T) -> Self {
        Self::Literal(value)
    }
}

impl From<&str> for Value<String> {
    fn from(text: &str) -> Self {
        Self::Literal(text.to_owned())
    }
}

impl From<&String> for Value<String> {
    fn from(text: &String) -> Self {
        Self::Literal(text.clone())
    }
}

impl<T: Clone> From<&Value<T>> for Value<T> {
    fn from(value: &Value<T>) -> Self {
        value.clone()
    }
}

impl From<i32> for Value<i64> {
    fn from(value: i32) -> Self {
        Self::Literal(i64::from(value))
    }
}

impl From<u32> for Value<i64> {
    fn from(value: u32) -> Self {
        Self::Literal(i64::from(value))
    }
}

impl From<Pseudo> for Value<String> {
    fn from(pseudo: Pseudo) -> Self {
        Self::Expr(Expr::Pseudo(pseudo))
    }
}

/// A list of `T`, item by item, or one expression that yields the whole list.
#[derive(Clone, Debug, PartialEq)]
pub enum List<T> {
    /// Known item by item.
    Items(Vec<Value<T>>),
    /// One expression for all, such as `Fn::Split` or a list parameter.
    Expr(Expr),
}

impl<T: Emit> List<T> {
    /// This list as an expression, to put it inside a larger one.
    pub fn to_expr(&self) -> Expr {
        match self {
            Self::Items(items) => Expr::List(items.iter().map(Value::to_expr).collect()),
            Self::Expr(expr) => expr.clone(),
        }
    }
}

impl<T: Emit> Emit for List<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);

    fn emit(&self) -> Tree {
        match self {
            Self::Items(items) => emit_all(items),
            Self::Expr(expr) => expr.to_tree(),
        }
    }
}

impl<T, V: Into<Value<T>>, const N: usize> From<[V; N]> for List<T> {
    fn from(items: [V; N]) -> Self {
        Self::Items(values(items))
    }
}

impl<T, V: Into<Value<T>>> From<Vec<V>> for List<T> {
    fn from(items: Vec<V>) -> Self {
        Self::Items(values(items))
    }
}

impl<T, V: Into<Value<T>>> FromIterator<V> for List<T> {
    fn from_iter<I: IntoIterator<Item = V>>(items: I) -> Self {
        Self::Items(values(items))
    }
}

// Loops, where adapters of iterators would be shorter: these two are compiled for every type that stands in a list, and
// the adapters cost the compiler a multiple.

fn values<T, V: Into<Value<T>>>(items: impl IntoIterator<Item = V>) -> Vec<Value<T>> {
    let mut values = Vec::new();
    for item in items {
        values.push(item.into());
    }
    values
}

fn emit_all<T: Emit>(items: &[T]) -> Tree {
    let mut trees = Vec::with_capacity(items.len());
    for item in items {
        trees.push(item.emit());
    }
    Tree::List(trees)
}

impl Emit for Tree {
    const SHAPE: Shape = Shape::Json;

    fn emit(&self) -> Tree {
        self.clone()
    }
}

impl Emit for String {
    const SHAPE: Shape = Shape::Text;

    fn emit(&self) -> Tree {
        Tree::String(self.clone())
    }
}

impl Emit for bool {
    const SHAPE: Shape = Shape::Boolean;

    fn emit(&self) -> Tree {
        Tree::Bool(*self)
    }
}

impl Emit for i64 {
    const SHAPE: Shape = Shape::Integer;

    fn emit(&self) -> Tree {
        Tree::Int(*self)
    }
}

impl Emit for f64 {
    const SHAPE: Shape = Shape::Number;

    fn emit(&self) -> Tree {
        Tree::from(*self)
    }
}

impl<T: Emit> Emit for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);

    fn emit(&self) -> Tree {
        emit_all(self)
    }
}
