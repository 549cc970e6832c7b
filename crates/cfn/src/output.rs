//! Outputs: what a stack shows, and exports, after a deployment.

use crate::{Condition, Emit, Expr, Map, Tree, Value};

/// A value that the stack shows after a deployment.
///
/// ```
/// use cfn::{Output, Pseudo, Stack, sub};
/// let mut stack = Stack::new("chat-dev");
/// let url = Output::new(sub!("wss://{}/dev", Pseudo::UrlSuffix)).description("Where clients connect");
/// stack.output("Url", url.export("chat-dev-url"));
/// assert!(stack.synth().is_ok());
/// ```
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

    /// Lets other stacks of the account and region [`import`](crate::import) the value under this name.
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

impl<T: Emit> From<Value<T>> for Output {
    fn from(value: Value<T>) -> Self {
        Output::new(value)
    }
}

impl From<Expr> for Output {
    fn from(expr: Expr) -> Self {
        Output::new(expr.to_tree())
    }
}
