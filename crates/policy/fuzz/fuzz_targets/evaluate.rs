//! Whatever the document, it is read or refused, and evaluated; patterns relate as their matches say; and who is said to
//! allow more does so.
//!
//! `cargo +nightly fuzz run evaluate` from `crates/policy`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use policy::{Pattern, Policy, Request, contain, evaluate};

fuzz_target!(|input: (&str, &str, &str, &str)| {
    let (document, other, one, two) = input;
    if let Ok(policy) = Policy::from_json("fuzz", document) {
        let request = Request::new(one, two).with("aws:username", one).with_all("aws:TagKeys", [one, two]);
        let _any_answer = evaluate([&policy], &request).to_string();
        if let Ok(other) = Policy::from_json("other", other) {
            let (old, new) = ([policy], [other]);
            let found = contain::excess(&[&old], &[&new]);
            for witness in found.iter().filter_map(|excess| excess.witness.as_ref().ok()) {
                assert!(evaluate(&new, witness).is_allowed() && !evaluate(&old, witness).is_allowed());
            }
            let same = evaluate(&old, &request).is_allowed() || !evaluate(&new, &request).is_allowed();
            assert!(same || !found.is_empty());
        }
    }
    let (wide, narrow) = (Pattern::new(one), Pattern::new(two));
    let literal = Pattern::literal(two);
    assert_eq!(wide.includes(&literal), wide.matches(two));
    assert_eq!(wide.overlaps(&literal), wide.matches(two));
    assert!(!wide.includes(&narrow) || wide.overlaps(&narrow));
});
