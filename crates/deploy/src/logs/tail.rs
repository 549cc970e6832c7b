//! The lines of several groups in the order of time, and those that follow.

use std::collections::HashMap;

use super::{Line, Lines, Query};
use crate::{
    client::Clients,
    error::Error,
    rhythm::{Limiter, Rhythm},
};

/// How far back is asked again, in milliseconds: a line may reach CloudWatch a while after later ones of another
/// stream. What comes even later is not seen by who follows.
const OVERLAP: i64 = 60_000;

/// Reads log groups, and goes on with what is new. No line comes twice.
#[derive(Debug)]
pub struct Tail<S = Clients> {
    source: S,
    limiter: Limiter,
    query: Query,
    groups: Vec<Group>,
    /// What was read and not handed out yet.
    pending: Vec<Line>,
    rhythm: Rhythm,
}

/// How far a group is read.
#[derive(Debug)]
struct Group {
    name: String,
    since: i64,
    /// The lines that the next reading meets again, with their times.
    seen: HashMap<String, i64>,
}

impl<S: Lines> Tail<S> {
    /// Reads log groups; none twice, though several functions may share one.
    pub fn new(source: S, groups: impl IntoIterator<Item = String>, query: Query) -> Self {
        let mut tail = Self {
            source,
            limiter: Limiter::new(),
            groups: Vec::new(),
            pending: Vec::new(),
            rhythm: Rhythm::new(),
            query,
        };
        for name in groups {
            if tail.groups.iter().all(|group| group.name != name) {
                let (since, seen) = (tail.query.since, HashMap::new());
                tail.groups.push(Group { name, since, seen });
            }
        }
        tail
    }

    /// What there is now and was not told yet, in the order of time.
    pub async fn now(&mut self) -> Result<Vec<Line>, Error> {
        for group in &mut self.groups {
            let lines = group
                .read(&self.source, &self.limiter, self.query.pattern.as_deref())
                .await?;
            // What a group told is kept at once, so that a failure with the next one loses nothing.
            self.pending.extend(group.keep(lines));
        }
        let mut lines = std::mem::take(&mut self.pending);
        // Stable: lines of one millisecond stay as their stream has them.
        lines.sort_by_key(|line| line.time);
        Ok(lines)
    }

    /// Waits for the next lines.
    ///
    /// What it waits for can be given up (as `tokio::select!` does) and asked for again without a loss.
    pub async fn next(&mut self) -> Result<Vec<Line>, Error> {
        loop {
            self.rhythm.wait().await;
            match self.now().await {
                Ok(lines) => {
                    self.rhythm.found(!lines.is_empty());
                    if !lines.is_empty() {
                        return Ok(lines);
                    }
                }
                Err(error) => self.rhythm.failed(error, &self.limiter)?,
            }
        }
    }
}

impl Group {
    /// Reads from where something new can be; changes nothing.
    async fn read<S: Lines>(
        &self,
        source: &S,
        limiter: &Limiter,
        pattern: Option<&str>,
    ) -> Result<Vec<Line>, Error> {
        let query = Query {
            since: self.since,
            pattern: pattern.map(str::to_owned),
        };
        let mut lines = Vec::new();
        let mut next = None;
        loop {
            limiter.turn().await;
            let page = source.lines(&self.name, &query, next).await?;
            lines.extend(page.lines);
            next = page.next;
            if next.is_none() {
                return Ok(lines);
            }
        }
    }

    /// Notes what was read, and yields what is new.
    fn keep(&mut self, mut lines: Vec<Line>) -> Vec<Line> {
        lines.retain(|line| self.seen.insert(line.id.clone(), line.time).is_none());
        // A writer's clock may be ahead; that of CloudWatch says what can still come.
        let newest = lines.iter().map(|line| line.time.min(line.ingested)).max();
        if let Some(newest) = newest {
            self.since = self.since.max(newest - OVERLAP);
            let since = self.since;
            self.seen.retain(|_, time| *time >= since);
        }
        lines
    }
}

#[cfg(test)]
mod tests;
