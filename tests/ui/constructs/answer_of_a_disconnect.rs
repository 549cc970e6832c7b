//! Nobody is there to read an answer to `$disconnect`.

use constructs::prelude::*;

fn gone(function: &FunctionRef) -> DisconnectRoute {
    DisconnectRoute::to(function).two_way()
}

fn main() {}
