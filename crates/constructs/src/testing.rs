//! What the tests of all constructs share.

use cfn::{Diagnostic, Severity, Stack, Template};
use serde_json::Value;

/// The template of a stack without findings.
pub(crate) fn synth(stack: Stack) -> Template {
    stack.synth().unwrap()
}

/// A whole resource, as JSON.
pub(crate) fn resource(template: &Template, id: &str) -> Value {
    serde_json::to_value(template.resource(id).unwrap()).unwrap()
}

/// The properties of a resource, as JSON.
pub(crate) fn properties(template: &Template, id: &str) -> Value {
    resource(template, id)["Properties"].clone()
}

/// The logical ids in template order.
pub(crate) fn ids(template: &Template) -> Vec<&str> {
    template.resources().map(|(id, _)| id).collect()
}

/// The codes of a stack's errors. Warnings come of what a test leaves out, such as the stage.
pub(crate) fn codes(stack: Stack) -> Vec<String> {
    let errors = errors(stack).into_iter();
    errors.map(|finding| finding.code).collect()
}

/// A stack's errors.
pub(crate) fn errors(stack: Stack) -> Vec<Diagnostic> {
    let findings = stack.synth().unwrap_err().0.into_iter();
    findings
        .filter(|finding| finding.severity == Severity::Error)
        .collect()
}
