//! No text may make the parser or the evaluator panic, hang or take memory without bound.
//!
//! The text before the first null character is the template, what follows is the message.
//! `cargo +nightly fuzz run render corpus/render seeds/render` in this folder.

#![no_main]

use vtl::{Context, Template};

libfuzzer_sys::fuzz_target!(|input: &str| {
    let (source, body) = input.split_once('\0').unwrap_or((input, "{}"));
    if let Ok(template) = Template::parse(source) {
        template.check();
        let _ = template.render(&Context::new().with_body(body));
    }
});
