//! Cognito's tokens are good for five minutes at least.

use constructs::prelude::*;

fn main() {
    let _ = UserPool::new().token_minutes::<2>();
}
