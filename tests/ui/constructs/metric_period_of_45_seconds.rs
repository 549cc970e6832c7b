//! Periods are whole minutes, or 10, 20 and 30 seconds.

use constructs::prelude::*;

fn main() {
    let _ = Metric::new("Chat", "Failures").period_secs::<45>();
}
