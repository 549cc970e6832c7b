//! A quota of 0 refuses everything.

use constructs::prelude::*;

fn main() {
    let _ = Quota::per_day::<0>();
}
