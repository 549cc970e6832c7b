//! The metrics of what a stack is made of.

use cfn::Value;

use super::Metric;
use crate::{FunctionRef, QueueRef, TableRef, websocket::StageName};

impl StageName {
    /// A metric of the stage, such as `ConnectCount`, `MessageCount`, `ClientError`, `IntegrationError`, `ExecutionError`
    /// or `IntegrationLatency`.
    pub fn metric(&self, name: &str) -> Metric {
        Metric::new("AWS/ApiGateway", name)
            .dimension("ApiId", self.api().handle().id_text())
            .dimension("Stage", self.name())
    }

    /// A metric of one route: there is one only where the stage or the route has detailed metrics.
    pub fn route_metric(&self, route_key: &str, name: &str) -> Metric {
        self.metric(name).dimension("Route", route_key)
    }
}

impl FunctionRef {
    /// A metric of the function, such as `Invocations`, `Errors`, `Throttles`, `Duration` or `ConcurrentExecutions`.
    pub fn metric(&self, name: &str) -> Metric {
        Metric::new("AWS/Lambda", name)
            .dimension("FunctionName", self.name())
            .label(self.id())
    }
}

impl<K> QueueRef<K> {
    /// A metric of the queue, such as `ApproximateAgeOfOldestMessage` or `NumberOfMessagesSent`.
    pub fn metric(&self, name: &str) -> Metric {
        queue_metric(self.name(), name)
    }

    /// A metric of the queue of what could not be handled, where this stack makes one.
    pub fn dead_letter_metric(&self, name: &str) -> Option<Metric> {
        let letters = self.dead_letters()?;
        let queue = letters.get(aws::sqs::Queue::QUEUE_NAME);
        Some(queue_metric(queue, name).label(letters.logical_id().as_str()))
    }
}

fn queue_metric(queue: Value<String>, name: &str) -> Metric {
    Metric::new("AWS/SQS", name).dimension("QueueName", queue)
}

impl<const INDEXES: usize, S> TableRef<INDEXES, S> {
    /// A metric of the table without its indexes, such as `ReadThrottleEvents` or `WriteThrottleEvents`.
    pub fn metric(&self, name: &str) -> Metric {
        Metric::new("AWS/DynamoDB", name).dimension("TableName", self.name())
    }
}
