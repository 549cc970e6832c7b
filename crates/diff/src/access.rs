//! Who may do more than before, and who less.
//!
//! What is compared are sets of requests, not texts: a policy that is ordered, split or merged another way allows the
//! same. [`policy::contain`] decides; this room finds the policies in the templates and says in words what came out.
//! Both templates are looked at in each way in which conditions tell deployments apart.

mod compare;
mod grants;
mod holders;
mod managed;
mod open;
mod places;
mod words;

use std::collections::HashMap;

use cfn::{Map, Template, Tree};
use check::{Concrete, Model};

use self::places::Place;
use crate::{Action, Change, Verdict, moved};

/// Whose access widens, what is public now, and what is allowed no more; the gravest first.
pub fn verdicts(old: &Template, new: &Template, changes: &[Change]) -> Vec<Verdict> {
    if old.tree() == new.tree() {
        return Vec::new();
    }
    let old = with_new_names(old, changes);
    let mut verdicts: Vec<Verdict> = Vec::new();
    for place in places::of(&old, new) {
        let when = place.when.clone();
        let known: Vec<String> = verdicts.iter().map(|verdict| verdict.message.clone()).collect();
        let others = in_place(place, &old, new).into_iter();
        let others = others.filter(|verdict| !known.contains(&verdict.message));
        verdicts.extend(others.map(|verdict| Verdict {
            message: format!("{}{when}", verdict.message),
            ..verdict
        }));
    }
    verdicts.extend(open::unseen(&old, new));
    verdicts.sort_by_key(|verdict| verdict.access.as_ref().map(|access| access.reach));
    verdicts
}

fn in_place(place: Place, old: &Template, new: &Template) -> Vec<Verdict> {
    let (before, after) = (Concrete::new(old, place.old), Concrete::new(new, place.new));
    let (before, after) = (Model::new(&before), Model::new(&after));
    let mut verdicts = compare::models(&before, &after);
    verdicts.extend(open::to_everybody(&before, &after));
    verdicts
}

/// The template with the new logical ids of resources that only moved, so that nobody seems to be somebody else.
fn with_new_names(template: &Template, changes: &[Change]) -> Template {
    let moves = changes.iter().filter(|change| change.action == Action::Moved);
    let names: HashMap<&str, &str> = moves
        .map(|change| (change.old_id(), change.id.as_str()))
        .collect();
    let Some(sections) = template.tree().as_map().filter(|_| !names.is_empty()) else {
        return template.clone();
    };
    let renamed_section = |(name, section): (&String, &Tree)| {
        let section = moved::renamed(section, &names);
        let section = match section {
            Tree::Map(resources) if name == "Resources" => Tree::Map(renamed_keys(resources, &names)),
            section => section,
        };
        (name.clone(), section)
    };
    template.with_tree(Tree::Map(sections.iter().map(renamed_section).collect()))
}

fn renamed_keys(resources: Map, names: &HashMap<&str, &str>) -> Map {
    let new_name = |id: String| {
        names
            .get(id.as_str())
            .map_or(id.clone(), |name| (*name).to_owned())
    };
    resources
        .into_iter()
        .map(|(id, body)| (new_name(id), body))
        .collect()
}

#[cfg(test)]
mod tests;
