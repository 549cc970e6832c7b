//! What clients notice that work today.
//!
//! The contract of a WebSocket API is where it is reached, who may connect, which messages it takes, which of them it
//! answers, and how many. A change that only gives more is none that a client notices.

mod connect;
mod limits;

use cfn::Template;
use check::{Api, Concrete, Model, Route};

use crate::{Action, Change, Topic, Verdict};

/// What clients notice of a change.
pub fn verdicts(old: &Template, new: &Template, changes: &[Change]) -> Vec<Verdict> {
    let concrete = |template| Concrete::new(template, cfn::placeholders(template));
    let (before, after) = (concrete(old), concrete(new));
    let (before, after) = (Model::new(&before), Model::new(&after));
    let mut notices = Notices::default();
    for api in &before.apis {
        let id = api.resource.id;
        let change = changes.iter().find(|change| change.old_id() == id);
        let successor = match change.map(|change| change.action) {
            Some(Action::Removed) => None,
            Some(_) => change.map(|change| change.id.as_str()),
            None => Some(id),
        };
        let successor = successor.and_then(|id| after.apis.iter().find(|api| api.resource.id == id));
        match successor {
            None => notices.add(id, "the API is gone, and its address with it"),
            Some(successor) => {
                if change.is_some_and(Change::ends_the_old_one) {
                    notices.add(id, "the API is made anew: the id in its address changes");
                }
                compare(api, successor, &mut notices);
            }
        }
    }
    domains(&before, &after, &mut notices);
    notices.0
}

/// The verdicts as they are found.
#[derive(Debug, Default)]
struct Notices(Vec<Verdict>);

impl Notices {
    fn add(&mut self, resource: &str, message: impl Into<String>) {
        self.0.push(Verdict::new(Topic::Contract, resource, message));
    }
}

fn compare(old: &Api<'_>, new: &Api<'_>, notices: &mut Notices) {
    selection(old, new, notices);
    let routes = old.routes.iter().filter_map(|route| Some((route.key?, route)));
    for (key, route) in routes {
        match new.route(key) {
            None => notices.add(route.resource.id, gone(key, new)),
            Some(successor) => messages(key, (old, route), (new, successor), notices),
        }
    }
    connect::compare(old, new, notices);
    limits::compare(old, new, notices);
}

fn selection(old: &Api<'_>, new: &Api<'_>, notices: &mut Notices) {
    let id = old.resource.id;
    let expression = "RouteSelectionExpression";
    if let (Some(was), Some(is)) = (old.resource.text(expression), new.resource.text(expression))
        && was != is
    {
        notices.add(
            id,
            format!("messages select their route by `{is}` instead of `{was}`"),
        );
    }
    let closed = |api: &Api<'_>| api.resource.flag("DisableExecuteApiEndpoint").unwrap_or_default();
    if closed(new) && !closed(old) {
        notices.add(
            id,
            "the address of the service itself is closed; only custom domains remain",
        );
    }
}

fn gone(key: &str, new: &Api<'_>) -> String {
    match key {
        "$connect" => "`$connect` is gone: everybody may connect, and no function hears of it".to_owned(),
        "$disconnect" => "`$disconnect` is gone: no function hears of connections that end".to_owned(),
        "$default" => "`$default` is gone: messages without a route get the error `Forbidden`".to_owned(),
        key if new.route("$default").is_some() => {
            format!("the route `{key}` is gone: its messages go to `$default`")
        }
        key => format!("the route `{key}` is gone: its messages get the error `Forbidden`"),
    }
}

/// What becomes of the messages of a route.
fn messages(
    key: &str,
    (old_api, old): (&Api<'_>, &Route<'_>),
    (new_api, new): (&Api<'_>, &Route<'_>),
    notices: &mut Notices,
) {
    let id = old.resource.id;
    let answers = |route: &Route<'_>| route.resource.get("RouteResponseSelectionExpression").is_some();
    if answers(old) && !answers(new) {
        notices.add(id, format!("the route `{key}` answers no more"));
    }
    let validated = |route: &Route<'_>| route.resource.get("ModelSelectionExpression").is_some();
    match (validated(old), validated(new)) {
        (false, true) => notices.add(
            id,
            format!("messages of `{key}` are refused unless they fit a model"),
        ),
        (true, true) if schemas(old_api, old) != schemas(new_api, new) => {
            notices.add(
                id,
                format!("the models that messages of `{key}` must fit are others"),
            );
        }
        _ => {}
    }
}

/// What messages of a route must fit: the models by the keys that select them.
fn schemas<'m>(api: &Api<'m>, route: &Route<'m>) -> Vec<(&'m str, Option<&'m cfn::Tree>)> {
    let named = |name: &str| {
        let mut models = api.models.iter();
        models.find(|model| [model.text("Name"), Some(model.reference.as_str())].contains(&Some(name)))
    };
    let mut schemas: Vec<_> = route
        .resource
        .entries("RequestModels")
        .map(|(key, model)| {
            (
                key,
                model
                    .as_str()
                    .and_then(named)
                    .and_then(|model| model.get("Schema")),
            )
        })
        .collect();
    schemas.sort_by_key(|(key, _)| *key);
    schemas
}

/// Addresses on custom domains.
fn domains(old: &Model<'_>, new: &Model<'_>, notices: &mut Notices) {
    let address = |mapping: &check::Resource<'_>| {
        let text = |property| mapping.text(property).unwrap_or_default().to_owned();
        (text("DomainName"), text("ApiMappingKey"))
    };
    let mappings = |model: &Model<'_>| -> Vec<_> {
        let mappings = model.apis.iter().flat_map(|api| &api.mappings);
        mappings
            .map(|mapping| (mapping.id.to_owned(), address(mapping)))
            .collect()
    };
    let remaining = mappings(new);
    for (id, gone) in mappings(old) {
        if !remaining.iter().any(|(_, address)| *address == gone) {
            notices.add(&id, format!("the address {}/{} is gone", gone.0, gone.1));
        }
    }
}
