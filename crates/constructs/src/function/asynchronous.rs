//! What happens to invocations that nobody waits for.

use aws::lambda::{self, EventInvokeConfig, InvokeDestination, InvokeDestinationConfig};
use cfn::{Handle, Value};

use super::Function;
use crate::{EventBusRef, FunctionRef, Grant, QueueRef, TopicRef, range};

/// Where a record of an asynchronous invocation goes: a standard queue or topic, a bus or a function.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let failed = stack.add("Failed", Queue::for_failures());
/// let worker = Function::rust("lambdas", "worker").async_retries::<1>().on_failure(&failed);
/// ```
#[derive(Clone, Debug)]
pub struct Destination {
    arn: Value<String>,
    send: Grant,
}

impl From<&QueueRef> for Destination {
    fn from(queue: &QueueRef) -> Self {
        Self {
            arn: queue.arn().into(),
            send: queue.send(),
        }
    }
}

impl From<&TopicRef> for Destination {
    fn from(topic: &TopicRef) -> Self {
        Self {
            arn: topic.arn().into(),
            send: topic.publish(),
        }
    }
}

impl From<&EventBusRef> for Destination {
    fn from(bus: &EventBusRef) -> Self {
        Self {
            arn: bus.arn().into(),
            send: bus.put_events(),
        }
    }
}

impl From<&FunctionRef> for Destination {
    fn from(function: &FunctionRef) -> Self {
        Self {
            arn: function.arn().into(),
            send: function.invoke(),
        }
    }
}

/// What differs from what Lambda does by itself: two retries, six hours, no records.
#[derive(Clone, Debug, Default)]
pub(super) struct Asynchronous {
    pub(super) retries: Option<u32>,
    pub(super) max_age_seconds: Option<u32>,
    pub(super) on_success: Option<Destination>,
    pub(super) on_failure: Option<Destination>,
}

impl Function {
    /// Attempts after the first, 0 to 2, where nobody waits for the answer (default 2).
    pub fn async_retries<const TIMES: u32>(mut self) -> Self {
        const { range::demand(TIMES <= 2, "an event is retried twice at most") };
        self.asynchronous.retries = Some(TIMES);
        self
    }

    /// Gives up events that nobody waits for when they are older than this (default six hours).
    pub fn async_max_age_secs<const SECONDS: u32>(mut self) -> Self {
        const {
            range::demand(
                60 <= SECONDS && SECONDS <= 21_600,
                "an event is given up after 60 to 21,600 seconds",
            );
        };
        self.asynchronous.max_age_seconds = Some(SECONDS);
        self
    }

    /// Where a record goes of what succeeded and nobody waited for, with the answer.
    pub fn on_success(mut self, destination: impl Into<Destination>) -> Self {
        self.asynchronous.on_success = Some(destination.into());
        self
    }

    /// Where a record goes of what failed for good and nobody waited for, with the event and the error: more than
    /// [`dead_letters`](Self::dead_letters) say.
    pub fn on_failure(mut self, destination: impl Into<Destination>) -> Self {
        self.asynchronous.on_failure = Some(destination.into());
        self
    }
}

impl Asynchronous {
    pub(super) fn grants(&self) -> impl Iterator<Item = Grant> {
        let destinations = self.on_success.iter().chain(&self.on_failure);
        destinations.map(|destination| destination.send.clone())
    }

    /// The resource, if anything differs.
    pub(super) fn config(
        &self,
        function: &Handle<lambda::Function>,
        qualifier: &str,
    ) -> Option<EventInvokeConfig> {
        let records = self.on_success.is_some() || self.on_failure.is_some();
        if !records && self.retries.is_none() && self.max_age_seconds.is_none() {
            return None;
        }
        let mut config = EventInvokeConfig::new(function, qualifier);
        if records {
            config = config.destination_config(self.destinations());
        }
        if let Some(seconds) = self.max_age_seconds {
            config = config.maximum_event_age_in_seconds(seconds);
        }
        if let Some(times) = self.retries {
            config = config.maximum_retry_attempts(times);
        }
        Some(config)
    }

    fn destinations(&self) -> InvokeDestinationConfig {
        let mut config = InvokeDestinationConfig::new();
        if let Some(failure) = &self.on_failure {
            config = config.on_failure(InvokeDestination::new(failure.arn.clone()));
        }
        if let Some(success) = &self.on_success {
            config = config.on_success(InvokeDestination::new(success.arn.clone()));
        }
        config
    }
}
