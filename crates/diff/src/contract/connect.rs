//! Who may connect, and what a client must bring.

use std::collections::BTreeSet;

use cfn::Tree;
use check::{Api, Route};

use super::Notices;

pub(super) fn compare(old: &Api<'_>, new: &Api<'_>, notices: &mut Notices) {
    // Without a route, everybody may connect.
    let (before, after) = (old.route("$connect"), new.route("$connect"));
    let Some(after) = after else { return };
    let id = before.unwrap_or(after).resource.id;
    match (before.map_or("NONE", authorization), authorization(after)) {
        (was, is) if was == is => {}
        (was, "NONE") => notices.add(
            id,
            format!("everybody may connect: {} is asked no more", word(was)),
        ),
        (_, is) => notices.add(id, format!("who connects has to pass {}", word(is))),
    }
    keys((old, before), (new, after), id, notices);
    let (brought, asked) = (before.map(required).unwrap_or_default(), required(after));
    for source in asked.difference(&brought) {
        notices.add(id, format!("who connects without `{source}` is refused"));
    }
    for source in brought.difference(&asked) {
        notices.add(id, format!("`{source}` is read no more to tell who connects"));
    }
}

/// Where API keys are read when an API does not say it.
const USUAL_PLACE_OF_KEYS: &str = "$request.header.x-api-key";

/// Whether a client must have an API key, and where it is read.
fn keys(
    (old, before): (&Api<'_>, Option<&Route<'_>>),
    (new, after): (&Api<'_>, &Route<'_>),
    id: &str,
    notices: &mut Notices,
) {
    let keyed = |route: &Route<'_>| route.resource.flag("ApiKeyRequired").unwrap_or_default();
    match (before.is_some_and(keyed), keyed(after)) {
        (false, true) => notices.add(id, "who connects has to bring an API key"),
        (true, false) => notices.add(id, "API keys are asked for no more"),
        (true, true) => {
            let place = |api: &Api<'_>| {
                let text = api.resource.text("ApiKeySelectionExpression");
                text.unwrap_or(USUAL_PLACE_OF_KEYS).to_owned()
            };
            let (was, is) = (place(old), place(new));
            if was != is {
                notices.add(id, format!("API keys are read from `{is}` instead of `{was}`"));
            }
        }
        (false, false) => {}
    }
}

fn authorization<'m>(route: &Route<'m>) -> &'m str {
    route.resource.text("AuthorizationType").unwrap_or("NONE")
}

fn word(kind: &str) -> &'static str {
    match kind {
        "CUSTOM" => "an authorizer",
        "AWS_IAM" => "IAM, with a signed request",
        _ => "something unknown",
    }
}

/// Where a client must put something, or be refused: identity sources, and required parameters of the route.
fn required(route: &Route<'_>) -> BTreeSet<String> {
    let authorizer = route.authorizer.resource();
    let sources = authorizer
        .into_iter()
        .flat_map(|authorizer| authorizer.items("IdentitySource"));
    let parameters = route
        .resource
        .entries("RequestParameters")
        .filter(|(_, settings)| {
            settings
                .get("Required")
                .is_some_and(|required| check::flag(required) == Some(true))
        });
    sources
        .filter_map(Tree::as_str)
        .chain(parameters.map(|(name, _)| name))
        .filter(|source| is_the_clients(source))
        .map(str::to_owned)
        .collect()
}

/// Stage variables and the context are none of a client's business.
fn is_the_clients(source: &str) -> bool {
    source.starts_with("route.request.")
}
