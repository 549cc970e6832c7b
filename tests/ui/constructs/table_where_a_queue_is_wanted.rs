//! A helper takes a resource of its own service only.

use constructs::prelude::*;

fn send(table: &TableRef) -> SendMessage {
    SendMessage::to(table)
}

fn main() {}
