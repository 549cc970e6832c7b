//! Runs everything on a template.

use std::collections::{HashMap, HashSet};

use cfn::{Diagnostic, Map, Template, check as language};

use crate::{
    Concrete, Finding, Found, Model, Rule, items, once::once, rules, sam, scenario, shapes::includes,
    suppress,
};

/// Every finding on a template, in template order: what was found while it was built, the language's own checks,
/// attributes of known types, and all rules, in each way in which the template may be deployed; without what the
/// template [suppresses](crate::suppress).
///
/// ```
/// let template = cfn::Template::from_json("demo", r#"{"Resources": {"Jobs": {
///     "Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Ref": "Nmae"}}
/// }}}"#)?;
/// let findings = check::template(&template);
/// assert_eq!((findings.len(), findings[0].code.as_str()), (1, "GW003"));
/// # Ok::<(), cfn::read::ReadError>(())
/// ```
pub fn template(template: &Template) -> Vec<Diagnostic> {
    let found = if sam::is_sam(template) {
        let expanded = sam::expand(template);
        let found = everything(&expanded.template);
        found
            .into_iter()
            .map(|finding| expanded.in_file(finding))
            .collect()
    } else {
        everything(template)
    };
    let mut findings = suppress::apply(template, found);
    let places = order(template);
    findings.sort_by(|a, b| {
        let key = |finding: &Diagnostic| {
            let place = finding.resource.as_deref().and_then(|name| places.get(name));
            place.copied()
        };
        (key(a), &a.code, &a.path).cmp(&(key(b), &b.code, &b.path))
    });
    findings
}

/// What is found on a template without transform, in no order.
fn everything(template: &Template) -> Vec<Diagnostic> {
    let mut findings = template.findings().to_vec();
    let again = language::template(template)
        .into_iter()
        .filter(|finding| is_certain(template, finding));
    findings.extend(again.filter(|finding| !template.findings().contains(finding)));
    findings.extend(language::attributes(template, &|name| {
        aws::registry::find(name).copied()
    }));
    once(findings, by_rules(template))
}

/// What a macro or an include makes of a template is not known: it may declare any name, and take any form for a function.
fn is_certain(template: &Template, finding: &Diagnostic) -> bool {
    const OF_NAMES: [&str; 7] = ["GW001", "GW003", "GW004", "GW005", "GW006", "GW007", "GW016"];
    let macros = transforms(template).any(|name| name != sam::TRANSFORM);
    let mut sections = template.tree().as_map().into_iter().flat_map(Map::values);
    let included = includes(template.tree()) || sections.any(includes);
    !((macros || included) && OF_NAMES.contains(&finding.code.as_str()))
}

/// The names of the transforms that a template asks for; the empty text for one that cannot be read.
pub(crate) fn transforms(template: &Template) -> impl Iterator<Item = &str> {
    let transforms = template.tree().get("Transform").map_or(&[][..], items);
    transforms.iter().map(|transform| {
        let name = transform.as_str().or_else(|| transform.get("Name")?.as_str());
        name.unwrap_or_default()
    })
}

/// What the rules find. A finding of an earlier scenario is not repeated for a later one.
fn by_rules(template: &Template) -> Vec<Diagnostic> {
    let mut known = HashSet::new();
    let mut findings = Vec::new();
    for scenario in scenario::of(template) {
        let concrete = Concrete::new(template, scenario.environment);
        let model = Model::new(&concrete);
        for rule in rules::all() {
            let mut found = Found::default();
            (rule.check)(&model, &mut found);
            for finding in found.0 {
                let same = (rule.code, finding.resource.clone(), finding.path.clone());
                if known.insert(same) || scenario.when.is_empty() {
                    findings.push(diagnostic(template, rule, &finding, &scenario.when));
                }
            }
        }
    }
    findings
}

fn diagnostic(template: &Template, rule: &Rule, finding: &Finding, when: &str) -> Diagnostic {
    let message = match when {
        "" => finding.message.clone(),
        when => format!("{} (where {when})", finding.message),
    };
    let mut diagnostic = Diagnostic::error(rule.code, message).path(&finding.path);
    diagnostic.severity = finding.severity.unwrap_or(rule.severity);
    diagnostic.resource.clone_from(&finding.resource);
    diagnostic.hint.clone_from(&finding.hint);
    let named = finding.resource.iter().chain(&finding.related);
    let origins = named.filter_map(|id| template.origins().get(id));
    diagnostic.origins.extend(origins.cloned());
    diagnostic
}

/// The place of each entry in the template, by the name under which findings know it.
fn order(template: &Template) -> HashMap<String, usize> {
    let entries = ["Parameters", "Mappings", "Conditions", "Resources", "Outputs"]
        .into_iter()
        .flat_map(|section| template.section(section).map(move |(name, _)| (section, name)));
    entries
        .map(|(section, name)| match section {
            "Parameters" | "Resources" => name.to_owned(),
            _ => format!("{section}.{name}"),
        })
        .enumerate()
        .map(|(place, name)| (name, place))
        .collect()
}
