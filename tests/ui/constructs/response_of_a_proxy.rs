//! A proxy passes its answer on as it is: there is no integration response to shape it.

use constructs::prelude::*;

fn proxied(function: &FunctionRef) -> Integration {
    Integration::lambda(function).response(IntegrationResponse::otherwise())
}

fn main() {}
