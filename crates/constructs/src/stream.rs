//! Streams of tables, and how functions read them.

use aws::lambda::{
    self, DestinationConfig, EventSourceMapping, FilterCriteria, FunctionResponseType, OnFailure,
    StartingPosition,
};
use cfn::{Scope, Value};

use crate::{ChangeFilter, FunctionRef, Grant, QueueRef, action, range, source::Source};

/// The stream of a table's changes: they are kept for 24 hours and come in order per item, at least once.
#[derive(Clone, Debug)]
pub struct StreamRef {
    table: String,
    arn: Value<String>,
}

impl StreamRef {
    /// The stream of a table that stands already. Logical ids in this stack begin with the table's name.
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let users = StreamRef::imported(
    ///     "Users",
    ///     "arn:aws:dynamodb:eu-central-1:111122223333:table/users/stream/2026-01-31T12:00:00.000",
    /// );
    /// let indexer = Function::rust("lambdas", "indexer").on_stream(&users, StreamSource::from_oldest());
    /// ```
    pub fn imported(table: impl Into<String>, arn: impl Into<Value<String>>) -> Self {
        Self {
            table: table.into(),
            arn: arn.into(),
        }
    }

    /// Its ARN.
    pub fn arn(&self) -> Value<String> {
        self.arn.clone()
    }

    /// Reading it: all four operations, because without one of them Lambda refuses to make a mapping (DynamoDB guide,
    /// "IAM policy to allow an AWS Lambda function to access DynamoDB stream records").
    pub fn read(&self) -> Grant {
        let actions = [
            action!("dynamodb:DescribeStream"),
            action!("dynamodb:GetRecords"),
            action!("dynamodb:GetShardIterator"),
            action!("dynamodb:ListStreams"),
        ];
        Grant::new(actions, [self.arn()])
    }
}

/// How a function reads a stream.
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
pub struct StreamSource {
    start: StartingPosition,
    batch_size: u32,
    window_seconds: u32,
    retries: u32,
    max_age_seconds: Option<u32>,
    parallel_batches: u32,
    filters: Vec<ChangeFilter>,
    failures_to: Option<QueueRef>,
}

impl StreamSource {
    /// Begins with the oldest change that is kept: nothing is missed while the mapping is being made.
    pub fn from_oldest() -> Self {
        Self::new(StartingPosition::TrimHorizon)
    }

    /// Begins with changes from now on, where "now" can be minutes after the mapping's creation.
    pub fn from_now() -> Self {
        Self::new(StartingPosition::Latest)
    }

    fn new(start: StartingPosition) -> Self {
        Self {
            start,
            batch_size: 100,
            window_seconds: 0,
            retries: 10,
            max_age_seconds: None,
            parallel_batches: 1,
            filters: Vec::new(),
            failures_to: None,
        }
    }

    /// Changes per invocation at most (default 100).
    pub fn batch_size<const RECORDS: u32>(mut self) -> Self {
        const {
            range::demand(
                1 <= RECORDS && RECORDS <= 10_000,
                "a batch has 1 to 10,000 records",
            );
        };
        self.batch_size = RECORDS;
        self
    }

    /// Waits so long for a full batch (default not at all).
    pub fn window_secs<const SECONDS: u32>(mut self) -> Self {
        const {
            range::demand(SECONDS <= 300, "a batching window has 300 seconds at most");
        };
        self.window_seconds = SECONDS;
        self
    }

    /// Attempts after the first (default 10).
    pub fn retries<const TIMES: u32>(mut self) -> Self {
        const {
            range::demand(TIMES <= 10_000, "a batch is retried 10,000 times at most");
        };
        self.retries = TIMES;
        self
    }

    /// Gives up changes that are older (default: the stream's own 24 hours).
    pub fn max_age_secs<const SECONDS: u32>(mut self) -> Self {
        const {
            range::demand(
                60 <= SECONDS && SECONDS <= 604_800,
                "a record is given up after 60 to 604,800 seconds",
            );
        };
        self.max_age_seconds = Some(SECONDS);
        self
    }

    /// Batches of one shard at once (default 1); the order per item still holds.
    pub fn parallel_batches<const BATCHES: u32>(mut self) -> Self {
        const {
            range::demand(
                1 <= BATCHES && BATCHES <= 10,
                "a shard is read in 1 to 10 batches at once",
            );
        };
        self.parallel_batches = BATCHES;
        self
    }

    /// Takes changes that pass one of these filters (default all changes).
    pub fn only<const FILTERS: usize>(mut self, filters: [ChangeFilter; FILTERS]) -> Self {
        const { assert!(1 <= FILTERS && FILTERS <= 5, "a mapping has 1 to 5 filters") };
        self.filters = filters.into();
        self
    }

    /// Tells this queue where in the stream the records are that were given up; the records themselves stay there.
    pub fn failures_to(mut self, queue: &QueueRef) -> Self {
        self.failures_to = Some(queue.clone());
        self
    }

    pub(crate) fn reading(self, stream: &StreamRef) -> Changes {
        Changes {
            stream: stream.clone(),
            source: self,
        }
    }

    fn mapping(&self, function: &FunctionRef, stream: Value<String>) -> EventSourceMapping {
        let mut mapping = EventSourceMapping::new(function.invoked(), stream)
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
                .map(|filter| lambda::Filter::new().pattern(filter.pattern()));
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

/// The stream of a table, with how it is read.
#[derive(Debug)]
pub(crate) struct Changes {
    stream: StreamRef,
    source: StreamSource,
}

impl Source for Changes {
    fn grants(&self) -> Vec<Grant> {
        let send = self.source.failures_to.as_ref().map(QueueRef::send);
        std::iter::once(self.stream.read()).chain(send).collect()
    }

    fn attach(&self, scope: &mut Scope<'_>, function: &FunctionRef) {
        let id = format!("{}{}Stream", function.id(), self.stream.table);
        scope.add(&id, self.source.mapping(function, self.stream.arn()));
    }
}

#[cfg(test)]
mod tests;
