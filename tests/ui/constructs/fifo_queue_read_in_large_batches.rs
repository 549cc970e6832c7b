//! A FIFO queue hands out ten messages at most, and does not wait for them.

use constructs::prelude::*;

fn main() {
    let _ = QueueSource::fifo().batches_within::<100, 5>();
}
