//! Log groups.

use aws::logs::Retention;
use cfn::{Construct, Handle, Pseudo, Scope, Value, sub};

use crate::{Durability, Grant, action};

/// A group of log streams that forgets: two weeks unless told otherwise, never "for ever" by accident.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// stack.add("AccessLog", LogGroup::new().retention(Retention::Days30));
/// let template = stack.synth()?;
/// let group = template.resource("AccessLog").and_then(|it| it.get("Properties"));
/// assert_eq!(group, Some(&cfn::Tree::from_iter([("RetentionInDays", 30_i64)])));
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct LogGroup {
    retention: Retention,
    durability: Durability,
}

/// A log group of the stack.
#[derive(Clone, Debug)]
pub struct LogGroupRef {
    handle: Handle<aws::logs::LogGroup>,
}

impl LogGroup {
    /// A group that keeps its events for two weeks, and itself when the stack goes.
    pub fn new() -> Self {
        Self {
            retention: Retention::Days14,
            durability: Durability::default(),
        }
    }

    /// How long events are kept.
    pub fn retention(mut self, retention: Retention) -> Self {
        self.retention = retention;
        self
    }

    /// Whether the group outlives the stack; its events go after the retention all the same.
    pub fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }
}

impl Default for LogGroup {
    fn default() -> Self {
        Self::new()
    }
}

impl Construct for LogGroup {
    type Output = LogGroupRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> LogGroupRef {
        let group = aws::logs::LogGroup::new().retention_in_days(self.retention);
        LogGroupRef {
            handle: scope.add(id, self.durability.entry(group)),
        }
    }
}

impl LogGroupRef {
    /// The resource.
    pub fn handle(&self) -> &Handle<aws::logs::LogGroup> {
        &self.handle
    }

    /// Its ARN without the `:*` at the end of the attribute `Arn`, as access logs want it.
    pub fn destination_arn(&self) -> Value<String> {
        sub!(
            "arn:{}:logs:{}:{}:log-group:{}",
            Pseudo::Partition,
            Pseudo::Region,
            Pseudo::AccountId,
            &self.handle
        )
    }

    /// Opening streams in this group and writing to them.
    pub fn write(&self) -> Grant {
        Grant::new(
            [action!("logs:CreateLogStream"), action!("logs:PutLogEvents")],
            [self.handle.arn()],
        )
    }
}
