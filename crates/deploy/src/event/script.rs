//! A source of events that follows a script, for tests.

use std::{collections::VecDeque, sync::Mutex};

use super::{Event, Page, STACK, Source, Status};
use crate::error::{Error, Kind};

/// What happens with a call, before it is answered.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Call {
    /// So many more events have happened.
    Show(usize),
    /// The service refuses.
    Throttle,
}

/// Stacks whose events become visible while somebody asks.
#[derive(Debug)]
pub(crate) struct Script {
    log: Vec<Event>,
    page: usize,
    state: Mutex<(usize, VecDeque<Call>)>,
}

impl Script {
    /// A log in the order of time, pages of a size, and what each call meets; later calls see everything.
    pub(crate) fn new(log: Vec<Event>, page: usize, calls: impl IntoIterator<Item = Call>) -> Self {
        let state = Mutex::new((0, calls.into_iter().collect()));
        Self { log, page, state }
    }

    fn visible(&self) -> Result<usize, Error> {
        let mut state = self.state.lock().unwrap();
        match state.1.pop_front() {
            Some(Call::Throttle) => {
                return Err(Error::new(Kind::Throttled, "cloudformation:DescribeStackEvents"));
            }
            Some(Call::Show(more)) => state.0 = self.log.len().min(state.0 + more),
            None => state.0 = self.log.len(),
        }
        Ok(state.0)
    }
}

impl Source for &Script {
    /// A page begins where it is counted from the newest event: what happens meanwhile makes pages overlap.
    async fn page(&self, stack: &str, next: Option<String>) -> Result<Page, Error> {
        tokio::task::yield_now().await;
        let visible = self.visible()?;
        let skip: usize = next.map_or(0, |next| next.parse().unwrap());
        let newest_first = self.log[..visible].iter().rev();
        let all: Vec<&Event> = newest_first.filter(|event| event.stack_id == stack).collect();
        let events: Vec<Event> = all.iter().copied().skip(skip).take(self.page).cloned().collect();
        let end = skip + events.len();
        Ok(Page {
            events,
            next: (end < all.len()).then(|| end.to_string()),
        })
    }
}

/// The ARN of a stack of tests.
pub(crate) fn arn(stack: &str) -> String {
    format!("arn:aws:cloudformation:eu-west-1:111122223333:stack/{stack}/0")
}

/// An event of a stack itself.
pub(crate) fn own(stack: &str, status: &str) -> Event {
    Event {
        physical_id: arn(stack),
        kind: STACK.to_owned(),
        ..resource(stack, stack, status)
    }
}

/// An event of a resource.
pub(crate) fn resource(stack: &str, logical_id: &str, status: &str) -> Event {
    Event {
        id: String::new(),
        stack_id: arn(stack),
        stack: stack.to_owned(),
        logical_id: logical_id.to_owned(),
        physical_id: String::new(),
        kind: "AWS::SQS::Queue".to_owned(),
        status: Status::of(status),
        reason: None,
        time: 0,
        token: None,
    }
}

/// An event of a stack's nested stack, as its parent tells it.
pub(crate) fn nested(stack: &str, child: &str, status: &str) -> Event {
    Event {
        physical_id: arn(child),
        kind: STACK.to_owned(),
        ..resource(stack, child, status)
    }
}

/// Gives each event a name, and a time a second after the one before it.
pub(crate) fn timed(events: impl IntoIterator<Item = Event>) -> Vec<Event> {
    let timed = (0..).zip(events).map(|(number, event)| Event {
        id: format!("{}-{number}", event.stack),
        time: number * 1000,
        ..event
    });
    timed.collect()
}
