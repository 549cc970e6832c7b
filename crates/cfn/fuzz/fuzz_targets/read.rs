//! Whatever the text, the reader answers; and what it understands is written and read again without a change.
//!
//! `cargo +nightly fuzz run read` from `crates/cfn`. The seeds in `corpus/read` are also read by the crate's tests.

#![no_main]

use cfn::Template;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(template) = Template::read("fuzz", text) else {
        return;
    };
    let yaml = template.to_yaml();
    let json = template.to_json();
    assert_eq!(
        Template::from_yaml("fuzz", &yaml).as_ref(),
        Ok(&template),
        "{yaml}"
    );
    assert_eq!(
        Template::from_json("fuzz", &json).as_ref(),
        Ok(&template),
        "{json}"
    );
    cfn::check::template(&template);
});
