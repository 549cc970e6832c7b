//! Holds every table against the CloudFormation registry's schema of its type.
//!
//! The schemas come from the Python package cfn-lint, found through `GATEWRIGHT_CFN_LINT` (the path of a Python
//! interpreter), else through `.venv` in the workspace, else through `python3`. Without the package in the
//! version of `tests/smoke/requirements.txt` the test says so and passes, except where `CI` is `true`.

#![expect(clippy::print_stdout, reason = "says that it was skipped, and why")]

mod allowed;
mod compare;
mod node;
mod source;

use std::{collections::BTreeSet, env};

use source::{Schemas, SourceError};

/// The schemas; none, said aloud, where the package is not installed and nobody demands it.
fn schemas() -> Option<Schemas> {
    match Schemas::find() {
        Ok(schemas) => Some(schemas),
        Err(reason @ SourceError::Absent { .. }) if !env::var("CI").is_ok_and(|ci| ci == "true") => {
            println!("skipped: {reason}");
            None
        }
        Err(reason) => panic!("{reason}"),
    }
}

#[test]
fn tables_agree_with_the_registry_schemas() {
    let Some(schemas) = schemas() else { return };
    let mut differences = BTreeSet::new();
    for info in aws::registry::TYPES {
        let schema = schemas.load(info.cfn_type).unwrap();
        differences.extend(compare::differences(info, &schema));
    }
    let report = allowed::unexplained(&differences);
    assert!(report.is_empty(), "\n{}\n", report.join("\n"));
}

#[test]
fn every_type_of_our_namespaces_is_listed() {
    let Some(schemas) = schemas() else { return };
    let namespace = |name: &str| name.rsplit_once("::").map(|(namespace, _)| namespace.to_owned());
    let ours: BTreeSet<_> = aws::registry::TYPES
        .iter()
        .filter_map(|info| namespace(info.cfn_type))
        .collect();
    let theirs: BTreeSet<&str> = schemas
        .types()
        .filter(|name| namespace(name).is_some_and(|namespace| ours.contains(&namespace)))
        .collect();
    let listed: BTreeSet<&str> = aws::registry::names().collect();
    assert_eq!(
        listed, theirs,
        "the registry's types, and `registry::OTHERS` with our tables"
    );
}
