//! Only the handshake has a query: a message route cannot demand one.

use constructs::prelude::*;

fn chat(function: &FunctionRef) -> Route {
    Route::to(function).require_query("token")
}

fn main() {}
