//! Whatever the text, there are findings with places, and no panic.
//!
//! `cargo +nightly fuzz run template fuzz/corpus/template ../../tests/corpus ../cfn/fuzz/corpus/read` from `crates/check`.

#![no_main]

use cfn::Template;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(template) = Template::read("fuzz", text) else {
        return;
    };
    let mut findings = check::template(&template);
    check::locate(&mut findings, &template, "fuzz.yaml", text);
    assert!(findings.iter().all(|finding| !finding.origins.is_empty()));
});
