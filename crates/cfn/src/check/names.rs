//! The names of parameters, mappings, conditions, resources and outputs.

use crate::{Diagnostic, LogicalId, Template, template::SECTIONS};

/// What CloudFormation takes as a stack's name (`CreateStack`, parameter `StackName`, AWS CloudFormation API
/// Reference). The name is that of the template's file in the assembly, too: it must not lead out of the folder.
pub(crate) fn stack(name: &str) -> Option<Diagnostic> {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let fits = name.len() <= 128
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(known);
    (!fits).then(|| {
        let message = format!(
            "`{name}` is no stack name: it takes 1 to 128 letters, digits and hyphens, a letter first"
        );
        Diagnostic::error("GW012", message).hint("name it like `chat-dev`")
    })
}

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
