//! A client shows its key when it connects, so only a connect route asks for one.

use constructs::prelude::*;

fn route(message: &FunctionRef) -> Route {
    Route::to(message).api_key_required()
}

fn main() {}
