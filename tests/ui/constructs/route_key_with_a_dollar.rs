//! Keys that begin with `$` belong to API Gateway.

use constructs::prelude::*;

fn main() {
    let _ = route_key!("$join");
}
