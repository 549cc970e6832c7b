//! Resources of an API that would take the same place.

use cfn::{Diagnostic, Map, Resource, Scope, Tree};

/// What tells the parts of an API apart: two with the same of all of these are refused when the stack is deployed.
const PLACE: [&str; 3] = ["ApiId", "RouteKey", "StageName"];

/// A finding about a part of an API to come, if another has its place already.
pub(crate) fn rival<R: Resource>(scope: &Scope<'_>, to_come: &Map, message: String) -> Option<Diagnostic> {
    rival_at::<R>(scope, to_come, &PLACE, message)
}

/// A finding about a resource to come, if one of its kind has its place already; it names where that was declared.
pub(crate) fn rival_at<R: Resource>(
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
