//! The intrinsic functions that need no handle, as typed functions.

use crate::{Emit, Expr, List, Value};

/// `Fn::Join`: the items with the delimiter between them. [`sub!`](crate::sub!) reads better where the count is known.
///
/// ```
/// use cfn::{Emit, Parameter, Stack, join};
/// let mut stack = Stack::new("demo");
/// let origins = stack.parameter("Origins", Parameter::list());
/// assert_eq!(join(" ", &origins).emit().to_yaml(), "!Join [' ', !Ref Origins]\n");
/// ```
pub fn join(delimiter: &str, items: impl Into<List<String>>) -> Value<String> {
    Value::Expr(Expr::Join(delimiter.to_owned(), Box::new(items.into().to_expr())))
}

/// `Fn::Split`: the pieces of a text between delimiters. CloudFormation refuses an empty delimiter.
///
/// ```
/// use cfn::{Emit, Pseudo, select, split};
/// let last = select(1, split(":", Pseudo::StackId));
/// assert_eq!(last.emit().to_yaml(), "!Select [1, !Split [':', !Ref 'AWS::StackId']]\n");
/// ```
pub fn split(delimiter: &str, text: impl Into<Value<String>>) -> List<String> {
    List::Expr(Expr::Split(delimiter.to_owned(), Box::new(text.into().to_expr())))
}

/// `Fn::Select`: one item of a list, counted from 0.
pub fn select<T: Emit>(index: usize, list: impl Into<List<T>>) -> Value<T> {
    Value::Expr(Expr::Select(index, Box::new(list.into().to_expr())))
}

/// `Fn::Base64`.
pub fn base64(text: impl Into<Value<String>>) -> Value<String> {
    Value::Expr(Expr::Base64(Box::new(text.into().to_expr())))
}

/// `Fn::ImportValue`: what another stack of the account and region exports under this name.
///
/// The exporting stack cannot change or drop the export while it is imported. Nothing is imported locally.
pub fn import<T>(export: impl Into<Value<String>>) -> Value<T> {
    Value::Expr(Expr::ImportValue(Box::new(export.into().to_expr())))
}
