//! Only a table that keeps its changes has a stream to read.

use constructs::prelude::*;

fn main() {
    let mut stack = Stack::new("demo");
    let rooms = stack.add("Rooms", Table::new(Key::string("roomId")));
    let _ = rooms.stream();
}
