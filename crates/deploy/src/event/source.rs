//! Where events come from, a page at a time.

use crate::{
    client::Clients,
    error::{self, Error},
    event::Event,
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
