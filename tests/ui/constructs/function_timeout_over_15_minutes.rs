//! A function runs for 900 seconds at most.

use constructs::prelude::*;

fn main() {
    let _ = Timeout::secs::<901>();
}
