//! The gateway waits 29 seconds and no longer, whatever a function needs.

use constructs::prelude::*;

fn main() {
    let _ = IntegrationTimeout::millis::<30_000>();
}
