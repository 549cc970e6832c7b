//! Where and how two templates may be deployed.

use std::collections::BTreeSet;

use cfn::{Environment, Template, Tree};
use check::scenario;

/// One deployment of both templates.
#[derive(Debug)]
pub(super) struct Place {
    /// What a reader is told: nothing of the usual one, ` (where ..)` of others.
    pub(super) when: String,
    pub(super) old: Environment,
    pub(super) new: Environment,
}

/// Regions that may stand for every other, should a template write `us-east-1` out.
const REGIONS: [&str; 4] = ["eu-west-1", "ap-southeast-2", "ca-central-1", "af-south-1"];
/// How many regions are looked at.
const MOST_REGIONS: usize = 4;

/// The deployment with the defaults of all parameters.
pub(super) fn usual(old: &Template, new: &Template) -> Place {
    Place {
        when: String::new(),
        old: cfn::placeholders(old),
        new: cfn::placeholders(new),
    }
}

/// One more deployment for each side of each condition of either template, and one for each region that a template
/// tells apart.
pub(super) fn others(old: &Template, new: &Template) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for template in [new, old] {
        for scenario in scenario::of(template).into_iter().skip(1) {
            let mut place = usual(old, new);
            place.when = format!(" (where {})", scenario.when);
            let differs = cfn::placeholders(template).parameters;
            for (name, value) in scenario.environment.parameters {
                if differs.get(&name) != Some(&value) {
                    set(&mut place.old, &name, &value);
                    set(&mut place.new, &name, &value);
                }
            }
            if !places.iter().any(|known| known.when == place.when) {
                places.push(place);
            }
        }
    }
    for region in regions(old, new) {
        let mut place = usual(old, new);
        place.when = format!(" (in {region})");
        place.old.region.clone_from(&region);
        place.new.region = region;
        places.push(place);
    }
    places
}

/// Sets a parameter that the template declares.
fn set(environment: &mut Environment, name: &str, value: &Tree) {
    if let Some(parameter) = environment.parameters.get_mut(name) {
        parameter.clone_from(value);
    }
}

/// The regions besides `us-east-1` in which templates may mean something else: those of mappings, and any one, if
/// `us-east-1` is written out.
fn regions(old: &Template, new: &Template) -> BTreeSet<String> {
    let mut regions = BTreeSet::new();
    let mut texts = Texts::default();
    for template in [old, new] {
        for (_, mapping) in template.section("Mappings") {
            let keys = mapping.as_map().into_iter().flat_map(cfn::Map::keys);
            regions.extend(keys.filter(|key| is_region(key)).cloned());
        }
        template.resources().for_each(|(_, body)| texts.add(body));
    }
    regions.remove("us-east-1");
    let mut regions: BTreeSet<String> = regions.into_iter().take(MOST_REGIONS).collect();
    if texts.here {
        let other = REGIONS.iter().find(|region| !texts.named.contains(**region));
        regions.extend(other.map(|region| (*region).to_owned()));
    }
    regions
}

/// What texts say of regions.
#[derive(Default)]
struct Texts {
    /// Whether `us-east-1` is written out.
    here: bool,
    named: BTreeSet<&'static str>,
}

impl Texts {
    fn add(&mut self, tree: &Tree) {
        match tree {
            Tree::Map(map) => map.values().for_each(|value| self.add(value)),
            Tree::List(items) => items.iter().for_each(|item| self.add(item)),
            Tree::String(text) => {
                self.here |= text.contains("us-east-1");
                self.named
                    .extend(REGIONS.iter().filter(|region| text.contains(**region)));
            }
            _ => {}
        }
    }
}

/// Whether a text has the form of a region: `eu-west-1`.
fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return false;
    };
    parts.len() >= 3 && first.len() == 2 && last.len() == 1 && last.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_told_by_their_form() {
        for (text, expected) in [
            ("eu-west-1", true),
            ("us-gov-west-1", true),
            ("eu-west", false),
            ("production", false),
            ("", false),
        ] {
            assert_eq!(is_region(text), expected, "{text}");
        }
    }
}
