//! What invokes a function besides routes.

use std::rc::Rc;

use super::Function;
use crate::{
    DataStreamRef, EventBusRef, EventPattern, QueueRef, QueueSource, Records, Schedule, StreamRef,
    StreamSource, TopicRef, TopicSource,
};

impl Function {
    /// Invokes the function with the changes of a table, and lets it read the stream.
    pub fn on_stream(mut self, stream: &StreamRef, source: StreamSource) -> Self {
        self.sources.push(Rc::new(source.reading(stream)));
        self
    }

    /// Invokes the function with the records of a data stream, and lets it read them.
    pub fn on_records(mut self, stream: &DataStreamRef, source: StreamSource<Records>) -> Self {
        self.sources.push(Rc::new(source.reading(stream)));
        self
    }

    /// Invokes the function with each event of a bus that fits; asynchronously, one event at a time.
    pub fn on_event(mut self, bus: &EventBusRef, pattern: EventPattern) -> Self {
        self.sources.push(Rc::new(pattern.on(bus)));
        self
    }

    /// Invokes the function at these times; `name` tells its schedules apart.
    pub fn on_schedule(mut self, name: &str, schedule: Schedule) -> Self {
        self.sources.push(Rc::new(schedule.named(name)));
        self
    }

    /// Invokes the function with the messages of a queue, and lets it take them.
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let mut stack = Stack::new("demo");
    /// let jobs = stack.add("Jobs", Queue::new().consumed_within(Timeout::secs::<20>()));
    /// let worker = Function::rust("lambdas", "worker").timeout(Timeout::secs::<20>());
    /// stack.add("Worker", worker.on_queue(&jobs, QueueSource::new()));
    /// # stack.synth()?;
    /// # Ok::<(), cfn::Findings>(())
    /// ```
    pub fn on_queue<K>(mut self, queue: &QueueRef<K>, source: QueueSource<K>) -> Self {
        self.sources.push(Rc::new(source.reading(queue)));
        self
    }

    /// Invokes the function with what is published to a topic; asynchronously, one message at a time. A FIFO topic invokes
    /// no function: put a queue between.
    pub fn on_topic(mut self, topic: &TopicRef, source: TopicSource) -> Self {
        self.sources.push(Rc::new(source.reading(topic)));
        self
    }
}
