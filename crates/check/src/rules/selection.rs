//! Which template a message is given to.

use cfn::Severity;

use super::integrations;
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

/// The names that an expression reads; a backslash makes a dollar a letter.
pub(super) fn variables(expression: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, _) in expression.match_indices('$') {
        let escaped = expression[..at].ends_with('\\');
        let rest = &expression[at + 1..];
        let end = |letter: char| !letter.is_alphanumeric() && !"._-[]*'".contains(letter);
        let name = match rest.strip_prefix('{') {
            Some(braced) => braced.split('}').next(),
            None => rest.split(end).next(),
        };
        let name = name.unwrap_or_default();
        if !escaped && !name.is_empty() {
            found.push(name);
        }
    }
    found
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
        let Some(name) = variables(expression).into_iter().find(|name| !fits(name)) else {
            continue;
        };
        let finding = match name {
            "default" => Finding::new(resource, "`$default` without a backslash names a variable; the template is found all the same, or not")
                .severity(Severity::Info)
                .hint(r"write `TemplateSelectionExpression: \$default`"),
            name => Finding::new(
                resource,
                format!("the template `$default` is taken, whatever the message: there is no `${name}` to select one of `{property}` by"),
            )
            .hint("select by `${request.body.name}`, or write the key of the template"),
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
        let constant = variables(expression).is_empty();
        if constant && !keys.is_empty() && keys.iter().all(|known| *known != key && *known != "$default") {
            let message = format!(
                "no template is ever used: the expression always selects `{key}`, which `{property}` does not have"
            );
            let finding = Finding::new(resource, message).property("TemplateSelectionExpression");
            found.add(finding.hint(format!("call the template `{key}`, or `$default`")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::variables;

    #[test]
    fn an_expression_reads_what_follows_a_dollar() {
        let read: [(&str, &[&str]); 6] = [
            ("$request.body.type", &["request.body.type"]),
            (
                "${request.body.svc}/${request.body.ids[0]}",
                &["request.body.svc", "request.body.ids[0]"],
            ),
            (
                "$request.body.a/$request.body.b",
                &["request.body.a", "request.body.b"],
            ),
            (r"\$default", &[]),
            ("order", &[]),
            ("${open", &["open"]),
        ];
        for (expression, names) in read {
            assert_eq!(variables(expression), names, "{expression}");
        }
    }
}
