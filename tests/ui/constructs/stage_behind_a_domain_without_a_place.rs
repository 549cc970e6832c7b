//! A stage stands at the root of a domain or below a key, and its addresses say which.

use constructs::prelude::*;

fn name(api: &ApiRef, domain: &DomainNameRef) -> StageName {
    api.stage("live").behind(domain)
}

fn main() {}
