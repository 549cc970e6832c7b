//! `/tmp` has 512 to 10,240 MB.

use constructs::prelude::*;

fn main() {
    let _ = Function::rust("lambdas", "message").ephemeral_storage_mb::<20_480>();
}
