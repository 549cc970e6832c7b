//! Texts of a template as patterns: what nobody knows before the deployment may be anything.

use policy::Pattern;

use crate::{Api, Model, scenario::ACCOUNT};

/// A text of a policy or permission as a pattern. The tokens of the template's own resources stand for themselves, every
/// other token may turn out to be anything.
pub(super) fn hopeful(model: &Model<'_>, text: &str) -> Pattern {
    let mut pattern = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('‹') {
        pattern.push_str(before);
        let (token, after) = after.split_once('›').unwrap_or((after, ""));
        if model.resource(token).is_some() {
            pattern.extend(["‹", token, "›"]);
        } else {
            pattern.push('*');
        }
        rest = after;
    }
    pattern.push_str(rest);
    Pattern::new(&pattern)
}

/// The ARN of something of an API: a stage with a route or a verb, an authorizer.
pub(super) fn in_api(api: &Api<'_>, below: &str) -> String {
    format!(
        "arn:aws:execute-api:us-east-1:{ACCOUNT}:{}/{below}",
        api.resource.reference
    )
}
