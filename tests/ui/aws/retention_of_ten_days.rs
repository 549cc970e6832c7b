//! Log groups keep events for some numbers of days and no others.

use aws::logs::LogGroup;

fn main() {
    let _ = LogGroup::new().retention_in_days(10);
}
