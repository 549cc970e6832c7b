//! Resources that would take the same place: AWS refuses the second.

use cfn::{Diagnostic, Map, Resource, Scope, Tree};

/// A finding about a resource to come, if one of its kind has all of its place already; it names where that was declared.
pub(crate) fn rival<R: Resource>(
    scope: &Scope<'_>,
    to_come: &Map,
    place: &[&str],
    message: String,
) -> Option<Diagnostic> {
    let takes_the_place = |body: &Tree| {
        body.get("Type").and_then(Tree::as_str) == Some(R::INFO.cfn_type)
            && place
                .iter()
                .all(|part| body.at(&["Properties", part]) == to_come.get(*part))
    };
    let (id, origin, _) = scope.resources().find(|(_, _, body)| takes_the_place(body))?;
    Some(Diagnostic::error("GW112", message).on(id).at(origin.clone()))
}
