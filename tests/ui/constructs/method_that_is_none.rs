//! The method of an HTTP backend is one of those that exist.

use constructs::prelude::*;

fn main() {
    let _ = HttpProxy::new("SEND", "https://example.com");
}
