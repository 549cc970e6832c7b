//! An aspect sees resources one by one.

use cfn::Stack;

fn main() {
    let mut stack = Stack::new("demo");
    stack.aspect("tag everything");
}
