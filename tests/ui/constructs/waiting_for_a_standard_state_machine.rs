//! Only an express state machine can be waited for.

use constructs::prelude::*;

fn main() {
    let mut stack = Stack::new("demo");
    let order = stack.add("Order", StateMachine::standard(Definition::text("{}")));
    let _ = Function::rust("lambdas", "message").allow(order.start_sync());
}
