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
use crate::{Verdict, moved, sides::Sides};

/// Whose access widens, what is public now, and what is allowed no more; the gravest first.
pub(crate) fn verdicts(old: &Template, new: &Template, sides: &Sides<'_>) -> Vec<Verdict> {
    let renamed = with_new_names(old, sides);
    let mut verdicts = match &renamed {
        None => between(sides.before, sides.after),
        Some(old) => in_place(places::usual(old, new), old, new),
    };
    let old = renamed.as_ref().unwrap_or(old);
    for place in places::others(old, new) {
        let when = place.when.clone();
        let key = |verdict: &Verdict| (verdict.resource.clone(), verdict.message.clone());
        let known: Vec<(String, String)> = verdicts.iter().map(key).collect();
        let others = in_place(place, old, new).into_iter();
        let others = others.filter(|verdict| !known.contains(&key(verdict)));
        verdicts.extend(others.map(|verdict| Verdict {
            message: format!("{}{when}", verdict.message),
            ..verdict
        }));
    }
    verdicts.extend(open::unseen(old, new));
    verdicts.sort_by_key(|verdict| verdict.access.as_ref().map(|access| access.reach));
    verdicts
}

fn in_place(place: Place, old: &Template, new: &Template) -> Vec<Verdict> {
    let (before, after) = (Concrete::new(old, place.old), Concrete::new(new, place.new));
    between(&Model::new(&before), &Model::new(&after))
}

fn between(before: &Model<'_>, after: &Model<'_>) -> Vec<Verdict> {
    let mut verdicts = compare::models(before, after);
    verdicts.extend(open::to_everybody(before, after));
    verdicts
}

/// The template with the new logical ids of resources that only moved, so that nobody seems to be somebody else; none
/// if none moved.
fn with_new_names(template: &Template, sides: &Sides<'_>) -> Option<Template> {
    let names: HashMap<&str, &str> = sides.moves().collect();
    let sections = template.tree().as_map().filter(|_| !names.is_empty())?;
    let renamed_section = |(name, section): (&String, &Tree)| {
        let section = moved::renamed(section, &names);
        let section = match section {
            Tree::Map(resources) if name == "Resources" => Tree::Map(renamed_keys(resources, &names)),
            section => section,
        };
        (name.clone(), section)
    };
    let sections = sections.iter().map(renamed_section);
    Some(template.with_tree(Tree::Map(sections.collect())))
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
