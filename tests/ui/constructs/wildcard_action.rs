//! A grant names its actions one by one.

use constructs::action;

fn main() {
    let _ = action!("dynamodb:*");
}
