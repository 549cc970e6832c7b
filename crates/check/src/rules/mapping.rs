//! Mapping templates: whether they parse, what they name, and what they make of other people's text.

use std::collections::HashSet;

use cfn::{Severity, Tree};
use vtl::{Template, limits};

use super::integrations;
use crate::{Finding, Found, Integration, Model, Resource, Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!("GW264", Error, "A mapping template that does not parse", syntax),
    rule!(
        "GW265",
        Warning,
        "A mapping template uses a name that nothing defines",
        names
    ),
    rule!("GW267", Error, "A mapping template of more than 300 KB", size),
    rule!(
        "GW281",
        Warning,
        "Escaped text that is no JSON where it holds an apostrophe",
        apostrophe
    ),
    rule!(
        "GW282",
        Warning,
        "Text of a client stands in a form without being encoded",
        unencoded
    ),
    rule!(
        "GW283",
        Warning,
        "Text of a client stands in JSON without being escaped",
        unescaped
    ),
];

/// A mapping template, and where it stands.
pub(super) struct Mapping<'m> {
    owner: &'m Resource<'m>,
    property: String,
    pub(super) text: &'m str,
}

impl Mapping<'_> {
    /// A finding on the template.
    pub(super) fn finding(&self, message: impl Into<String>) -> Finding {
        Finding::new(self.owner, message).property(&self.property)
    }

    fn parse(&self) -> Result<Template, Vec<vtl::SyntaxError>> {
        let errors = match Template::parse(self.text) {
            Ok(template) => return Ok(template),
            Err(errors) => errors,
        };
        // What only the deployment knows may be a number in a calculation.
        match Template::parse(&numbers(self.text)) {
            Ok(template) if self.text.contains('‹') => Ok(template),
            _ => Err(errors),
        }
    }
}

/// The text with zeros for what is not known, so that places stay where they are.
fn numbers(text: &str) -> String {
    let mut inside = false;
    let digit = |letter| {
        inside = (inside || letter == '‹') && letter != '›';
        if inside || letter == '›' { '0' } else { letter }
    };
    text.chars().map(digit).collect()
}

/// The request templates of an integration.
pub(super) fn requests<'m>(integration: &Integration<'m>) -> impl Iterator<Item = Mapping<'m>> {
    of(integration.resource, "RequestTemplates")
}

fn of<'m>(owner: &'m Resource<'m>, property: &str) -> impl Iterator<Item = Mapping<'m>> {
    owner.entries(property).filter_map(move |(key, text)| {
        Some(Mapping {
            owner,
            property: format!("{property}.{key}"),
            text: text.as_str()?,
        })
    })
}

/// Every mapping template of the WebSocket APIs.
fn all<'a>(model: &'a Model<'_>) -> impl Iterator<Item = Mapping<'a>> {
    let responses = model.apis.iter().flat_map(|api| &api.integration_responses);
    integrations::all(model)
        .flat_map(requests)
        .chain(responses.flat_map(|response| of(response, "ResponseTemplates")))
}

fn syntax(model: &Model<'_>, found: &mut Found) {
    for mapping in all(model).filter(|mapping| mapping.text.len() <= limits::TEMPLATE_BYTES) {
        if let Err(errors) = mapping.parse()
            && let Some(first) = errors.first()
        {
            let more = match errors.len() {
                1 => String::new(),
                count => format!(", and {} more", count - 1),
            };
            let finding = mapping.finding(format!(
                "every message fails, the template does not parse: at {first}{more}"
            ));
            found.add(finding.hint(first.hint().unwrap_or("`\\$` and `\\#` write the signs as text")));
        }
    }
}

fn names(model: &Model<'_>, found: &mut Found) {
    for mapping in all(model) {
        let Ok(template) = mapping.parse() else { continue };
        let unknown = template.check();
        let Some(first) = unknown.first() else { continue };
        let more = match unknown.len() {
            1 => String::new(),
            count => format!(", and {} more", count - 1),
        };
        // The service has variables that are not documented; a typing error is near one that is.
        let certain = |name: &vtl::Unknown| {
            name.nearest.is_some() || !matches!(name.name, vtl::check::UnknownName::Context(_))
        };
        let message = format!("the backend gets the name or nothing in place of a value: at {first}{more}");
        let finding = mapping.finding(message).hint(
            first
                .hint()
                .unwrap_or_else(|| "`gatewright explain GW265` lists what there is".to_owned()),
        );
        found.add(if unknown.iter().any(certain) {
            finding
        } else {
            finding.severity(Severity::Info)
        });
    }
}

fn size(model: &Model<'_>, found: &mut Found) {
    for mapping in all(model).filter(|mapping| mapping.text.len() > limits::TEMPLATE_BYTES) {
        let message = format!(
            "API Gateway refuses the template: it has {} bytes, and {} are allowed",
            mapping.text.len(),
            limits::TEMPLATE_BYTES
        );
        found.add(mapping.finding(message).hint("do the work in a function"));
    }
}

fn apostrophe(model: &Model<'_>, found: &mut Found) {
    for mapping in all(model) {
        let text = mapping.text;
        let in_json = text.contains('{') && !text.contains("Action=");
        if in_json && text.contains("escapeJavaScript(") && !text.contains(".replace") {
            let message = "a message with an apostrophe fails: `escapeJavaScript` writes `'` as `\\'`, which is no JSON";
            found.add(
                mapping
                    .finding(message)
                    .hint(r#"append `.replaceAll("\\'","'")` to what `escapeJavaScript` yields"#),
            );
        }
    }
}

fn unencoded(model: &Model<'_>, found: &mut Found) {
    for integration in integrations::all(model) {
        let uri = integration.resource.text("IntegrationUri").unwrap_or_default();
        if integration.kind != Some("AWS") || !(uri.contains(":sqs:") || uri.contains(":sns:")) {
            continue;
        }
        for mapping in requests(integration) {
            let open = open_fields(mapping.text);
            let Some((name, value)) = open.first() else {
                continue;
            };
            let names: Vec<String> = open.iter().map(|(name, _)| format!("`{name}`")).collect();
            let message = format!(
                "a client that sends `&` or `+` changes the request: what stands in {} is not encoded",
                names.join(", ")
            );
            let finding = mapping.finding(message);
            found.add(finding.hint(format!("write `{name}=$util.urlEncode({value})`")));
        }
    }
}

/// The fields of a form that hold a client's text as it is, with the reference to it.
fn open_fields(template: &str) -> Vec<(&str, String)> {
    let form = template.find("Action=").map_or("", |start| &template[start..]);
    let open = |field| {
        let (name, value) = str::split_once(field, '=')?;
        Some((name.trim(), client_text(value)?))
    };
    form.split('&').filter_map(open).collect()
}

fn unescaped(model: &Model<'_>, found: &mut Found) {
    // Where a route has models, they may say what its texts are like.
    let routes = model.apis.iter().flat_map(|api| &api.routes);
    let modelled: HashSet<&str> = routes
        .filter(|route| route.resource.get("RequestModels").is_some())
        .filter_map(|route| Some(route.target.resource()?.id))
        .collect();
    let open = integrations::all(model).filter(|integration| {
        matches!(integration.kind, Some("AWS" | "HTTP")) && !modelled.contains(integration.resource.id)
    });
    for mapping in open.flat_map(requests) {
        // What `$input.json` yields has quotes of its own.
        let mut open = json_texts(mapping.text).filter_map(client_text);
        let Some(value) = open.find(|value| !value.starts_with("$input.json")) else {
            continue;
        };
        let finding = mapping.finding(format!(
            "a client that sends `\"` breaks the request, or writes members of its own: `{value}` is not escaped"
        ));
        found.add(finding.hint(format!(
            r#"write `$util.escapeJavaScript({value}).replaceAll("\\'","'")`"#
        )));
    }
}

/// The texts that are values of members or items of lists; those of directives are not.
fn json_texts(template: &str) -> impl Iterator<Item = &str> {
    let after = template.split('"').skip(1);
    template
        .split('"')
        .zip(after)
        .filter(|(before, _)| before.trim_end().ends_with([':', '[']))
        .map(|(_, text)| text)
}

/// The reference to a client's text that a value begins with.
fn client_text(value: &str) -> Option<String> {
    // `$!input`, `${input` and `$!{input` are the same.
    let value = value.trim_start().strip_prefix('$')?;
    let reference = value.trim_start_matches(['!', '{']);
    let reference = reference.split(['}', '\n']).next()?.trim_end();
    reference.starts_with("input.").then(|| format!("${reference}"))
}

/// The value of a template that is JSON once it is rendered, for a request at the time of `event`.
pub(super) fn rendered(mapping: &Mapping<'_>, event: &str) -> Option<Tree> {
    Tree::from_json(&vtl::render(mapping.text, event).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn what_is_not_known_becomes_a_number_of_the_same_length() {
        assert_eq!(numbers("#set($x = 1 + ‹Ttl›) ‹a"), "#set($x = 1 + 00000) 00");
    }
}
