//! A parameter is filled from a checked source, not from any text.

use constructs::prelude::*;

fn main() {
    let _ = HttpProxy::new(HttpMethod::Post, "https://example.com").header("id", "context.connectionId");
}
