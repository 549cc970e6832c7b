//! Which changes make a new resource.

use std::collections::{BTreeMap, BTreeSet};

use cfn::Tree;
use indexmap::IndexMap;

use crate::{
    change::{Bodies, Replacement, kind},
    value::Edit,
};

/// The resources that are replaced, and why.
pub(crate) type Causes<'t> = BTreeMap<&'t str, Replacement>;

/// Whether it is known which properties of a type replace it.
pub(crate) fn is_known(kind: &str) -> bool {
    aws::registry::find(kind).is_some()
}

/// Finds what is replaced: first by a change of its own, then because it was made for a resource that is new.
pub(crate) fn causes<'t>(
    before: &Bodies<'t>,
    after: &Bodies<'t>,
    edits: &IndexMap<&'t str, Vec<Edit>>,
    mut fresh: BTreeSet<&'t str>,
) -> Causes<'t> {
    let mut causes = Causes::new();
    for (id, edits) in edits {
        let kind = after.get(id).map_or("", |body| kind(body));
        if let Some(property) = edits.iter().find_map(|edit| own(kind, edit)) {
            causes.insert(id, Replacement::Property(property));
            fresh.insert(id);
        }
    }
    // Whoever refers to a new resource by a property that cannot change is new as well, and so on.
    loop {
        let next: Vec<(&str, Replacement)> = after
            .iter()
            .filter(|(id, _)| before.contains_key(*id) && !causes.contains_key(*id))
            .filter_map(|(id, body)| Some((*id, follows(body, &fresh)?)))
            .collect();
        if next.is_empty() {
            return causes;
        }
        fresh.extend(next.iter().map(|(id, _)| *id));
        causes.extend(next);
    }
}

/// The create-only property that an edit touches.
fn own(kind: &str, edit: &Edit) -> Option<String> {
    let path = edit.path.strip_prefix("Properties.")?;
    let create_only = aws::registry::find(kind)?.replaces_on;
    let touched = |property: &&&str| {
        let rest = path.strip_prefix(**property);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    create_only
        .iter()
        .find(touched)
        .map(|property| (*property).to_owned())
}

/// The create-only property that refers to a new resource.
fn follows(body: &Tree, fresh: &BTreeSet<&str>) -> Option<Replacement> {
    let create_only = aws::registry::find(kind(body))?.replaces_on;
    create_only.iter().find_map(|property| {
        let value = body.at(&["Properties", property])?;
        let mentioned = check::mentions(value).into_iter();
        let resource = mentioned
            .map(|mention| mention.id)
            .find(|id| fresh.contains(id.as_str()))?;
        Some(Replacement::Follows {
            property: (*property).to_owned(),
            resource,
        })
    })
}
