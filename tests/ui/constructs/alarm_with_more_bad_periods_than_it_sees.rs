//! An alarm cannot need more bad periods than it looks at.

use constructs::prelude::*;

fn main() {
    let _ = Alarm::at_least(Metric::new("Chat", "Failures"), 1).lasting::<4, 3>();
}
