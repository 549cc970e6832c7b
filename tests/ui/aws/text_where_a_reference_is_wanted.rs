//! A resource outside of the template is named as such, with `Id::of` or `Arn::of`.

use aws::lambda::{Code, Function};
use cfn::Stack;

fn main() {
    let mut stack = Stack::new("demo");
    stack.add(
        "Function",
        Function::new(Code::new(), "arn:aws:iam::123456789012:role/chat"),
    );
}
