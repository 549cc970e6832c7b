//! A handshake has no body: there is nothing that a model could be held against.

use constructs::prelude::*;

fn connect(function: &FunctionRef, model: &ModelRef) -> ConnectRoute {
    ConnectRoute::to(function).validate(model)
}

fn main() {}
