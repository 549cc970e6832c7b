//! One operation on one stack, begun and followed to its end.

use ::deploy::{Clients, Error, Event, Follower, History, Limiter, Progress, Stack, Start, causes};
use cfn::StackEntry;
use tokio::{select, signal};

use super::{Live, failed};
use crate::{exit_code, report::Failure, ui};

/// What an operation is begun with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation<'a> {
    pub(crate) entry: &'a StackEntry,
    pub(crate) clients: &'a Clients,
    pub(crate) stack: &'a Stack,
    pub(crate) live: &'a Live,
    pub(crate) limiter: &'a Limiter,
}

/// An operation that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// The last event.
    pub(crate) end: Event,
    events: Vec<Event>,
}

/// Somebody pressed Ctrl-C.
#[derive(Debug, thiserror::Error)]
#[error("{0}: the operation goes on without this program")]
struct Left(String);

impl Operation<'_> {
    /// Begins it, and shows what happens until it has ended. Ctrl-C leaves it to CloudFormation.
    pub(crate) async fn run(&self, begin: impl Future<Output = Result<(), Error>>) -> Result<Ended, Failure> {
        // The SDK's calls are large while they wait: not a place for somebody else's stack.
        Box::pin(self.begin_and_follow(begin)).await
    }

    async fn begin_and_follow(
        &self,
        begin: impl Future<Output = Result<(), Error>>,
    ) -> Result<Ended, Failure> {
        let newest = self.clients.newest_event(&self.stack.id).await?;
        let history = History::read(self.clients, &self.stack.id, self.limiter).await?;
        begin.await?;
        let name = &self.entry.name;
        let progress = Progress::new(&self.stack.id).after(history);
        self.live.begin(name, progress, &self.entry.origins);
        let start = Start::After(newest.map(|event| event.id));
        let mut follower = Follower::new(self.clients.clone(), &self.stack.id, start).sharing(self.limiter);
        let mut events = Vec::new();
        let to_the_end = async {
            while let Some(batch) = follower.next().await? {
                self.live.record(name, &batch);
                events.extend(batch);
            }
            Ok::<_, Error>(())
        };
        select! {
            result = self.live.during(to_the_end) => result?,
            _ = signal::ctrl_c() => return Err(left(name)),
        }
        let end = follower.end().cloned().ok_or_else(|| left(name))?;
        Ok(Ended { end, events })
    }
}

fn left(stack: &str) -> Failure {
    let hint = format!("`{} events {stack} --follow` watches it", ui::program());
    Failure::new(Left(stack.to_owned()))
        .code(exit_code::INTERRUPTED)
        .hint(hint)
}

impl Ended {
    /// Why it did not do what it was to do.
    pub(crate) fn failure(&self, entry: &StackEntry) -> Failure {
        let causes = causes(&self.events);
        failed(
            &entry.name,
            &self.end.stack_id,
            &self.end.status,
            &causes,
            &entry.origins,
        )
    }
}
