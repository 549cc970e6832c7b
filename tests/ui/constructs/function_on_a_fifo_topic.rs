//! A FIFO topic invokes no function: a queue stands between.

use constructs::prelude::*;

fn main() {
    let mut stack = Stack::new("demo");
    let news = stack.add("News", Topic::fifo());
    let _ = Function::rust("lambdas", "message").on_topic(&news, TopicSource::all());
}
