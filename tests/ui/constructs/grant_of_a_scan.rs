//! What needs a scan needs an index instead.

use constructs::prelude::*;

fn main() {
    let mut stack = Stack::new("demo");
    let rooms = stack.add("Rooms", Table::new(Key::string("roomId")));
    let _ = rooms.operations([Operation::Scan]);
}
