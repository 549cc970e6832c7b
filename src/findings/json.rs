//! For machines: one list, one object per finding.

use cfn::Diagnostic;
use serde::Serialize;

use super::Report;

#[derive(Serialize)]
struct Object<'a> {
    #[serde(flatten)]
    finding: &'a Diagnostic,
    /// The stacks or files that have it.
    templates: &'a [String],
}

pub(crate) fn write(report: &Report) -> String {
    let objects: Vec<Object<'_>> = report
        .rows
        .iter()
        .map(|row| Object {
            finding: &row.finding,
            templates: &row.templates,
        })
        .collect();
    // Nothing in it can fail to be written.
    let mut text = serde_json::to_string_pretty(&objects).unwrap_or_default();
    text.push('\n');
    text
}
