//! Behind the domain of a WebSocket API stands one part of a path.

use constructs::prelude::*;

fn main() {
    let _ = mapping_key!("v1/chat");
}
