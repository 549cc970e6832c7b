//! A backend is told parts of the request that exist: the variable is `context.connectionId`.

use constructs::prelude::*;

fn main() {
    let _ = HttpProxy::new(HttpMethod::Post, "https://example.com").header("id", source!("context.conectionId"));
}
