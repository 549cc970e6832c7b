//! A domain needs a certificate: one that its zone validates, or one that stands already.

use constructs::prelude::*;

fn main() {
    let _ = DomainName::elsewhere("chat.example.com");
}
