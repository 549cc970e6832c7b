//! What the connect route returns never reaches the client as a message.

use constructs::prelude::*;

fn route(connect: &FunctionRef) -> ConnectRoute {
    ConnectRoute::to(connect).two_way()
}

fn main() {}
