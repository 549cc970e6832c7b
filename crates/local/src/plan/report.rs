//! Collects what is wrong with a template, or not run here, while it is read.

use std::cell::RefCell;

use cfn::{Diagnostic, Severity, Template};

/// The template asks for something that this runtime does not do; the rest of the template runs.
pub(crate) const NOT_RUN: &str = "GW501";
/// A value cannot be used: it cannot be resolved here, or it is not of the form that AWS takes.
pub(crate) const UNUSABLE: &str = "GW502";

/// The findings so far; each names its resource and the place that declared it.
#[derive(Debug)]
pub struct Report<'a> {
    template: &'a Template,
    findings: RefCell<Vec<Diagnostic>>,
}

impl<'a> Report<'a> {
    /// An empty report on a template.
    pub fn new(template: &'a Template) -> Self {
        Self {
            template,
            findings: RefCell::default(),
        }
    }

    /// Notes that something of the resource is left out, and that the rest runs.
    pub fn not_run(&self, resource: &str, message: impl Into<String>) {
        self.add(
            Severity::Warning,
            Diagnostic::error(NOT_RUN, message).on(resource),
        );
    }

    /// Notes that the resource cannot be used as it stands.
    pub fn unusable(&self, resource: &str, message: impl Into<String>) {
        self.add(Severity::Error, Diagnostic::error(UNUSABLE, message).on(resource));
    }

    /// The findings, in the order in which they came up.
    pub fn into_findings(self) -> Vec<Diagnostic> {
        self.findings.into_inner()
    }

    fn add(&self, severity: Severity, mut finding: Diagnostic) {
        finding.severity = severity;
        let origin = finding
            .resource
            .as_deref()
            .and_then(|id| self.template.origins().get(id));
        finding.origins.extend(origin.cloned());
        self.findings.borrow_mut().push(finding);
    }
}
