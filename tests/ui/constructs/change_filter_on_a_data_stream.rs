//! Only the stream of a table says what has changed.

use constructs::prelude::*;

fn main() {
    let _ = StreamSource::records_from_oldest().only([ChangeFilter::inserts()]);
}
