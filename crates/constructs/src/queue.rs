//! Queues.

use std::marker::PhantomData;

use aws::sqs;
use cfn::{Construct, Diagnostic, Handle, IntoEntry, Scope, Tree};

use crate::{
    Durability, EncryptionKeyRef, EventBusRef, EventPattern, Fifo, Standard, Timeout, TopicRef, TopicSource,
    event_bus::Ruled, place::Place, range, raw::Raw, topic::Subscribed,
};

mod inflow;
mod reference;

pub use reference::QueueRef;

/// A queue, and the dead-letter queue for what its consumers cannot handle.
///
/// The second queue is made unless somebody says why not, and keeps messages for 14 days, the longest that SQS allows.
/// Messages are encrypted with keys of the service.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let jobs = stack.add("Jobs", Queue::new().consumed_within(Timeout::secs::<10>()));
/// let template = stack.synth()?;
/// let ids: Vec<&str> = template.resources().map(|(id, _)| id).collect();
/// assert_eq!(ids, ["JobsDeadLetters", "Jobs"]);
/// let visibility = template.resource("Jobs").and_then(|it| it.at(&["Properties", "VisibilityTimeout"]));
/// assert_eq!(visibility, Some(&cfn::Tree::Int(60)));
/// # Ok::<(), cfn::Findings>(())
/// ```
///
/// A queue that keeps order is another type, because it cannot do everything that this one can: see [`Queue::fifo`].
#[derive(Clone, Debug)]
#[must_use]
pub struct Queue<K = Standard> {
    settings: Settings,
    kind: PhantomData<K>,
}

#[derive(Clone, Debug)]
struct Settings {
    fifo: bool,
    visibility_seconds: u32,
    delay_seconds: Option<u32>,
    retention_days: u32,
    deduplicates_by_content: bool,
    dead_letters: DeadLetters,
    key: Option<EncryptionKeyRef>,
    durability: Durability,
    topics: Vec<Subscribed>,
    events: Vec<Ruled>,
    raw: Raw,
}

#[derive(Clone, Debug)]
enum DeadLetters {
    After(u32),
    None {
        reason: String,
    },
    /// It holds them itself.
    Own,
}

const SECONDS_OF_A_DAY: u32 = 86_400;
/// How long SQS keeps a message when nobody says otherwise; written down, so that a template says what it loses.
const USUAL_RETENTION_DAYS: u32 = 4;
/// The longest that SQS keeps a message.
const LONGEST_RETENTION_DAYS: u32 = 14;

impl Queue {
    /// A queue whose messages move to its dead-letter queue after five receives.
    pub fn new() -> Self {
        Self::of_kind(false)
    }

    /// A queue that keeps the order of each message group and drops what is sent twice within five minutes.
    ///
    /// Groups do not wait for each other, and each has its own limit (high throughput). Whoever sends names a group; a
    /// message that cannot be handled holds its own group up, until it moves to the dead-letter queue.
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let mut stack = Stack::new("demo");
    /// let commands = stack.add("Commands", Queue::fifo().deduplicate_by_content());
    /// let template = stack.synth()?;
    /// let fifo = template.resource("CommandsDeadLetters").and_then(|it| it.at(&["Properties", "FifoQueue"]));
    /// assert_eq!(fifo, Some(&true.into()));
    /// # Ok::<(), cfn::Findings>(())
    /// ```
    pub fn fifo() -> Queue<Fifo> {
        Queue::of_kind(true)
    }

    /// A queue for what others could not handle, which people read: where a [`Function`](crate::Function) sends its
    /// failures, and a stream the place of a failed batch. It keeps messages for 14 days, and has no dead-letter queue,
    /// because it is one: [`Monitoring`](crate::monitoring::Monitoring) watches it as such.
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let mut stack = Stack::new("demo");
    /// let failed = stack.add("Failed", Queue::for_failures());
    /// stack.add("Worker", Function::rust("lambdas", "worker").on_failure(&failed));
    /// let template = stack.synth()?;
    /// assert_eq!(template.of_type("AWS::SQS::Queue").count(), 1);
    /// # Ok::<(), cfn::Findings>(())
    /// ```
    pub fn for_failures() -> Self {
        let mut queue = Self::new();
        queue.settings.dead_letters = DeadLetters::Own;
        queue.keep_days::<LONGEST_RETENTION_DAYS>()
    }
}

impl Queue {
    /// Receives what is published to a topic of either kind.
    pub fn on_topic<T>(mut self, topic: &TopicRef<T>, source: TopicSource) -> Self {
        self.settings.topics.push(source.reading(topic));
        self
    }

    /// Receives each event of a bus that fits.
    pub fn on_event(mut self, bus: &EventBusRef, pattern: EventPattern) -> Self {
        self.settings.events.push(pattern.on(bus));
        self
    }
}

impl Queue<Fifo> {
    /// Receives what is published to a topic, in the same order: only a FIFO topic has one.
    pub fn on_topic(mut self, topic: &TopicRef<Fifo>, source: TopicSource) -> Self {
        self.settings.topics.push(source.reading(topic));
        self
    }

    /// Takes a message's content for what tells it from others; without this, whoever sends says so.
    pub fn deduplicate_by_content(mut self) -> Self {
        self.settings.deduplicates_by_content = true;
        self
    }
}

impl<K> Queue<K> {
    fn of_kind(fifo: bool) -> Self {
        let settings = Settings {
            fifo,
            visibility_seconds: 6 * Timeout::secs::<10>().as_secs(),
            delay_seconds: None,
            retention_days: USUAL_RETENTION_DAYS,
            deduplicates_by_content: false,
            dead_letters: DeadLetters::After(5),
            key: None,
            durability: Durability::default(),
            topics: Vec::new(),
            events: Vec::new(),
            raw: Raw::default(),
        };
        Self {
            settings,
            kind: PhantomData,
        }
    }

    /// The timeout of the function that consumes it (default 10 s): a received message stays hidden six times as long,
    /// so that it does not come back while its batch is still being retried (Lambda guide, "Using Lambda with SQS").
    pub fn consumed_within(mut self, timeout: Timeout) -> Self {
        self.settings.visibility_seconds = 6 * timeout.as_secs();
        self
    }

    /// Hides a new message for so many seconds (default not at all).
    pub fn delay_secs<const SECONDS: u32>(mut self) -> Self {
        const {
            range::demand(SECONDS <= 900, "a message is delayed by 900 seconds at most");
        };
        self.settings.delay_seconds = Some(SECONDS);
        self
    }

    /// Forgets a message after so many days (default four). The dead-letter queue always keeps them for 14, but counts
    /// from the day on which they were sent.
    pub fn keep_days<const DAYS: u32>(mut self) -> Self {
        const {
            range::demand(
                1 <= DAYS && DAYS <= LONGEST_RETENTION_DAYS,
                "a message is kept for 1 to 14 days",
            );
        };
        self.settings.retention_days = DAYS;
        self
    }

    /// Receives before a message moves to the dead-letter queue, 1 to 1,000.
    pub fn receives<const TIMES: u32>(mut self) -> Self {
        const {
            range::demand(
                1 <= TIMES && TIMES <= 1000,
                "a message moves after 1 to 1,000 receives",
            );
        };
        self.settings.dead_letters = DeadLetters::After(TIMES);
        self
    }

    /// Makes no dead-letter queue. The reason stands in the template's metadata: somebody will ask.
    pub fn without_dead_letters(mut self, reason: impl Into<String>) -> Self {
        self.settings.dead_letters = DeadLetters::None {
            reason: reason.into(),
        };
        self
    }

    /// Encrypts with a key of your own (default: keys of the service). Whoever sends and receives gets to use it with their
    /// grants; a service that sends has to be [named](crate::EncryptionKey::used_by) where the key is made.
    pub fn encryption_key(mut self, key: &EncryptionKeyRef) -> Self {
        self.settings.key = Some(key.clone());
        self
    }

    /// Whether the queues and their messages outlive the stack.
    pub fn durability(mut self, durability: Durability) -> Self {
        self.settings.durability = durability;
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<Tree>) -> Self {
        self.settings.raw.set(name, value);
        self
    }
}

impl Default for Queue {
    fn default() -> Self {
        Self::new()
    }
}

impl<K> Construct for Queue<K> {
    type Output = QueueRef<K>;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> QueueRef<K> {
        let visibility = self.settings.visibility_seconds;
        let key = self.settings.key.clone();
        let (handle, dead_letters) = self.settings.build(scope, id);
        QueueRef::made(Place::made(handle).encrypted_by(key), dead_letters, visibility)
    }
}

/// What does not depend on the kind is compiled once.
impl Settings {
    fn build(self, scope: &mut Scope<'_>, id: &str) -> (Handle<sqs::Queue>, Option<Handle<sqs::Queue>>) {
        for finding in self.key_findings(id) {
            scope.report(finding);
        }
        let is_own = matches!(self.dead_letters, DeadLetters::Own);
        let queue = self.queue();
        let (queue, dead_letters) = match self.dead_letters {
            DeadLetters::After(receives) => {
                let letters = self
                    .empty()
                    .message_retention_period(LONGEST_RETENTION_DAYS * SECONDS_OF_A_DAY);
                let letters = scope.add(&format!("{id}DeadLetters"), self.durability.entry(letters));
                let redrive = sqs::RedrivePolicy::new(&letters, receives);
                (queue.redrive_policy(redrive).into_entry(), Some(letters))
            }
            DeadLetters::None { reason } => {
                let why = Tree::single("NoDeadLetters", reason);
                (queue.metadata("Gatewright", why), None)
            }
            DeadLetters::Own => (queue.into_entry(), None),
        };
        let handle = scope.add(id, self.raw.onto(self.durability.entry(queue)));
        inflow::admit(scope, &handle, &self.topics, &self.events);
        let dead_letters = dead_letters.or_else(|| is_own.then(|| handle.clone()));
        (handle, dead_letters)
    }

    fn key_findings(&self, id: &str) -> Vec<Diagnostic> {
        let topics = self.topics.iter().map(|_| "sns.amazonaws.com");
        let senders = topics.chain(self.events.iter().map(|_| "events.amazonaws.com"));
        let of_key =
            |key: &EncryptionKeyRef| senders.filter_map(|service| key.finding(id, service)).collect();
        self.key.as_ref().map(of_key).unwrap_or_default()
    }

    /// What a queue and its dead-letter queue have in common: the kind, and what encrypts them.
    fn empty(&self) -> sqs::Queue {
        let queue = match &self.key {
            Some(key) => sqs::Queue::new().kms_master_key_id(key.arn()),
            None => sqs::Queue::new().sqs_managed_sse_enabled(true),
        };
        if self.fifo { queue.fifo_queue(true) } else { queue }
    }

    fn queue(&self) -> sqs::Queue {
        let mut queue = self.empty().visibility_timeout(self.visibility_seconds);
        if self.fifo {
            queue = queue
                .deduplication_scope(sqs::DeduplicationScope::MessageGroup)
                .fifo_throughput_limit(sqs::FifoThroughputLimit::PerMessageGroupId);
        }
        if self.deduplicates_by_content {
            queue = queue.content_based_deduplication(true);
        }
        if let Some(seconds) = self.delay_seconds {
            queue = queue.delay_seconds(seconds);
        }
        queue.message_retention_period(self.retention_days * SECONDS_OF_A_DAY)
    }
}

#[cfg(test)]
mod tests;
