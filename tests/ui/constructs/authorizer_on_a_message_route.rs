//! The gateway asks an authorizer on `$connect` alone, so only a connect route takes one.

use constructs::prelude::*;

fn route(message: &FunctionRef, authorizer: &AuthorizerRef) -> Route {
    Route::to(message).authorizer(authorizer)
}

fn main() {}
