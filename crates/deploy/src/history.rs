//! What a stack's earlier operations took.

use std::{collections::HashMap, time::Duration};

use crate::{
    error::Error,
    event::{Event, Source},
    progress::Action,
    rhythm::Limiter,
};

/// How many events back are worth a look: the last dozen operations of a common stack.
const PAGES: usize = 4;

/// How long things took in the past of a stack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    resources: HashMap<(String, Action), Vec<Duration>>,
    kinds: HashMap<(String, Action), Vec<Duration>>,
    operations: HashMap<Action, Vec<Duration>>,
}

impl History {
    /// Learns from a stack's events, the oldest first. What failed or was undone teaches nothing.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut history = Self::default();
        let mut began: HashMap<(&str, Action), i64> = HashMap::new();
        for event in events {
            let Some(action) = Action::of(&event.status) else {
                began.clear();
                continue;
            };
            let key = (event.logical_id.as_str(), action);
            if event.status.failed() || event.status.rolls_back() {
                began.clear();
            } else if event.status.cleans_up() {
                // The stack's own operation goes on; what it removes now says nothing about what deleting takes.
            } else if event.status.in_progress() {
                began.entry(key).or_insert(event.time);
            } else if let Some(begin) = began.remove(&key) {
                let took = Duration::from_millis(u64::try_from(event.time - begin).unwrap_or_default());
                history.learn(event, action, took);
            }
        }
        history
    }

    fn learn(&mut self, event: &Event, action: Action, took: Duration) {
        if event.of_stack() {
            self.operations.entry(action).or_default().push(took);
            return;
        }
        let resource = (event.logical_id.clone(), action);
        self.resources.entry(resource).or_default().push(took);
        let kind = (event.kind.clone(), action);
        self.kinds.entry(kind).or_default().push(took);
    }

    /// What an action on a resource usually takes: the median of its own past, or of the past of its type.
    pub fn resource(&self, logical_id: &str, kind: &str, action: Action) -> Option<Duration> {
        let own = self.resources.get(&(logical_id.to_owned(), action));
        let known = own.or_else(|| self.kinds.get(&(kind.to_owned(), action)));
        known.and_then(|took| median(took))
    }

    /// What an operation on the whole stack usually takes.
    pub fn operation(&self, action: Action) -> Option<Duration> {
        self.operations.get(&action).and_then(|took| median(took))
    }

    /// Reads a stack's past as far as it is worth it.
    pub async fn read<S: Source>(source: &S, stack: &str, limiter: &Limiter) -> Result<Self, Error> {
        let mut events = Vec::new();
        let mut next = None;
        for _ in 0..PAGES {
            limiter.turn().await;
            let page = source.page(stack, next).await?;
            events.extend(page.events);
            next = page.next;
            if next.is_none() {
                break;
            }
        }
        Ok(Self::of(events.iter().rev()))
    }
}

/// The middle one; of two, the longer: who waits is glad when it ends early.
fn median(took: &[Duration]) -> Option<Duration> {
    let mut sorted = took.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::script::{Script, arn, own, resource, timed};

    fn past() -> Vec<Event> {
        let done = |seconds: i64, event: Event| Event {
            time: seconds * 1000,
            ..event
        };
        vec![
            done(0, own("chat", "CREATE_IN_PROGRESS")),
            done(1, resource("chat", "Queue", "CREATE_IN_PROGRESS")),
            done(2, resource("chat", "Queue", "CREATE_IN_PROGRESS")),
            done(11, resource("chat", "Queue", "CREATE_COMPLETE")),
            done(12, own("chat", "CREATE_COMPLETE")),
            done(20, own("chat", "UPDATE_IN_PROGRESS")),
            done(21, resource("chat", "Queue", "UPDATE_IN_PROGRESS")),
            done(22, resource("chat", "Queue", "UPDATE_FAILED")),
            done(23, own("chat", "UPDATE_ROLLBACK_IN_PROGRESS")),
            done(99, resource("chat", "Queue", "UPDATE_COMPLETE")),
            done(99, own("chat", "UPDATE_ROLLBACK_COMPLETE")),
        ]
    }

    #[test]
    fn a_resource_is_expected_to_take_what_it_took_and_then_what_its_type_took() {
        let history = History::of(&past());
        let ten = Some(Duration::from_secs(10));
        let queue = "AWS::SQS::Queue";
        assert_eq!(history.resource("Queue", queue, Action::Create), ten);
        assert_eq!(history.resource("Other", queue, Action::Create), ten);
        assert_eq!(history.resource("Other", "AWS::SNS::Topic", Action::Create), None);
        assert_eq!(history.operation(Action::Create), Some(Duration::from_secs(12)));
    }

    #[test]
    fn what_failed_and_was_undone_teaches_nothing() {
        let history = History::of(&past());
        assert_eq!(history.resource("Queue", "AWS::SQS::Queue", Action::Update), None);
        assert_eq!(history.operation(Action::Update), None);
    }

    #[tokio::test(start_paused = true)]
    async fn the_past_is_read_no_further_than_it_is_worth() {
        let log =
            timed((0..40).flat_map(|_| [own("chat", "UPDATE_IN_PROGRESS"), own("chat", "UPDATE_COMPLETE")]));
        let script = Script::new(log, 5, []);
        let history = History::read(&&script, &arn("chat"), &Limiter::new())
            .await
            .unwrap();
        assert_eq!(history.operations[&Action::Update].len(), 10);
    }
}
