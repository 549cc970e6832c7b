//! The names of parameters, mappings, conditions, resources and outputs.

use crate::{Diagnostic, LogicalId, Template, template::SECTIONS};

pub(super) fn check(template: &Template) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for section in SECTIONS {
        for (name, _) in template.section(section) {
            if let Err(error) = LogicalId::new(name) {
                let finding = Diagnostic::error("GW001", format!("in `{section}`, {error}"));
                let finding = template.locate(finding, section, name);
                findings.push(finding.hint("use letters and digits, such as `ChatMessages`"));
            }
        }
    }
    findings
}
