//! Lambda makes batches of more than ten messages only when it may wait for them.

use constructs::prelude::*;

fn main() {
    let _ = QueueSource::new().batch_size::<500>();
}
