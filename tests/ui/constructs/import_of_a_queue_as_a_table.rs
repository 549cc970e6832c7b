//! What crosses from stack to stack keeps its type: the ARN of a queue makes no table.

use constructs::prelude::*;

fn main() {
    let mut data = Stack::new("data");
    let jobs = data.add("Jobs", Queue::new());
    let jobs = data.export("JobsArn", jobs.arn());
    let mut front = Stack::new("front");
    let _ = TableRef::imported("Jobs", front.import(&jobs), []);
}
