//! Streams as sources.

use std::marker::PhantomData;

use aws::lambda::{
    self, DestinationConfig, EventSourceMapping, FilterCriteria, FunctionResponseType, OnFailure,
    StartingPosition,
};
use cfn::{Scope, Value};

use super::{ChangeFilter, Source};
use crate::{DataStreamRef, FunctionRef, Grant, Pattern, QueueRef, StreamRef, range};

/// How a function reads a stream: that of a table's [`Changes`], or a stream of [`Records`].
///
/// The function reports which records failed, a failed batch is halved before it is tried again, and a record is given up
/// after ten retries, because until then it blocks all later ones of its shard.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let connections = stack.add(
///     "Connections",
///     Table::new(Key::string("connectionId")).stream(StreamView::NewAndOldImages),
/// );
/// let source = StreamSource::from_oldest().batch_size::<25>();
/// stack.add("Greeter", Function::rust("lambdas", "greeter").on_stream(&connections.stream(), source));
/// let template = stack.synth()?;
/// let mapping = template.resource("GreeterConnectionsStream").and_then(|it| it.get("Properties"));
/// assert_eq!(mapping.and_then(|it| it.get("BatchSize")), Some(&cfn::Tree::Int(25)));
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct StreamSource<K = Changes> {
    settings: Settings,
    kind: PhantomData<K>,
}

/// What comes from the stream of a table.
#[derive(Clone, Copy, Debug)]
pub struct Changes;

/// What comes from a data stream.
#[derive(Clone, Copy, Debug)]
pub struct Records;

#[derive(Clone, Debug)]
struct Settings {
    start: StartingPosition,
    batch_size: u32,
    window_seconds: u32,
    retries: u32,
    max_age_seconds: Option<u32>,
    parallel_batches: u32,
    filters: Vec<String>,
    failures_to: Option<QueueRef>,
}

/// A stream of any kind, with how it is read.
#[derive(Debug)]
pub(crate) struct Reading {
    /// What the mapping's logical id says after the function's.
    suffix: String,
    arn: Value<String>,
    read: Grant,
    settings: Settings,
}

impl StreamSource {
    /// Begins with the oldest change that is kept: nothing is missed while the mapping is being made.
    pub fn from_oldest() -> Self {
        Self::starting(StartingPosition::TrimHorizon)
    }

    /// Begins with changes from now on, where "now" can be minutes after the mapping's creation.
    pub fn from_now() -> Self {
        Self::starting(StartingPosition::Latest)
    }

    /// Takes changes that pass one of these filters (default all changes).
    pub fn only<const FILTERS: usize>(self, filters: [ChangeFilter; FILTERS]) -> Self {
        self.filtered(filters.map(|filter| filter.pattern()))
    }

    pub(crate) fn reading(self, stream: &StreamRef) -> Reading {
        Reading {
            suffix: format!("{}Stream", stream.table()),
            arn: stream.arn(),
            read: stream.read(),
            settings: self.settings,
        }
    }
}

impl StreamSource<Records> {
    /// Begins with the oldest record of a data stream that is kept.
    pub fn records_from_oldest() -> Self {
        Self::starting(StartingPosition::TrimHorizon)
    }

    /// Begins with records from now on, where "now" can be minutes after the mapping's creation.
    pub fn records_from_now() -> Self {
        Self::starting(StartingPosition::Latest)
    }

    /// Takes records that fit one of these patterns (default all). What the producer wrote stands under `data`, and has to be
    /// JSON: what is none is dropped.
    pub fn only<const FILTERS: usize>(self, filters: [Pattern; FILTERS]) -> Self {
        self.filtered(filters.map(|filter| filter.text()))
    }

    pub(crate) fn reading(self, stream: &DataStreamRef) -> Reading {
        Reading {
            suffix: format!("{}Records", stream.label()),
            arn: stream.arn().into(),
            read: stream.read(),
            settings: self.settings,
        }
    }
}

impl<K> StreamSource<K> {
    fn starting(start: StartingPosition) -> Self {
        let settings = Settings {
            start,
            batch_size: 100,
            window_seconds: 0,
            retries: 10,
            max_age_seconds: None,
            parallel_batches: 1,
            filters: Vec::new(),
            failures_to: None,
        };
        Self {
            settings,
            kind: PhantomData,
        }
    }

    fn filtered<const FILTERS: usize>(mut self, patterns: [String; FILTERS]) -> Self {
        const { assert!(1 <= FILTERS && FILTERS <= 5, "a mapping has 1 to 5 filters") };
        self.settings.filters = patterns.into();
        self
    }

    /// Records per invocation at most (default 100).
    pub fn batch_size<const RECORDS: u32>(mut self) -> Self {
        const {
            range::demand(
                1 <= RECORDS && RECORDS <= 10_000,
                "a batch has 1 to 10,000 records",
            );
        };
        self.settings.batch_size = RECORDS;
        self
    }

    /// Waits so long for a full batch (default not at all).
    pub fn window_secs<const SECONDS: u32>(mut self) -> Self {
        const {
            range::demand(SECONDS <= 300, "a batching window has 300 seconds at most");
        };
        self.settings.window_seconds = SECONDS;
        self
    }

    /// Attempts after the first (default 10).
    pub fn retries<const TIMES: u32>(mut self) -> Self {
        const {
            range::demand(TIMES <= 10_000, "a batch is retried 10,000 times at most");
        };
        self.settings.retries = TIMES;
        self
    }

    /// Gives up records that are older (default: as long as the stream keeps them).
    pub fn max_age_secs<const SECONDS: u32>(mut self) -> Self {
        const {
            range::demand(
                60 <= SECONDS && SECONDS <= 604_800,
                "a record is given up after 60 to 604,800 seconds",
            );
        };
        self.settings.max_age_seconds = Some(SECONDS);
        self
    }

    /// Batches of one shard at once (default 1); the order per item, or per partition key, still holds.
    pub fn parallel_batches<const BATCHES: u32>(mut self) -> Self {
        const {
            range::demand(
                1 <= BATCHES && BATCHES <= 10,
                "a shard is read in 1 to 10 batches at once",
            );
        };
        self.settings.parallel_batches = BATCHES;
        self
    }

    /// Tells this queue where in the stream the records are that were given up; the records themselves stay there.
    pub fn failures_to(mut self, queue: &QueueRef) -> Self {
        self.settings.failures_to = Some(queue.clone());
        self
    }
}

impl Source for Reading {
    fn grants(&self) -> Vec<Grant> {
        let send = self.settings.failures_to.as_ref().map(QueueRef::send);
        std::iter::once(self.read.clone()).chain(send).collect()
    }

    fn attach(&self, scope: &mut Scope<'_>, function: &FunctionRef) {
        let mapping = EventSourceMapping::new(function.invoked(), &self.arn);
        let id = format!("{}{}", function.id(), self.suffix);
        scope.add(&id, self.settings.onto(mapping));
    }
}

impl Settings {
    fn onto(&self, mapping: EventSourceMapping) -> EventSourceMapping {
        let mut mapping = mapping
            .batch_size(self.batch_size)
            .bisect_batch_on_function_error(true)
            .function_response_types([FunctionResponseType::ReportBatchItemFailures])
            .maximum_batching_window_in_seconds(self.window_seconds)
            .maximum_retry_attempts(self.retries)
            .parallelization_factor(self.parallel_batches)
            .starting_position(self.start);
        if !self.filters.is_empty() {
            let filters = self
                .filters
                .iter()
                .map(|filter| lambda::Filter::new().pattern(filter));
            mapping = mapping.filter_criteria(FilterCriteria::new().filters(filters.collect::<Vec<_>>()));
        }
        if let Some(seconds) = self.max_age_seconds {
            mapping = mapping.maximum_record_age_in_seconds(seconds);
        }
        if let Some(queue) = &self.failures_to {
            let destination = OnFailure::new().destination(queue.arn());
            mapping = mapping.destination_config(DestinationConfig::new().on_failure(destination));
        }
        mapping
    }
}

#[cfg(test)]
mod tests;
