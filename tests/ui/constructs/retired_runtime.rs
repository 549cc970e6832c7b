//! A runtime that Lambda retires has no value.

use constructs::prelude::*;

fn main() {
    let _ = Function::packaged(Runtime::Nodejs18, "index.handler", "dist/greeter");
}
