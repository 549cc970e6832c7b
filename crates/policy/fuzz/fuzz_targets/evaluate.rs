//! Whatever the document, it is read or refused, and evaluated; and patterns relate as their matches say.
//!
//! `cargo +nightly fuzz run evaluate` from `crates/policy`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use policy::{Pattern, Policy, Request, evaluate};

fuzz_target!(|input: (&str, &str, &str)| {
    let (document, one, two) = input;
    if let Ok(policy) = Policy::from_json("fuzz", document) {
        let request = Request::new(one, two).with("aws:username", one).with_all("aws:TagKeys", [one, two]);
        let _any_answer = evaluate([&policy], &request).to_string();
    }
    let (wide, narrow) = (Pattern::new(one), Pattern::new(two));
    let literal = Pattern::literal(two);
    assert_eq!(wide.includes(&literal), wide.matches(two));
    assert_eq!(wide.overlaps(&literal), wide.matches(two));
    assert!(!wide.includes(&narrow) || wide.overlaps(&narrow));
});
