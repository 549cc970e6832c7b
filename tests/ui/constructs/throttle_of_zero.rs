//! API Gateway takes a limit of 0 for "refuse everything".

use constructs::prelude::*;

fn main() {
    let _ = Throttle::per_second::<0>();
}
