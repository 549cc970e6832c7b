//! A capacity has its least before its most.

use constructs::prelude::*;

fn main() {
    let _ = Capacity::between::<500, 5>();
}
