//! Which messages find a route, and which of them are answered.

use cfn::Tree;
use check::{Api, Link, Route};

use super::{Notices, models};
use crate::sides::Sides;

pub(super) fn compare(sides: &Sides<'_>, old: &Api<'_>, new: &Api<'_>, notices: &mut Notices) {
    let expression = |api: &Api<'_>| api.resource.text("RouteSelectionExpression").map(str::to_owned);
    if let (Some(was), Some(is)) = (expression(old), expression(new))
        && was != is
    {
        notices.add(
            old.resource.id,
            format!("messages select their route by `{is}` instead of `{was}`"),
        );
    }
    for route in &old.routes {
        let Some(key) = route.key else { continue };
        let id = route.resource.id;
        match new.route(key) {
            None => {
                notices.add(id, gone(key, renamed(sides, route, old, new), new));
            }
            Some(successor) => {
                if answers(route) && !answers(successor) {
                    notices.add(id, format!("the route `{key}` answers no more"));
                }
                if route.resource.get("Target").is_some() && successor.resource.get("Target").is_none() {
                    notices.add(id, format!("the route `{key}` leads nowhere any more"));
                }
                models::compare((old, route), (new, successor), notices);
            }
        }
    }
}

/// The key that a route has now: its resource has another one, or of all routes that go and come, this one and one
/// other are the same but for their keys.
fn renamed<'a>(sides: &Sides<'a>, route: &Route<'_>, old: &Api<'_>, new: &'a Api<'a>) -> Option<&'a str> {
    let is_new = |key: &&str| old.route(key).is_none();
    if let Some(successor) = sides.successor(route.resource.id) {
        return successor.known("RouteKey").filter(is_new);
    }
    let same = others(route);
    let is_alike = |other: &&Route<'_>| others(other) == same;
    let leads_there = |other: &&Route<'_>| match (route.target, other.target) {
        (Link::To(old), Link::To(new)) => sides.is_same(old.id, new.id),
        _ => route.resource.text("Target") == other.resource.text("Target"),
    };
    let gone = |route: &&Route<'_>| route.key.is_some_and(|key| new.route(key).is_none());
    let come = |route: &&Route<'_>| route.key.is_some_and(|key| is_new(&key));
    let mut alike = new
        .routes
        .iter()
        .filter(come)
        .filter(is_alike)
        .filter(leads_there);
    let only = alike.next().filter(|_| alike.next().is_none())?;
    let target = route.resource.text("Target");
    let twins = old.routes.iter().filter(gone).filter(is_alike);
    let is_alone = twins
        .filter(|twin| twin.resource.text("Target") == target)
        .count()
        == 1;
    only.key.filter(|_| is_alone)
}

/// What a route is besides its key, its place and what it leads to.
fn others(route: &Route<'_>) -> Vec<(String, Tree)> {
    let properties = route.resource.properties().as_map().into_iter().flatten();
    let rest = properties.filter(|(name, _)| !["ApiId", "RouteKey", "Target"].contains(&name.as_str()));
    let mut rest: Vec<_> = rest.map(|(name, value)| (name.clone(), value.clone())).collect();
    rest.sort_by(|(a, _), (b, _)| a.cmp(b));
    rest
}

/// Whether a client gets what the integration yields: that takes an expression and a route response.
fn answers(route: &Route<'_>) -> bool {
    route.resource.get("RouteResponseSelectionExpression").is_some() && !route.responses.is_empty()
}

fn gone(key: &str, renamed: Option<&str>, new: &Api<'_>) -> String {
    let what = match renamed {
        Some(renamed) => format!("the route `{key}` is called `{renamed}` now"),
        None => format!("the route `{key}` is gone"),
    };
    match key {
        "$connect" => "`$connect` is gone: everybody may connect, and no function hears of it".to_owned(),
        "$disconnect" => "`$disconnect` is gone: no function hears of connections that end".to_owned(),
        "$default" => "`$default` is gone: messages without a route get the error `Forbidden`".to_owned(),
        _ if new.route("$default").is_some() => format!("{what}: messages of `{key}` go to `$default`"),
        _ => format!("{what}: messages of `{key}` get the error `Forbidden`"),
    }
}
