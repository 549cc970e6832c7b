//! Names that are used and not declared, and functions in the wrong form.

use super::uses::{Target, Use};
use crate::{Diagnostic, Pseudo, Template, Tree, nearest};

pub(super) fn check(template: &Template, uses: &[Use<'_>]) -> Vec<Diagnostic> {
    uses.iter()
        .filter_map(|used| {
            let mut finding = problem(template, used)?;
            if finding.hint.is_none() {
                finding.hint = guess(template, &used.target).map(|name| format!("did you mean `{name}`?"));
            }
            Some(template.locate(finding.path(&used.path), used.section, used.owner))
        })
        .collect()
}

fn problem(template: &Template, used: &Use<'_>) -> Option<Diagnostic> {
    let has = |section: &str, name: &str| template.tree().at(&[section, name]).is_some();
    let place = used.place();
    match used.target {
        Target::Name(name) | Target::Attribute(name, _) if has("Resources", name) => {
            let too_early = used.section == "Conditions";
            too_early.then(|| {
                let message = format!("`{place}` refers to the resource `{name}`");
                let finding = Diagnostic::error("GW009", message);
                finding.hint("conditions are decided before any resource exists; compare parameters instead")
            })
        }
        Target::Name(name) if has("Parameters", name) || Pseudo::named(name).is_some() => None,
        Target::Name(name) => {
            let message =
                format!("`{place}` refers to `{name}`, which is neither a resource nor a parameter");
            Some(Diagnostic::error("GW003", message))
        }
        Target::Attribute(name, _) => {
            let what = if has("Parameters", name) {
                "is a parameter and has no attributes"
            } else {
                "is no resource"
            };
            let message = format!("`{place}` asks for an attribute of `{name}`, which {what}");
            Some(Diagnostic::error("GW003", message))
        }
        Target::Resource(name) => (!has("Resources", name)).then(|| {
            let message = format!("`{place}` names `{name}`, which is no resource");
            Diagnostic::error("GW004", message)
        }),
        Target::Condition(name) => (!has("Conditions", name)).then(|| {
            let message = format!("`{place}` uses the condition `{name}`, which is not declared");
            Diagnostic::error("GW005", message)
        }),
        Target::Mapping(name, keys) => mapping(template, name, keys, &place),
        Target::Malformed(function, expected) => {
            let message = format!("`{function}` at `{place}` takes {expected}");
            Some(Diagnostic::error("GW007", message))
        }
    }
}

/// Follows the keys of `Fn::FindInMap` as far as they are written out.
fn mapping(template: &Template, name: &str, keys: [Option<&str>; 2], place: &str) -> Option<Diagnostic> {
    let error = |what: String| {
        let message = format!("`{place}` looks into {what}");
        Some(Diagnostic::error("GW006", message))
    };
    let Some(mapping) = template.tree().at(&["Mappings", name]) else {
        return error(format!("the mapping `{name}`, which is not declared"));
    };
    let row = mapping.get(keys[0]?);
    let missing = match (row, keys) {
        (None, [Some(first), _]) => first,
        (Some(row), [_, Some(second)]) if row.get(second).is_none() => second,
        _ => return None,
    };
    error(format!(
        "the mapping `{name}`, which has no key `{missing}` there"
    ))
}

/// The name of the same kind that was probably meant.
fn guess<'t>(template: &'t Template, target: &Target<'_>) -> Option<&'t str> {
    let names = |section: &str| {
        let section = template.tree().get(section).and_then(Tree::as_map);
        section.into_iter().flat_map(|map| map.keys().map(String::as_str))
    };
    match target {
        Target::Name(name) => {
            let pseudo = Pseudo::ALL.iter().map(|pseudo| pseudo.name());
            let known = names("Resources").chain(names("Parameters")).chain(pseudo);
            nearest(name, known)
        }
        Target::Attribute(name, _) | Target::Resource(name) => nearest(name, names("Resources")),
        Target::Condition(name) => nearest(name, names("Conditions")),
        Target::Mapping(name, _) => nearest(name, names("Mappings").filter(|other| other != name)),
        Target::Malformed(..) => None,
    }
}
