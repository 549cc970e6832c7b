//! How far an operation is, as a value: what its events say, put together.

use std::time::Duration;

use indexmap::IndexMap;

use crate::{
    event::{Event, Outcome, Status},
    history::History,
};

/// What an operation is to do with a resource, in the words that events begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// It is made.
    Create,
    /// It is changed.
    Update,
    /// It goes.
    Delete,
    /// It is taken over.
    Import,
}

impl Action {
    /// What a state is about; none for the states that only a stack has.
    pub fn of(status: &Status) -> Option<Self> {
        let word = status.word();
        [
            ("CREATE", Self::Create),
            ("UPDATE", Self::Update),
            ("DELETE", Self::Delete),
            ("IMPORT", Self::Import),
        ]
        .into_iter()
        .find_map(|(prefix, action)| word.starts_with(prefix).then_some(action))
    }
}

/// Something that the operation is expected to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The resource's name in the template.
    pub logical_id: String,
    /// Its type.
    pub kind: String,
    /// What is to be done.
    pub action: Action,
}

/// Which part of its work an operation is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Nothing has happened yet.
    #[default]
    Waiting,
    /// It does what it was asked for.
    Forward,
    /// Something failed, and what was done is undone.
    RollingBack,
    /// The change is made or undone, and what nobody needs any more is deleted.
    CleaningUp,
    /// It has ended.
    Ended,
}

/// A resource, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The ARN of the stack that it belongs to.
    pub stack_id: String,
    /// Its name in the template.
    pub logical_id: String,
    /// Its type.
    pub kind: String,
    /// Its name in the account; empty before there is one.
    pub physical_id: String,
    /// How many stacks it is nested in: 0 for the stack's own resources.
    pub depth: usize,
    /// What is done to it.
    pub action: Option<Action>,
    /// Its newest state; none before its turn.
    pub status: Option<Status>,
    /// Why it failed first, whatever happened to it later.
    pub failure: Option<String>,
    /// Whether its newest state belongs to the way back from a failure.
    pub undone: bool,
    /// How long this usually takes.
    pub expected: Option<Duration>,
    /// The phase of its newest event.
    phase: Phase,
    began: i64,
    changed: i64,
}

impl Item {
    /// How far it is; none before its turn.
    pub fn outcome(&self) -> Option<Outcome> {
        self.status.as_ref().map(Status::outcome)
    }
}

/// How many resources are how far in the phase that the operation is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All that have a part in it.
    pub total: usize,
    /// Those that are done, or were left alone.
    pub done: usize,
    /// Those that are worked on.
    pub running: usize,
    /// Those that have failed.
    pub failed: usize,
}

/// How far an operation is.
///
/// Times are milliseconds since 1970. The caller says what its own clock shows; where an event lies in that clock's
/// future, the clock is late and is set forward.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    stack_id: String,
    items: IndexMap<(String, String), Item>,
    history: History,
    status: Option<Status>,
    reason: Option<String>,
    phase: Phase,
    began: Option<i64>,
    ended: Option<i64>,
    late: i64,
}

impl Progress {
    /// An operation of a stack that has not begun; the stack by its ARN, or empty while it has none.
    pub fn new(stack_id: impl Into<String>) -> Self {
        Self {
            stack_id: stack_id.into(),
            ..Self::default()
        }
    }

    /// What earlier operations took.
    #[must_use]
    pub fn after(self, history: History) -> Self {
        Self { history, ..self }
    }

    /// What the operation is to do, in the order in which it is shown.
    #[must_use]
    pub fn expecting(mut self, planned: impl IntoIterator<Item = Planned>) -> Self {
        for one in planned {
            let expected = self.history.resource(&one.logical_id, &one.kind, one.action);
            let item = Item {
                stack_id: self.stack_id.clone(),
                logical_id: one.logical_id.clone(),
                kind: one.kind,
                physical_id: String::new(),
                depth: 0,
                action: Some(one.action),
                status: None,
                failure: None,
                undone: false,
                expected,
                phase: Phase::Waiting,
                began: 0,
                changed: 0,
            };
            self.items.insert((self.stack_id.clone(), one.logical_id), item);
        }
        self
    }

    /// Takes in what a [`Follower`](crate::Follower) told, when the caller's clock shows `now`.
    pub fn record(&mut self, events: &[Event], now: i64) {
        for event in events {
            self.late = self.late.max(event.time - now);
            if self.stack_id.is_empty() {
                self.belong_to(&event.stack_id);
            }
            if event.of_stack() {
                if event.stack_id == self.stack_id {
                    self.record_stack(event);
                }
            } else {
                self.record_resource(event);
            }
        }
    }

    /// What was planned before the stack had an ARN.
    fn belong_to(&mut self, stack_id: &str) {
        stack_id.clone_into(&mut self.stack_id);
        let planned = std::mem::take(&mut self.items).into_values();
        let planned = planned.map(|item| {
            let stack_id = stack_id.to_owned();
            (
                (stack_id.clone(), item.logical_id.clone()),
                Item { stack_id, ..item },
            )
        });
        self.items = planned.collect();
    }

    fn record_stack(&mut self, event: &Event) {
        if event.status.word() == "REVIEW_IN_PROGRESS" {
            return;
        }
        self.began.get_or_insert(event.time);
        self.phase = if !event.status.in_progress() {
            self.ended = Some(event.time);
            Phase::Ended
        } else if event.status.cleans_up() {
            Phase::CleaningUp
        } else if event.status.rolls_back() {
            Phase::RollingBack
        } else {
            Phase::Forward
        };
        if let Some(reason) = &event.reason {
            self.reason = Some(reason.clone());
        }
        self.status = Some(event.status.clone());
    }

    fn record_resource(&mut self, event: &Event) {
        let depth = self.depth_of(&event.stack_id);
        let action = Action::of(&event.status);
        let history = &self.history;
        let item = self
            .items
            .entry((event.stack_id.clone(), event.logical_id.clone()))
            .or_insert_with(|| Item {
                stack_id: event.stack_id.clone(),
                logical_id: event.logical_id.clone(),
                kind: event.kind.clone(),
                physical_id: String::new(),
                depth,
                action,
                status: None,
                failure: None,
                undone: false,
                expected: None,
                phase: Phase::Waiting,
                began: event.time,
                changed: event.time,
            });
        let goes_on = item.phase == self.phase && item.action == action && item.status.is_some();
        if !goes_on {
            item.began = event.time;
            item.action = action.or(item.action);
            item.expected = item
                .action
                .and_then(|action| history.resource(&event.logical_id, &event.kind, action));
        }
        if event.status.failed() && item.failure.is_none() {
            item.failure = Some(event.reason.clone().unwrap_or_default());
        }
        if !event.physical_id.is_empty() {
            item.physical_id.clone_from(&event.physical_id);
        }
        item.phase = self.phase;
        item.undone = self.status.as_ref().is_some_and(Status::rolls_back);
        item.changed = event.time;
        item.status = Some(event.status.clone());
    }

    /// How deep a stack is nested: one more than the resource that it is.
    fn depth_of(&self, stack_id: &str) -> usize {
        if stack_id == self.stack_id {
            return 0;
        }
        let mut items = self.items.values();
        items
            .find(|item| item.physical_id == stack_id)
            .map_or(1, |parent| parent.depth + 1)
    }

    /// The resources: what was planned first, then in the order in which they appeared.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }

    /// The stack's ARN; empty while it has none.
    pub fn stack_id(&self) -> &str {
        &self.stack_id
    }

    /// The stack's own state; none before it has begun.
    pub fn status(&self) -> Option<&Status> {
        self.status.as_ref()
    }

    /// What the stack said last about its own state.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// Which part of its work it is at.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// How many resources are how far in this phase.
    pub fn counts(&self) -> Counts {
        let back = matches!(self.phase, Phase::RollingBack | Phase::CleaningUp);
        let mut counts = Counts::default();
        for item in self.items.values() {
            // What the way back has not reached yet had its turn before; what never had one has no part in it.
            if back && item.status.is_none() {
                continue;
            }
            let reached = !back || item.phase == self.phase;
            if self.phase == Phase::CleaningUp && !reached {
                continue;
            }
            counts.total += 1;
            match item.outcome().filter(|_| reached) {
                Some(Outcome::Complete | Outcome::Skipped) => counts.done += 1,
                Some(Outcome::InProgress) => counts.running += 1,
                Some(Outcome::Failed) => counts.failed += 1,
                None => {}
            }
        }
        counts
    }

    /// How long the operation has taken until `now`, or took.
    pub fn elapsed(&self, now: i64) -> Duration {
        let end = self.ended.unwrap_or(now + self.late);
        self.began.map_or(Duration::ZERO, |began| between(began, end))
    }

    /// How long a resource has been worked on until `now`, or was.
    pub fn elapsed_of(&self, item: &Item, now: i64) -> Duration {
        match item.outcome() {
            None => Duration::ZERO,
            Some(Outcome::InProgress) if self.ended.is_none() => between(item.began, now + self.late),
            Some(_) => between(item.began, item.changed),
        }
    }

    /// How long the operation usually takes: the median of earlier ones of its kind, and no less than its slowest
    /// resource. None while it goes back, and where nothing is known.
    pub fn expected(&self) -> Option<Duration> {
        if !matches!(self.phase, Phase::Waiting | Phase::Forward) {
            return None;
        }
        let planned = self.items.values().find_map(|item| item.action);
        let action = self.status.as_ref().and_then(Action::of).or(planned);
        let whole = action.and_then(|action| self.history.operation(action));
        let slowest = self.items.values().filter_map(|item| item.expected).max();
        whole.max(slowest)
    }
}

/// The time between two moments; none where the clocks disagree.
fn between(begin: i64, end: i64) -> Duration {
    Duration::from_millis(u64::try_from(end - begin).unwrap_or_default())
}

#[cfg(test)]
mod tests;
