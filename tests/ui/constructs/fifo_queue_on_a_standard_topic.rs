//! A standard topic has no order that a FIFO queue could keep.

use constructs::prelude::*;

fn main() {
    let mut stack = Stack::new("demo");
    let news = stack.add("News", Topic::new());
    let _ = Queue::fifo().on_topic(&news, TopicSource::all());
}
