//! What is served under which name.

use crate::{Finding, Found, Model, Rule, rule};

pub(super) const RULES: &[Rule] = &[rule!(
    "GW201",
    Error,
    "A stage name that a WebSocket API does not take",
    names
)];

fn names(model: &Model<'_>, found: &mut Found) {
    for stage in model.apis.iter().flat_map(|api| &api.stages) {
        let Some(name) = stage.name else { continue };
        if name == "$default" {
            let message = "nobody can connect: a stage called `$default` does not work for WebSocket APIs, their addresses \
                           end in the stage's name";
            let finding = Finding::new(stage.resource, message).property("StageName");
            found.add(finding.hint("give the stage a name such as `dev`"));
        } else if !is_name(name) {
            let message = format!(
                "API Gateway refuses the stage name `{name}`: it takes 1 to 128 letters, digits, hyphens and underscores"
            );
            found.add(Finding::new(stage.resource, message).property("StageName"));
        }
    }
}

/// Whether a WebSocket API takes the name for a stage.
pub(super) fn is_name(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !name.is_empty() && name.len() <= 128 && name.bytes().all(fits)
}
