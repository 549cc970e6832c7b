//! An attribute belongs to one type of resource.

use aws::{dynamodb::Table, sqs::Queue};
use cfn::Stack;

fn main() {
    let mut stack = Stack::new("demo");
    let queue = stack.add("Queue", Queue::new());
    let _ = queue.get(Table::STREAM_ARN);
}
