//! Which messages find a route, and which of them are answered.

use check::{Api, Route};

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
                let successor = sides.successor(id).and_then(|it| it.known("RouteKey"));
                let renamed = successor.filter(|key| old.route(key).is_none());
                notices.add(id, gone(key, renamed, new));
            }
            Some(successor) => {
                if answers(route) && !answers(successor) {
                    notices.add(id, format!("the route `{key}` answers no more"));
                }
                models::compare((old, route), (new, successor), notices);
            }
        }
    }
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
