//! Queues as sources.

use std::marker::PhantomData;

use aws::{
    lambda::{EventSourceMapping, FunctionResponseType, ScalingConfig},
    sqs,
};
use cfn::{Arn, Diagnostic, Scope, Severity, Value};

use super::Source;
use crate::{Fifo, FunctionRef, Grant, QueueRef, Standard, range};

/// How a function takes the messages of a queue: ten at a time, and only those come back that the function names as failed.
///
/// A function that answers nothing has handled all of them; one that fails has handled none. The queue has to hide a
/// message for six times the function's timeout, which `synth` checks.
///
/// ```
/// use constructs::prelude::*;
/// let bulk = QueueSource::new().batches_within::<500, 5>().max_concurrency::<20>();
/// ```
///
/// Lambda makes batches of more than ten only when it may wait for them:
///
/// ```compile_fail
/// # use constructs::prelude::*;
/// QueueSource::new().batch_size::<500>(); // a batch has 1 to 10 messages: use `batches_within`
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct QueueSource<K = Standard> {
    settings: Settings,
    kind: PhantomData<K>,
}

#[derive(Clone, Debug)]
struct Settings {
    batch_size: u32,
    window_seconds: Option<u32>,
    max_concurrency: Option<u32>,
}

/// A queue of any kind, with how it is read.
#[derive(Clone, Debug)]
pub(crate) struct Messages {
    queue: String,
    arn: Value<Arn<sqs::Queue>>,
    visibility_seconds: Option<u32>,
    consume: Grant,
    settings: Settings,
}

impl QueueSource {
    /// Ten messages at a time, at once.
    pub fn new() -> Self {
        Self::of_kind()
    }

    /// Ten messages at a time; one batch of each message group at once. From a function that fails in the middle, all
    /// later messages of the batch come back, too, so that order is kept.
    pub fn fifo() -> QueueSource<Fifo> {
        QueueSource::of_kind()
    }

    /// Up to so many messages, up to 10,000, after waiting for them so many seconds, 1 to 300.
    pub fn batches_within<const MESSAGES: u32, const SECONDS: u32>(mut self) -> Self {
        const {
            range::demand(
                1 <= MESSAGES && MESSAGES <= 10_000,
                "a batch has 1 to 10,000 messages",
            );
            range::demand(
                1 <= SECONDS && SECONDS <= 300,
                "a batching window has 1 to 300 seconds",
            );
        };
        self.settings.batch_size = MESSAGES;
        self.settings.window_seconds = Some(SECONDS);
        self
    }
}

impl Default for QueueSource {
    fn default() -> Self {
        Self::new()
    }
}

impl<K> QueueSource<K> {
    fn of_kind() -> Self {
        let settings = Settings {
            batch_size: 10,
            window_seconds: None,
            max_concurrency: None,
        };
        Self {
            settings,
            kind: PhantomData,
        }
    }

    /// Up to so many messages of those that are there (default 10).
    pub fn batch_size<const MESSAGES: u32>(mut self) -> Self {
        const {
            range::demand(
                1 <= MESSAGES && MESSAGES <= 10,
                "a batch has 1 to 10 messages: use `batches_within` for more",
            );
        };
        self.settings.batch_size = MESSAGES;
        self.settings.window_seconds = None;
        self
    }

    /// Invokes so often at once at most, 2 to 1,000, and leaves the rest in the queue: unlike reserved concurrency, which
    /// throttles the batch, counts a receive, and moves good messages to the dead letters.
    pub fn max_concurrency<const INVOCATIONS: u32>(mut self) -> Self {
        const {
            range::demand(
                2 <= INVOCATIONS && INVOCATIONS <= 1000,
                "a queue invokes 2 to 1,000 times at once",
            );
        };
        self.settings.max_concurrency = Some(INVOCATIONS);
        self
    }

    pub(crate) fn reading(self, queue: &QueueRef<K>) -> Messages {
        Messages {
            queue: queue.label().to_owned(),
            arn: queue.arn(),
            visibility_seconds: queue.visibility_seconds(),
            consume: queue.consume(),
            settings: self.settings,
        }
    }
}

impl Source for Messages {
    fn grants(&self) -> Vec<Grant> {
        vec![self.consume.clone()]
    }

    fn attach(&self, scope: &mut Scope<'_>, function: &FunctionRef) {
        if let Some(finding) = self.patience_finding(function) {
            scope.report(finding);
        }
        let mut mapping = EventSourceMapping::new(function.invoked(), self.arn.clone())
            .batch_size(self.settings.batch_size)
            .function_response_types([FunctionResponseType::ReportBatchItemFailures]);
        if let Some(seconds) = self.settings.window_seconds {
            mapping = mapping.maximum_batching_window_in_seconds(seconds);
        }
        if let Some(invocations) = self.settings.max_concurrency {
            mapping = mapping.scaling_config(ScalingConfig::new().maximum_concurrency(invocations));
        }
        scope.add(&format!("{}{}Messages", function.id(), self.queue), mapping);
    }
}

impl Messages {
    /// Below the timeout Lambda refuses the mapping; below six times the timeout messages come back while they are worked on.
    fn patience_finding(&self, function: &FunctionRef) -> Option<Diagnostic> {
        let timeout = function.timeout().as_secs();
        let wanted = 6 * timeout + self.settings.window_seconds.unwrap_or(0);
        let hidden = self.visibility_seconds.filter(|seconds| *seconds < wanted)?;
        let message = format!(
            "`{}` hides a message for {hidden} s, but `{}` may work on it, retries included, for {wanted} s",
            self.queue,
            function.id()
        );
        let finding = Diagnostic::error("GW150", message).on(&self.queue).hint(format!(
            "write `.consumed_within(Timeout::secs::<{}>())` where the queue is made",
            wanted.div_ceil(6)
        ));
        let severity = if hidden < timeout {
            Severity::Error
        } else {
            Severity::Warning
        };
        Some(Diagnostic { severity, ..finding })
    }
}

#[cfg(test)]
mod tests {
    use cfn::{Arn, Stack};
    use serde_json::json;

    use super::*;
    use crate::{
        Function, Queue, Timeout,
        testing::{codes, properties, synth},
    };

    fn worker() -> Function {
        Function::rust("lambdas", "worker")
    }

    #[test]
    fn only_what_failed_comes_back() {
        let mut stack = Stack::new("demo");
        let jobs = stack.add("Jobs", Queue::new());
        stack.add("Worker", worker().on_queue(&jobs, QueueSource::new()));
        let template = synth(stack);
        assert_eq!(
            properties(&template, "WorkerJobsMessages"),
            json!({
                "FunctionName": { "Ref": "Worker" },
                "EventSourceArn": { "Fn::GetAtt": ["Jobs", "Arn"] },
                "BatchSize": 10,
                "FunctionResponseTypes": ["ReportBatchItemFailures"],
            })
        );
        let statement = &properties(&template, "WorkerRole")["Policies"][0]["PolicyDocument"]["Statement"][1];
        assert_eq!(statement["Action"][3], "sqs:ReceiveMessage");
        assert_eq!(statement["Resource"], json!([{ "Fn::GetAtt": ["Jobs", "Arn"] }]));
    }

    #[test]
    fn large_batches_wait() {
        let mut stack = Stack::new("demo");
        let jobs = stack.add("Jobs", Queue::new().consumed_within(Timeout::secs::<15>()));
        let source = QueueSource::new()
            .batches_within::<500, 5>()
            .max_concurrency::<20>();
        stack.add("Worker", worker().on_queue(&jobs, source));
        let mapping = properties(&synth(stack), "WorkerJobsMessages");
        assert_eq!(mapping["BatchSize"], 500);
        assert_eq!(mapping["MaximumBatchingWindowInSeconds"], 5);
        assert_eq!(mapping["ScalingConfig"], json!({ "MaximumConcurrency": 20 }));
    }

    #[test]
    fn a_queue_is_more_patient_than_its_consumer() {
        let severities = |visibility: i64, timeout: Timeout| {
            let mut stack = Stack::new("demo");
            let timeout_of_queue = Timeout::try_secs(u32::try_from(visibility / 6).unwrap()).unwrap();
            let jobs = stack.add("Jobs", Queue::new().consumed_within(timeout_of_queue));
            stack.add(
                "Worker",
                worker().timeout(timeout).on_queue(&jobs, QueueSource::new()),
            );
            let findings = match stack.synth() {
                Ok(template) => template.findings().to_vec(),
                Err(findings) => findings.0,
            };
            findings
                .into_iter()
                .map(|finding| (finding.code, finding.severity))
                .collect::<Vec<_>>()
        };
        let of = |severity| vec![("GW150".to_owned(), severity)];
        assert_eq!(severities(60, Timeout::secs::<10>()), []);
        assert_eq!(severities(60, Timeout::secs::<11>()), of(Severity::Warning));
        assert_eq!(severities(60, Timeout::secs::<60>()), of(Severity::Warning));
        assert_eq!(severities(60, Timeout::secs::<61>()), of(Severity::Error));
    }

    #[test]
    fn nothing_is_known_of_the_patience_of_an_imported_queue() {
        let mut stack = Stack::new("demo");
        let arn = Arn::of("arn:aws:sqs:eu-central-1:111122223333:commands.fifo");
        let commands = QueueRef::imported_fifo("Commands", arn);
        let worker = worker().timeout(Timeout::secs::<900>());
        stack.add("Worker", worker.on_queue(&commands, QueueSource::fifo()));
        assert_eq!(synth(stack).findings(), []);
    }

    #[test]
    fn two_mappings_of_one_queue_to_one_function_are_one_too_many() {
        let mut stack = Stack::new("demo");
        let jobs = stack.add("Jobs", Queue::new());
        let worker = worker()
            .on_queue(&jobs, QueueSource::new())
            .on_queue(&jobs, QueueSource::new());
        stack.add("Worker", worker);
        assert_eq!(codes(stack), ["GW002"]);
    }
}
