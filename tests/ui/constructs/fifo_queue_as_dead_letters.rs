//! Lambda hands failed events to standard queues alone.

use constructs::prelude::*;

fn main() {
    let mut stack = Stack::new("demo");
    let letters = stack.add("Letters", Queue::fifo());
    let _ = Function::rust("lambdas", "message").dead_letters(&letters);
}
