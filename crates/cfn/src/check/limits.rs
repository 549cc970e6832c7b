//! Quotas that no request can raise ("Understand CloudFormation quotas", AWS CloudFormation User Guide).

use crate::{Diagnostic, Severity, Template, Tree};

/// The most resources of a template.
pub const RESOURCES: usize = 500;

/// The most parameters of a template.
pub const PARAMETERS: usize = 200;

/// The most outputs of a template.
pub const OUTPUTS: usize = 200;

/// The most mappings of a template.
pub const MAPPINGS: usize = 200;

/// The longest description of a template, in bytes.
pub const DESCRIPTION_BYTES: usize = 1024;

/// The longest template that CloudFormation reads from an S3 object, in bytes ("1 MB").
pub const BODY_BYTES: usize = 1_000_000;

/// The longest template that a request itself can carry, in bytes; a longer one goes through an S3 object.
pub const INLINE_BODY_BYTES: usize = 51_200;

pub(super) fn check(template: &Template) -> Vec<Diagnostic> {
    let entries = |section: &str| template.section(section).count();
    let description = template.tree().get("Description").and_then(Tree::as_str);
    let bytes = template.to_json().len();
    let sizes = [
        ("resources", entries("Resources"), RESOURCES),
        ("parameters", entries("Parameters"), PARAMETERS),
        ("outputs", entries("Outputs"), OUTPUTS),
        ("mappings", entries("Mappings"), MAPPINGS),
        (
            "bytes in its description",
            description.map_or(0, str::len),
            DESCRIPTION_BYTES,
        ),
        ("bytes in all", bytes, BODY_BYTES),
    ];
    let exceeded = sizes.into_iter().filter(|(_, size, most)| size > most);
    let refused = exceeded.map(|(what, size, most)| {
        let message = format!("the template has {size} {what}; CloudFormation takes {most}");
        Diagnostic::error("GW011", message).hint("move a part into a stack of its own")
    });
    let long = INLINE_BODY_BYTES < bytes && bytes <= BODY_BYTES;
    refused.chain(long.then(|| beyond_a_request(bytes))).collect()
}

/// Worth knowing to whoever deploys by hand.
fn beyond_a_request(bytes: usize) -> Diagnostic {
    let message = format!("the template has {bytes} bytes; a request itself carries {INLINE_BODY_BYTES}");
    let mut finding =
        Diagnostic::error("GW011", message).hint("put it into a bucket, and deploy it from there");
    finding.severity = Severity::Info;
    finding
}
