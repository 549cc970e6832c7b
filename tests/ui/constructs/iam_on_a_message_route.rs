//! Signatures are checked when a connection is made, so only a connect route asks for them.

use constructs::prelude::*;

fn route(message: &FunctionRef) -> Route {
    Route::to(message).iam()
}

fn main() {}
