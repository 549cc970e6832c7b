//! Which template a message is given to.

use cfn::Severity;

use super::{expression::Expression, integrations};
use crate::{Finding, Found, Model, Resource, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW268",
        Warning,
        "A template selection that reads what is not there",
        unreadable
    ),
    rule!("GW269", Warning, "A template that no message selects", never),
];

/// What a selection expression may read: of the request for an integration, of the answer for its responses, too.
const REQUEST: [&str; 1] = ["request.body"];
const ANSWER: [&str; 4] = [
    "request.body",
    "integration.response.statuscode",
    "integration.response.header.",
    "integration.response.multivalueheader.",
];

/// The integrations and integration responses, with their property of templates and what they may read.
fn selecting<'a>(
    model: &'a Model<'_>,
) -> impl Iterator<Item = (&'a Resource<'a>, &'static str, &'static [&'static str])> {
    let requests = integrations::all(model).map(|it| (it.resource, "RequestTemplates", &REQUEST[..]));
    let responses = model.apis.iter().flat_map(|api| &api.integration_responses);
    requests.chain(responses.map(|response| (*response, "ResponseTemplates", &ANSWER[..])))
}

fn unreadable(model: &Model<'_>, found: &mut Found) {
    for (resource, property, readable) in selecting(model) {
        let Some(expression) = resource.known("TemplateSelectionExpression") else {
            continue;
        };
        let fits = |name: &&str| {
            readable.iter().any(|known| match name.strip_prefix(known) {
                Some(rest) => known.ends_with('.') || rest.is_empty() || rest.starts_with(['.', '[']),
                None => false,
            })
        };
        let finding = if expression == "$default" {
            Finding::new(
                resource,
                "`$default` without a backslash names a variable; the template is found all the same, or not",
            )
            .severity(Severity::Info)
            .hint(r"write `TemplateSelectionExpression: \$default`")
        } else {
            let problem = match Expression::parse(expression) {
                Expression::Constant => continue,
                Expression::Unclosed => "a `${` is not closed".to_owned(),
                Expression::Unbraced => "variables that stand beside something else need braces".to_owned(),
                Expression::Reads(names) => match names.into_iter().find(|name| !fits(name)) {
                    Some(name) => format!("there is no `${name}` to select one of `{property}` by"),
                    None => continue,
                },
            };
            let message = format!("the template `$default` is taken, whatever the message: {problem}");
            Finding::new(resource, message)
                .hint("select by `${request.body.name}`, or write the key of the template")
        };
        found.add(finding.property("TemplateSelectionExpression"));
    }
}

fn never(model: &Model<'_>, found: &mut Found) {
    for (resource, property, _) in selecting(model) {
        let Some(expression) = resource.known("TemplateSelectionExpression") else {
            continue;
        };
        let keys: Vec<&str> = resource.entries(property).map(|(key, _)| key).collect();
        let key = expression.replace("\\$", "$");
        let constant = Expression::parse(expression) == Expression::Constant;
        if constant && !keys.is_empty() && keys.iter().all(|known| *known != key && *known != "$default") {
            let message = format!(
                "no template is ever used: the expression always selects `{key}`, which `{property}` does not have"
            );
            let finding = Finding::new(resource, message).property("TemplateSelectionExpression");
            found.add(finding.hint(match &*key {
                "$default" => "call the template `$default`".to_owned(),
                key => format!("call the template `{key}`, or `$default`"),
            }));
        }
    }
}
