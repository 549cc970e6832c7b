//! The parts of ARNs, whether they are known now or not.

use cfn::{Arn, Value, select, split};

/// The region.
pub(crate) const REGION: usize = 3;
/// The account.
pub(crate) const ACCOUNT: usize = 4;
/// What comes after the account: a name, or a kind and a name.
pub(crate) const RESOURCE: usize = 5;

/// The part between two colons, counted from 0.
pub(crate) fn part(arn: &Value<String>, index: usize) -> Value<String> {
    piece(arn, ":", index)
}

/// The part between the first slash and the next: the name in `table/rooms` and in `event-bus/orders`.
pub(crate) fn after_slash(arn: &Value<String>) -> Value<String> {
    piece(arn, "/", 1)
}

/// Text that is an ARN of an `R`.
pub(crate) fn tagged<R>(arn: Value<String>) -> Value<Arn<R>> {
    match arn {
        Value::Literal(text) => Value::Literal(Arn::of(text)),
        Value::Expr(expr) => Value::Expr(expr),
    }
}

/// Text without such a part yields none, and `check` finds the reference that it breaks.
fn piece(arn: &Value<String>, between: &str, index: usize) -> Value<String> {
    match arn {
        Value::Literal(text) => text.split(between).nth(index).unwrap_or_default().into(),
        Value::Expr(_) => select(index, split(between, arn)),
    }
}

#[cfg(test)]
mod tests {
    use cfn::{Emit, Expr, Pseudo, Tree};

    use super::*;

    #[test]
    fn a_known_arn_is_taken_apart_now() {
        let arn = Value::from("arn:aws:dynamodb:eu-central-1:111122223333:table/rooms/index/ByOwner");
        assert_eq!(part(&arn, REGION), Value::from("eu-central-1"));
        assert_eq!(part(&arn, ACCOUNT), Value::from("111122223333"));
        assert_eq!(after_slash(&arn), Value::from("rooms"));
        assert_eq!(after_slash(&Value::from("rooms")), Value::from(""));
    }

    #[test]
    fn any_other_is_taken_apart_by_cloudformation() {
        let arn = Value::Expr(Expr::Pseudo(Pseudo::StackId));
        let split = Tree::single(
            "Fn::Split",
            [Tree::from(":"), Tree::single("Ref", "AWS::StackId")],
        );
        assert_eq!(
            part(&arn, RESOURCE).emit(),
            Tree::single("Fn::Select", [Tree::Int(5), split])
        );
    }
}
