//! Capacity that is kept ready has a size.

use constructs::prelude::*;

fn main() {
    let _ = Table::new(Key::string("roomId")).billing(Billing::Provisioned);
}
