//! One operation's events as they happen, its nested stacks' among them.

use super::{Event, Source, thread::Thread};
use crate::{
    client::Clients,
    error::{Error, Kind},
    rhythm::{Limiter, Rhythm},
};

/// Which events belong to the operation that is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// All that come after the event with this id, which [`Clients::newest_event`] told before the operation began.
    /// With none, all that the stack ever had: it did not exist before.
    After(Option<String>),
    /// All with this client request token.
    Token(String),
    /// All since a moment of the service's clock, in milliseconds since 1970.
    Since(i64),
    /// Those of the operation that runs; where none runs, of the one that ran last.
    Last,
}

/// Follows an operation until its stack rests. No event is lost and none comes twice.
///
/// A stack is asked often while things happen, less often while nothing does, and seldom while the service refuses.
#[derive(Debug)]
pub struct Follower<S = Clients> {
    source: S,
    limiter: Limiter,
    /// The stack itself, then the nested ones, each after the one that holds it.
    threads: Vec<Thread>,
    /// What was read and not handed out yet.
    pending: Vec<Event>,
    rhythm: Rhythm,
    end: Option<Event>,
}

impl<S: Source> Follower<S> {
    /// Follows an operation of a stack.
    ///
    /// The ARN of a stack is better than its name: after a stack is deleted, its name finds nothing.
    pub fn new(source: S, stack: impl Into<String>, start: Start) -> Self {
        Self {
            source,
            limiter: Limiter::new(),
            threads: vec![Thread::new(stack.into(), start)],
            pending: Vec::new(),
            rhythm: Rhythm::new(),
            end: None,
        }
    }

    /// Shares its turns with others that follow stacks of the same account and region.
    #[must_use]
    pub fn sharing(self, limiter: &Limiter) -> Self {
        Self {
            limiter: limiter.clone(),
            ..self
        }
    }

    /// The event that ended the operation; none while it runs.
    pub fn end(&self) -> Option<&Event> {
        self.end.as_ref()
    }

    /// What there is now and was not told yet, in the order in which it happened.
    pub async fn now(&mut self) -> Result<Vec<Event>, Error> {
        self.poll().await?;
        Ok(self.hand_out())
    }

    /// Waits for the next events, in the order in which they happened; none after the operation has ended.
    ///
    /// What it waits for can be given up (as `tokio::select!` does) and asked for again without a loss.
    pub async fn next(&mut self) -> Result<Option<Vec<Event>>, Error> {
        while self.end.is_none() {
            self.rhythm.wait().await;
            match self.now().await {
                Ok(events) => {
                    self.rhythm.found(!events.is_empty());
                    if !events.is_empty() {
                        return Ok(Some(events));
                    }
                }
                Err(error) => self.rhythm.failed(error, &self.limiter)?,
            }
        }
        Ok(None)
    }

    /// Asks each stack that moves, once. What a stack told is kept at once, so that a failure with the next one, or a
    /// reader that gives up, loses nothing.
    async fn poll(&mut self) -> Result<(), Error> {
        let mut index = 0;
        while let Some(thread) = self.threads.get_mut(index) {
            let root = index == 0;
            index += 1;
            if !root && thread.rests() {
                continue;
            }
            let events = match thread.read(&self.source, &self.limiter).await {
                Ok(read) => thread.keep(read),
                // A nested stack that is gone has nothing more to tell.
                Err(error) if !root && *error.kind() == Kind::Missing => continue,
                Err(error) => return Err(error),
            };
            for event in &events {
                self.notice(event, root);
            }
            self.pending.extend(events);
        }
        Ok(())
    }

    /// What an event says about which stacks move.
    fn notice(&mut self, event: &Event, root: bool) {
        if root && event.of_stack() {
            // Nested stacks clean up when the outermost one does, and end with it.
            let (cleans_up, ends) = (event.status.cleans_up(), !event.status.in_progress());
            for nested in &mut self.threads[1..] {
                if cleans_up {
                    nested.moves();
                } else if ends {
                    nested.stops();
                }
            }
        }
        let Some(stack) = event.nested() else { return };
        let known = self.threads.iter().position(|thread| thread.stack() == stack);
        let index = known.unwrap_or_else(|| {
            // The first event with the name of a new stack comes after the stack's own first ones.
            let start = if event.status.word().starts_with("CREATE") {
                Start::After(None)
            } else {
                Start::Since(event.time)
            };
            self.threads.push(Thread::new(stack.to_owned(), start));
            self.threads.len() - 1
        });
        if event.status.in_progress() {
            self.threads[index].moves();
        } else {
            self.threads[index].stops();
        }
    }

    /// What is new, in the order of time, to the operation's end and no further.
    fn hand_out(&mut self) -> Vec<Event> {
        let mut events = std::mem::take(&mut self.pending);
        // Stable: what happens in the same millisecond stays as the service tells it.
        events.sort_by_key(|event| event.time);
        let root = self.threads[0].stack_id();
        let end = events
            .iter()
            .position(|event| event.ends_operation() && Some(event.stack_id.as_str()) == root);
        if let Some(end) = end {
            events.truncate(end + 1);
            self.end = events.last().cloned();
        }
        events
    }
}

#[cfg(test)]
mod tests;
