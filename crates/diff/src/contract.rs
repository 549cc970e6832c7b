//! What clients notice that work today.
//!
//! The contract of a WebSocket API is where it is reached, who may connect, which messages it takes, which of them it
//! answers, and how many. A change that only gives more is none that a client notices.

mod addresses;
mod connect;
mod limits;
mod models;
mod plans;
mod routes;
mod schema;

use crate::{Topic, Verdict, sides::Sides};

/// What clients notice of a change.
pub(crate) fn verdicts(sides: &Sides<'_>) -> Vec<Verdict> {
    let mut notices = Notices::default();
    for old in &sides.before.apis {
        let successor = sides.successor(old.resource.id);
        let apis = &sides.after.apis;
        match apis
            .iter()
            .find(|api| successor.is_some_and(|it| it.id == api.resource.id))
        {
            None => notices.add(old.resource.id, "the API is gone, and its address with it"),
            Some(new) => {
                addresses::compare(sides, old, new, &mut notices);
                routes::compare(sides, old, new, &mut notices);
                connect::compare(old, new, &mut notices);
                limits::compare(old, new, &mut notices);
            }
        }
    }
    addresses::domains(sides, &mut notices);
    plans::compare(sides, &mut notices);
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
