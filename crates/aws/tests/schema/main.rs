//! Holds every table against the CloudFormation registry's schema of its type.
//!
//! The schemas come from the Python package cfn-lint, found through `GATEWRIGHT_CFN_LINT` (the path of a Python
//! interpreter), else through `.venv` in the workspace, else through `python3`. Without the package in the
//! version of `tests/smoke/requirements.txt` the test says so and passes, except where `CI` is `true`.

mod allowed;
mod compare;
mod node;
mod source;

use std::{collections::BTreeSet, env};

use source::{Schemas, SourceError};

#[test]
fn tables_agree_with_the_registry_schemas() {
    let schemas = match Schemas::find() {
        Ok(schemas) => schemas,
        Err(reason @ SourceError::Absent { .. }) if !env::var("CI").is_ok_and(|ci| ci == "true") => {
            println!("skipped: {reason}");
            return;
        }
        Err(reason) => panic!("{reason}"),
    };
    let mut differences = BTreeSet::new();
    for info in aws::registry::TYPES {
        let schema = schemas.load(info.cfn_type).unwrap();
        differences.extend(compare::differences(info, &schema));
    }
    let report = allowed::unexplained(&differences);
    assert!(report.is_empty(), "\n{}\n", report.join("\n"));
}
