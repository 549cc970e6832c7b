//! Whatever the text, the reader, the checks and the resolver answer; and what is read comes back from the writers.
//!
//! `cargo +nightly fuzz run read` from `crates/cfn`. The seeds in `corpus/read` are also read by the crate's tests.

#![no_main]

use cfn::{Environment, Lookup, Map, Template, Tree};
use libfuzzer_sys::fuzz_target;

struct Nothing;

impl Lookup for Nothing {
    fn reference(&self, id: &str) -> Option<Tree> {
        (id.len() % 2 == 0).then(|| id.into())
    }

    fn attribute(&self, id: &str, attribute: &str) -> Option<Tree> {
        (id.len() % 2 == 0).then(|| attribute.into())
    }
}

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
    if let Ok(environment) = Environment::for_template(&template, &Map::new()) {
        let _any_answer = cfn::resolve(template.tree(), &environment, &Nothing);
    }
});
