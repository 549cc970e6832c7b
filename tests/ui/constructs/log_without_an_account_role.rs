//! A stage logs only where the account has a role for it, and fails to deploy otherwise.

use constructs::prelude::*;

fn stage(routes: &RoutesRef) -> Stage {
    Stage::new(routes).execution_log(LoggingLevel::Info)
}

fn main() {}
