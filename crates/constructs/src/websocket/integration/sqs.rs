//! Sending to a queue.

use aws::sqs::Queue;
use cfn::{Expr, Part, Pseudo, Value, sub};

use super::{Address, MappedIntegration, ServiceCall, form};
use crate::{
    EncryptionKeyRef, Fifo, QueueRef, action, arn,
    websocket::{MappingTemplate, Payload, Source},
};

/// Sends what the client says to a queue; the id of the connection comes with it as the attribute `connectionId`.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let jobs = stack.add("Jobs", Queue::new());
/// let route = Route::to(SendMessage::to(&jobs).attribute("userId", source!("context.authorizer.userId")));
/// ```
///
/// The gateway may send to this queue and nothing else. A message that the queue refuses is lost without a word on a
/// one-way route; on a two-way route the client sees the answer of SQS.
#[derive(Clone, Debug)]
#[must_use]
pub struct SendMessage {
    queue: Address<Queue>,
    payload: Payload,
    attributes: Vec<(String, Source)>,
    order: Option<Order>,
}

/// Order and uniqueness, for FIFO queues.
#[derive(Clone, Debug)]
struct Order {
    group: Source,
    deduplication: Source,
}

impl SendMessage {
    /// Sends the message as it is.
    pub fn to(queue: impl Into<Address<Queue>>) -> Self {
        Self {
            queue: queue.into(),
            payload: Payload::Message,
            attributes: vec![("connectionId".to_owned(), Source::CONNECTION_ID)],
            order: None,
        }
    }

    /// Sends the message as it is to a FIFO queue: the messages of a connection stay in order, and each request counts once.
    pub fn to_fifo(queue: &QueueRef<Fifo>) -> Self {
        let address = Address::of(queue.arn(), queue.name()).with(queue.key());
        Self::to(address).ordered_by(Source::CONNECTION_ID, Source::REQUEST_ID)
    }

    /// Sends what is known of a connection that [has ended](Payload::disconnection). To a FIFO queue it goes with
    /// `SendMessage::to_fifo(&queue).payload(Payload::disconnection())`, behind all that the connection has sent there.
    pub fn disconnected(queue: impl Into<Address<Queue>>) -> Self {
        Self::to(queue).payload(Payload::disconnection())
    }

    /// What is sent (default: the message as it is).
    pub fn payload(mut self, payload: impl Into<Payload>) -> Self {
        self.payload = payload.into();
        self
    }

    /// Adds a text attribute, up to 9 besides `connectionId`. SQS refuses an empty one, and the message with it.
    pub fn attribute(mut self, name: impl Into<String>, source: Source) -> Self {
        let name = name.into();
        self.attributes.retain(|(other, _)| *other != name);
        self.attributes.push((name, source));
        self
    }

    /// For FIFO queues: messages with the same group stay in order, and of those with the same deduplication id within
    /// five minutes one counts. Both are text of 1 to 128 letters, digits and punctuation.
    pub fn ordered_by(mut self, group: Source, deduplication: Source) -> Self {
        self.order = Some(Order { group, deduplication });
        self
    }

    fn template(&self) -> MappingTemplate {
        self.payload.before(|body| {
            let mut text = format!("Action=SendMessage&MessageBody=$util.urlEncode({body})");
            if let Some(Order { group, deduplication }) = &self.order {
                text.push_str(&form::pair("MessageGroupId", group));
                text.push_str(&form::pair("MessageDeduplicationId", deduplication));
            }
            text.push_str(&form::attributes("MessageAttribute", &self.attributes));
            MappingTemplate::of(vec![Part::Text(text)])
        })
    }
}

impl From<SendMessage> for MappedIntegration {
    fn from(send: SendMessage) -> Self {
        let path = sub!("{}/{}", account(&send.queue.arn()), send.queue.name());
        let grant = send
            .queue
            .grant(action!("sqs:SendMessage"), EncryptionKeyRef::write);
        ServiceCall::path("sqs", path, grant, send.template())
            .header("Content-Type", form::CONTENT_TYPE)
            .into()
    }
}

/// The owner of a queue: this account, unless the queue is another's.
fn account(queue: &Value<String>) -> Value<String> {
    match queue {
        Value::Expr(Expr::GetAtt(..)) => Pseudo::AccountId.value(),
        arn => arn::part(arn, arn::ACCOUNT),
    }
}

#[cfg(test)]
mod tests;
