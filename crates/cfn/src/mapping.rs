//! Mappings: tables of constants that CloudFormation looks up.

use crate::{Expr, Value};

/// A reference to a declared mapping.
///
/// ```
/// use cfn::{Emit, Pseudo, Stack, Tree, Value};
/// let mut stack = Stack::new("demo");
/// let sizes = stack.mapping("Sizes", Tree::single("eu-central-1", Tree::single("memory", 256)));
/// let memory: Value<i64> = sizes.find(Pseudo::Region, "memory");
/// assert_eq!(memory.emit().to_yaml(), "!FindInMap [Sizes, !Ref 'AWS::Region', memory]\n");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping(String);

impl Mapping {
    pub(crate) fn named(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The mapping's name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// `Fn::FindInMap`: the value under a top-level and a second-level key.
    pub fn find<T>(&self, first: impl Into<Value<String>>, second: impl Into<Value<String>>) -> Value<T> {
        let (first, second) = (first.into().to_expr(), second.into().to_expr());
        Value::Expr(Expr::FindInMap(self.0.clone(), Box::new(first), Box::new(second)))
    }
}
