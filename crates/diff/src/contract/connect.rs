//! Who may connect, and what a client must bring.

use std::collections::BTreeSet;

use cfn::Tree;
use check::{Api, Route};

use super::Notices;

pub(super) fn compare(old: &Api<'_>, new: &Api<'_>, notices: &mut Notices) {
    let (Some(before), Some(after)) = (old.route("$connect"), new.route("$connect")) else {
        return;
    };
    let id = before.resource.id;
    match (authorization(before), authorization(after)) {
        (was, is) if was == is => {}
        (was, "NONE") => notices.add(
            id,
            format!("everybody may connect: {} is asked no more", word(was)),
        ),
        (_, is) => notices.add(id, format!("who connects has to pass {}", word(is))),
    }
    let keyed = |route: &Route<'_>| route.resource.flag("ApiKeyRequired").unwrap_or_default();
    match (keyed(before), keyed(after)) {
        (false, true) => notices.add(id, "who connects has to bring an API key"),
        (true, false) => notices.add(id, "API keys are asked for no more"),
        _ => {}
    }
    let (brought, asked) = (required(before), required(after));
    for source in asked.difference(&brought) {
        notices.add(id, format!("who connects without `{source}` is refused"));
    }
    for source in brought.difference(&asked) {
        notices.add(id, format!("`{source}` is read no more to tell who connects"));
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
