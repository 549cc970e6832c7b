//! What is read of one stack's events.

use std::collections::HashSet;

use super::{Event, Source, Start};
use crate::{error::Error, rhythm::Limiter};

/// One stack, and how far its events are read.
#[derive(Debug)]
pub(super) struct Thread {
    stack: String,
    start: Start,
    seen: HashSet<String>,
    stack_id: Option<String>,
    motion: Motion,
}

/// Whether a stack has to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Motion {
    Moves,
    /// It has stopped since it was asked: what it did last is still to be read.
    Stops,
    Rests,
}

/// What one reading found.
#[derive(Debug)]
pub(super) struct Read {
    /// What was not known before, the newest first; events before the start among them.
    events: Vec<Event>,
    /// Where the operation began, if this reading found that out.
    start: Option<Start>,
}

impl Thread {
    pub(super) fn new(stack: String, start: Start) -> Self {
        Self {
            stack,
            start,
            seen: HashSet::new(),
            stack_id: None,
            motion: Motion::Moves,
        }
    }

    /// The stack as it is asked for.
    pub(super) fn stack(&self) -> &str {
        &self.stack
    }

    /// The stack's ARN, once it is known.
    pub(super) fn stack_id(&self) -> Option<&str> {
        self.stack_id.as_deref()
    }

    pub(super) fn rests(&self) -> bool {
        self.motion == Motion::Rests
    }

    pub(super) fn moves(&mut self) {
        self.motion = Motion::Moves;
    }

    pub(super) fn stops(&mut self) {
        if self.motion == Motion::Moves {
            self.motion = Motion::Stops;
        }
    }

    /// Reads back to what is known, or to where the operation began. Changes nothing: see [`Thread::keep`].
    pub(super) async fn read<S: Source>(&self, source: &S, limiter: &Limiter) -> Result<Read, Error> {
        let mut walk = Walk::new(&self.start);
        let mut next = None;
        loop {
            limiter.turn().await;
            let page = source.page(&self.stack, next).await?;
            let met = page.events.iter().any(|event| self.seen.contains(&event.id));
            // The whole page is read though something in it is known: an event may appear late, below newer ones.
            for event in page.events {
                if !self.seen.contains(&event.id) {
                    walk.take(event);
                }
            }
            next = page.next;
            if met || walk.over || next.is_none() {
                return Ok(walk.end());
            }
        }
    }

    /// Notes what was read, and yields the operation's part of it, the oldest first.
    pub(super) fn keep(&mut self, read: Read) -> Vec<Event> {
        if self.motion == Motion::Stops {
            self.motion = Motion::Rests;
        }
        if let Some(start) = read.start {
            self.start = start;
        }
        let mut events = read.events;
        events.reverse();
        // What happened between two pages stands among older events. Stable: one page knows the order within a
        // millisecond.
        events.sort_by_key(|event| event.time);
        let mut ours = Vec::new();
        for event in events {
            self.seen.insert(event.id.clone());
            self.stack_id.get_or_insert_with(|| event.stack_id.clone());
            if belongs(&event, &self.start) {
                ours.push(event);
            }
        }
        ours
    }
}

/// Whether an event that came after the start is one of the operation's.
fn belongs(event: &Event, start: &Start) -> bool {
    match start {
        Start::Token(token) => event.token.as_ref() == Some(token),
        Start::After(_) | Start::Since(_) | Start::Last => true,
    }
}

/// The way from the newest event back to where the operation began.
struct Walk<'a> {
    start: &'a Start,
    events: Vec<Event>,
    /// Pages overlap when something happens between two of them.
    taken: HashSet<String>,
    own: bool,
    over: bool,
    found: Option<Start>,
}

impl<'a> Walk<'a> {
    fn new(start: &'a Start) -> Self {
        Self {
            start,
            events: Vec::new(),
            taken: HashSet::new(),
            own: false,
            over: false,
            found: None,
        }
    }

    fn take(&mut self, event: Event) {
        self.over = self.over || self.is_before_start(&event);
        if self.over || !self.taken.insert(event.id.clone()) {
            return;
        }
        self.own |= event.of_stack();
        self.events.push(event);
    }

    fn is_before_start(&mut self, event: &Event) -> bool {
        match self.start {
            Start::After(id) => id.as_ref() == Some(&event.id),
            Start::Since(time) => event.time < *time,
            // The newest operation has the token, or none has.
            Start::Token(_) => event.rests() && !belongs(event, self.start),
            Start::Last => {
                let before = self.own && event.rests();
                if before {
                    self.found = Some(Start::After(Some(event.id.clone())));
                }
                before
            }
        }
    }

    fn end(mut self) -> Read {
        if *self.start == Start::Last && self.found.is_none() {
            self.found = Some(Start::After(None));
        }
        Read {
            events: self.events,
            start: self.found,
        }
    }
}
