//! Maps from names of the user's choice to typed values.

use indexmap::IndexMap;

use crate::{Emit, Expr, Shape, Tree, Value};

/// Names of the user's choice with a `T` each, in the order they were given, or one expression that yields them all.
///
/// ```
/// use cfn::{Dict, Emit, Tree};
/// let variables: Dict<String> = [("STAGE", "dev"), ("AUTH_MODE", "guest")].into();
/// assert_eq!(variables.emit(), Tree::from_iter([("STAGE", "dev"), ("AUTH_MODE", "guest")]));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Dict<T> {
    /// Known name by name; of two equal names the later value stands.
    Entries(IndexMap<String, Value<T>>),
    /// One expression for all, such as `Fn::If`.
    Expr(Expr),
}

impl<T: Emit> Emit for Dict<T> {
    const SHAPE: Shape = Shape::Dict(&T::SHAPE);

    fn emit(&self) -> Tree {
        match self {
            Self::Entries(entries) => entries
                .iter()
                .map(|(name, value)| (name.as_str(), value.emit()))
                .collect(),
            Self::Expr(expr) => expr.to_tree(),
        }
    }
}

impl<T, K: Into<String>, V: Into<Value<T>>> FromIterator<(K, V)> for Dict<T> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let entries = entries.into_iter();
        Self::Entries(entries.map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl<T, K: Into<String>, V: Into<Value<T>>, const N: usize> From<[(K, V); N]> for Dict<T> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<T, K: Into<String>, V: Into<Value<T>>> From<Vec<(K, V)>> for Dict<T> {
    fn from(entries: Vec<(K, V)>) -> Self {
        entries.into_iter().collect()
    }
}
