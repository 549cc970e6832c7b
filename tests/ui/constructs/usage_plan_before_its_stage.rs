//! A usage plan is refused before its stages stand, so their names are not enough.

use constructs::prelude::*;

fn plan(stage: &StageName) -> UsagePlan {
    UsagePlan::of(stage)
}

fn main() {}
