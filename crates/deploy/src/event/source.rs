//! Where events come from, a page at a time.

use super::{Event, Start, thread::Thread};
use crate::{
    client::Clients,
    error::{self, Error},
    rhythm::Limiter,
};

/// Some events, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The events.
    pub events: Vec<Event>,
    /// What asks for the next, older page; none after the oldest one.
    pub next: Option<String>,
}

/// What knows the events of stacks.
pub trait Source {
    /// A page of a stack's events, the newest first; `next` comes from the page before it.
    fn page(&self, stack: &str, next: Option<String>) -> impl Future<Output = Result<Page, Error>> + Send;
}

impl Source for Clients {
    async fn page(&self, stack: &str, next: Option<String>) -> Result<Page, Error> {
        let said = self
            .cloudformation
            .describe_stack_events()
            .stack_name(stack)
            .set_next_token(next)
            .send()
            .await
            .map_err(error::of("cloudformation:DescribeStackEvents"))?;
        let events = said.stack_events.unwrap_or_default();
        Ok(Page {
            events: events.into_iter().map(Event::from).collect(),
            next: said.next_token,
        })
    }
}

/// A stack's own events since a moment, of however many operations, the oldest first.
pub async fn since<S: Source>(
    source: &S,
    stack: &str,
    millis: i64,
    limiter: &Limiter,
) -> Result<Vec<Event>, Error> {
    let mut thread = Thread::new(stack.to_owned(), Start::Since(millis));
    let read = thread.read(source, limiter).await?;
    Ok(thread.keep(read))
}

impl Clients {
    /// A stack's newest event: what an operation that begins now comes after. None where there is no stack yet.
    pub async fn newest_event(&self, stack: &str) -> Result<Option<Event>, Error> {
        match self.page(stack, None).await {
            Ok(page) => Ok(page.events.into_iter().next()),
            Err(error) if *error.kind() == error::Kind::Missing => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests;
