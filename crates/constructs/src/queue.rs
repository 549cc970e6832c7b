//! Queues.

use aws::sqs;
use cfn::{Construct, Handle, IntoEntry, Scope, Tree, Value};

use crate::{Durability, Grant, Timeout, action, range, raw::Raw};

/// A queue, and the dead-letter queue for what its consumers cannot handle.
///
/// The second queue is made unless somebody says why not, and keeps messages for 14 days, the longest that SQS allows.
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
#[derive(Clone, Debug)]
#[must_use]
pub struct Queue {
    visibility_seconds: u32,
    dead_letters: DeadLetters,
    durability: Durability,
    raw: Raw,
}

/// A queue of the stack.
#[derive(Clone, Debug)]
pub struct QueueRef {
    handle: Handle<sqs::Queue>,
    dead_letters: Option<Handle<sqs::Queue>>,
}

#[derive(Clone, Debug)]
enum DeadLetters {
    After(u32),
    None { reason: String },
}

/// The longest that SQS keeps a message: 14 days.
const LONGEST_RETENTION_SECONDS: i64 = 1_209_600;

impl Queue {
    /// A queue whose messages move to its dead-letter queue after five receives.
    pub fn new() -> Self {
        Self {
            visibility_seconds: 6 * Timeout::secs::<10>().as_secs(),
            dead_letters: DeadLetters::After(5),
            durability: Durability::default(),
            raw: Raw::default(),
        }
    }

    /// The timeout of the function that consumes it (default 10 s): a received message stays hidden six times as long,
    /// so that it does not come back while its batch is still being retried (Lambda guide, "Using Lambda with SQS").
    pub fn consumed_within(mut self, timeout: Timeout) -> Self {
        self.visibility_seconds = 6 * timeout.as_secs();
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
        self.dead_letters = DeadLetters::After(TIMES);
        self
    }

    /// Makes no dead-letter queue. The reason stands in the template's metadata: somebody will ask.
    pub fn without_dead_letters(mut self, reason: impl Into<String>) -> Self {
        self.dead_letters = DeadLetters::None {
            reason: reason.into(),
        };
        self
    }

    /// Whether the queues and their messages outlive the stack.
    pub fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<Tree>) -> Self {
        self.raw.set(name, value);
        self
    }
}

impl Default for Queue {
    fn default() -> Self {
        Self::new()
    }
}

impl Construct for Queue {
    type Output = QueueRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> QueueRef {
        let queue = sqs::Queue::new()
            .sqs_managed_sse_enabled(true)
            .visibility_timeout(self.visibility_seconds);
        let (queue, dead_letters) = match self.dead_letters {
            DeadLetters::After(receives) => {
                let letters = sqs::Queue::new()
                    .message_retention_period(LONGEST_RETENTION_SECONDS)
                    .sqs_managed_sse_enabled(true);
                let letters = scope.add(&format!("{id}DeadLetters"), self.durability.entry(letters));
                let redrive = sqs::RedrivePolicy::new(&letters, receives);
                (queue.redrive_policy(redrive).into_entry(), Some(letters))
            }
            DeadLetters::None { reason } => {
                let why = Tree::single("NoDeadLetters", reason);
                (queue.metadata("Gatewright", why), None)
            }
        };
        QueueRef {
            handle: scope.add(id, self.raw.onto(self.durability.entry(queue))),
            dead_letters,
        }
    }
}

impl QueueRef {
    /// The resource.
    pub fn handle(&self) -> &Handle<sqs::Queue> {
        &self.handle
    }

    /// The queue of what could not be handled, if there is one.
    pub fn dead_letters(&self) -> Option<&Handle<sqs::Queue>> {
        self.dead_letters.as_ref()
    }

    /// Its URL, which senders need.
    pub fn url(&self) -> Value<String> {
        self.handle.id_text()
    }

    /// Sending.
    pub fn send(&self) -> Grant {
        Grant::new([action!("sqs:SendMessage")], [self.handle.arn().into()])
    }

    /// Receiving, keeping hidden for longer, and deleting: what a consumer needs.
    pub fn consume(&self) -> Grant {
        let actions = [
            action!("sqs:ChangeMessageVisibility"),
            action!("sqs:DeleteMessage"),
            action!("sqs:GetQueueAttributes"),
            action!("sqs:ReceiveMessage"),
        ];
        Grant::new(actions, [self.handle.arn().into()])
    }
}

impl From<&QueueRef> for Value<String> {
    fn from(queue: &QueueRef) -> Self {
        queue.url()
    }
}

#[cfg(test)]
mod tests {
    use cfn::Stack;
    use serde_json::json;

    use super::*;
    use crate::testing::{ids, properties, resource, synth};

    #[test]
    fn what_cannot_be_handled_is_kept() {
        let mut stack = Stack::new("demo");
        stack.add(
            "Jobs",
            Queue::new()
                .consumed_within(Timeout::secs::<20>())
                .receives::<3>(),
        );
        let template = synth(stack);
        assert_eq!(
            properties(&template, "Jobs"),
            json!({
                "RedrivePolicy": {
                    "deadLetterTargetArn": { "Fn::GetAtt": ["JobsDeadLetters", "Arn"] },
                    "maxReceiveCount": 3,
                },
                "SqsManagedSseEnabled": true,
                "VisibilityTimeout": 120,
            })
        );
        assert_eq!(
            resource(&template, "JobsDeadLetters"),
            json!({
                "Type": "AWS::SQS::Queue",
                "DeletionPolicy": "Retain",
                "UpdateReplacePolicy": "Retain",
                "Properties": { "MessageRetentionPeriod": 1_209_600, "SqsManagedSseEnabled": true },
            })
        );
    }

    #[test]
    fn who_wants_no_dead_letters_says_why() {
        let mut stack = Stack::new("demo");
        stack.add(
            "Ticks",
            Queue::new().without_dead_letters("a lost tick is followed by the next"),
        );
        let template = synth(stack);
        assert_eq!(ids(&template), ["Ticks"]);
        assert_eq!(
            resource(&template, "Ticks")["Metadata"],
            json!({ "Gatewright": { "NoDeadLetters": "a lost tick is followed by the next" } })
        );
    }

    #[test]
    fn senders_send_and_consumers_consume() {
        let mut stack = Stack::new("demo");
        let jobs = stack.add("Jobs", Queue::new());
        let actions = |grant| {
            let document = cfn::Emit::emit(&crate::grant::policy_document(&[grant]));
            serde_json::to_value(document).unwrap()["Statement"][0]["Action"].clone()
        };
        assert_eq!(actions(jobs.send()), json!(["sqs:SendMessage"]));
        assert_eq!(
            actions(jobs.consume()),
            json!([
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ReceiveMessage"
            ])
        );
    }
}
