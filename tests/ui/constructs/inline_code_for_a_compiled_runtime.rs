//! Only interpreters take their code from the template.

use constructs::prelude::*;

fn main() {
    let _ = Function::inline(Runtime::Java25, "class Handler {}");
}
