//! A CloudFormation that answers what a test tells it to, and remembers what it was asked.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use crate::{answers, client::Clients};

/// The parameters of a call, `Action` among them.
pub(crate) type Call = BTreeMap<String, String>;

/// What was asked, in order.
#[derive(Clone, Default)]
pub(crate) struct Calls(Arc<Mutex<Vec<Call>>>);

impl Calls {
    /// The actions that were called.
    pub(crate) fn actions(&self) -> Vec<String> {
        let calls = self.0.lock().unwrap();
        calls.iter().map(|call| call["Action"].clone()).collect()
    }

    /// The first call of an action.
    pub(crate) fn first(&self, action: &str) -> Call {
        let calls = self.0.lock().unwrap();
        calls
            .iter()
            .find(|call| call["Action"] == action)
            .unwrap()
            .clone()
    }
}

/// What a test answers to a call: a status, and what stands inside of `<…Result>` or `<Error>`.
pub(crate) type Answer = (u16, String);

/// A refusal of the service.
pub(crate) fn refusal(code: &str, message: &str) -> Answer {
    (400, format!("<Code>{code}</Code><Message>{message}</Message>"))
}

/// Clients whose calls a test answers.
pub(crate) fn clients(answer: impl Fn(&Call) -> Answer + Send + Sync + 'static) -> (Clients, Calls) {
    let calls = Calls::default();
    let seen = calls.clone();
    let clients = answers::clients(move |asked| {
        let call: Call = form_urlencoded::parse(asked.body.as_bytes())
            .into_owned()
            .collect();
        let (status, inside) = answer(&call);
        let action = &call["Action"];
        let text = if status == 200 {
            format!("<{action}Response><{action}Result>{inside}</{action}Result></{action}Response>")
        } else {
            format!("<ErrorResponse><Error><Type>Sender</Type>{inside}</Error></ErrorResponse>")
        };
        seen.0.lock().unwrap().push(call);
        (status, text)
    });
    (clients, calls)
}
