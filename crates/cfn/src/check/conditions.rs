//! References from places that may exist without the resource.

use indexmap::IndexSet;

use super::uses::{Target, Use};
use crate::{Diagnostic, Map, Template, Tree, choices, is_known, placeholders};

/// The most combinations of parameters that are tried; what only further ones would show is not found.
const MOST: usize = 256;

/// `DependsOn` is no reference: CloudFormation passes over a resource that does not exist.
pub(super) fn check(template: &Template, uses: &[Use<'_>]) -> Vec<Diagnostic> {
    let under_condition = |used| reference(template, used);
    let references: Vec<_> = uses.iter().filter_map(under_condition).collect();
    if references.is_empty() {
        return Vec::new();
    }
    let truths = Truths::of(template);
    references
        .into_iter()
        .filter(|reference| truths.any(&reference.given, reference.condition))
        .map(|reference| reference.finding(template))
        .collect()
}

/// A reference to a resource that exists under a condition.
struct Reference<'t> {
    used: &'t Use<'t>,
    id: &'t str,
    condition: &'t str,
    /// What is decided already where it counts.
    given: Vec<(&'t str, bool)>,
}

fn reference<'t>(template: &'t Template, used: &'t Use<'t>) -> Option<Reference<'t>> {
    let (Target::Name(id) | Target::Attribute(id, _)) = used.target else {
        return None;
    };
    let condition = |section, name| {
        let body: &Tree = template.tree().at(&[section, name])?;
        body.get("Condition")?.as_str()
    };
    let own = condition(used.section, used.owner).map(|own| (own, true));
    Some(Reference {
        used,
        id,
        condition: condition("Resources", id)?,
        given: used.branches.iter().copied().chain(own).collect(),
    })
}

impl Reference<'_> {
    fn finding(&self, template: &Template) -> Diagnostic {
        let Self {
            used, id, condition, ..
        } = self;
        let message = format!(
            "`{}` refers to `{id}`, which exists only where `{condition}` holds",
            used.place()
        );
        let finding = Diagnostic::error("GW016", message).hint(format!(
            "choose with `Fn::If` on `{condition}` there (`condition.choose(…)`), or put `{}` under it, too (`add_when`)",
            used.owner
        ));
        template.locate(finding.path(&used.path), used.section, used.owner)
    }
}

/// Which conditions hold together: a row for each way to deploy the template that decides them differently. What nobody
/// can decide stays open.
struct Truths<'t> {
    names: Vec<&'t str>,
    rows: IndexSet<Vec<Option<bool>>>,
}

impl<'t> Truths<'t> {
    fn of(template: &'t Template) -> Self {
        let names: Vec<&str> = template.section("Conditions").map(|(name, _)| name).collect();
        let mut environment = placeholders(template);
        let decide = |parameters| {
            environment.parameters = parameters;
            names.iter().map(|name| environment.holds(name).ok()).collect()
        };
        Self {
            rows: deployments(template).into_iter().map(decide).collect(),
            names,
        }
    }

    /// Whether there is a deployment in which a condition does not hold, and all that is given is so.
    fn any(&self, given: &[(&str, bool)], condition: &str) -> bool {
        let is = |row: &[Option<bool>], name: &str, value: bool| {
            let place = self.names.iter().position(|other| *other == name);
            place.and_then(|place| row[place]) == Some(value)
        };
        self.rows
            .iter()
            .any(|row| is(row, condition, false) && given.iter().all(|(name, value)| is(row, name, *value)))
    }
}

/// The parameters of each deployment: their values on both sides of the conditions, combined. Rules of the template may
/// forbid any of them, so that nothing is known then.
fn deployments(template: &Template) -> Vec<Map> {
    if template.tree().get("Rules").is_some() {
        return Vec::new();
    }
    let mut deployments = vec![placeholders(template).parameters];
    for (name, values) in choices(template) {
        let pattern = template.tree().at(&["Parameters", name, "AllowedPattern"]);
        let values: Vec<_> = values
            .into_iter()
            .filter(|value| pattern.is_none() || is_known(value))
            .collect();
        let with = |deployment: &Map| {
            let mut each = vec![deployment.clone(); values.len()];
            for (deployment, value) in each.iter_mut().zip(&values) {
                deployment.insert(name.to_owned(), value.as_str().into());
            }
            each
        };
        deployments = deployments.iter().flat_map(with).take(MOST).collect();
    }
    deployments
}
