//! A table hands out the indexes that it has, and no others.

use constructs::prelude::*;

fn main() {
    let mut stack = Stack::new("demo");
    let by_owner = Index::new("OwnerIndex", Key::string("ownerId"));
    let rooms = stack.add("Rooms", Table::new(Key::string("roomId")).indexes([by_owner]));
    let [by_owner, by_name] = rooms.indexes();
    let _ = Function::rust("lambdas", "message")
        .allow(by_owner.query())
        .allow(by_name.query());
}
