//! An export is one text: a list is joined, or exported item by item.

use cfn::{Stack, Value};

fn main() {
    let mut stack = Stack::new("data");
    let _ = stack.export("Names", Value::from(vec!["a".to_owned()]));
}
