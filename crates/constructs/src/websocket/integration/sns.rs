//! Publishing to a topic.

use aws::sns::Topic;
use cfn::Part;

use super::{Address, MappedIntegration, ServiceCall, form};
use crate::{
    EncryptionKeyRef, Fifo, TopicRef, action,
    websocket::{MappingTemplate, Payload, Source},
};

/// Publishes what the client says to a topic; the id of the connection comes with it as the attribute `connectionId`.
///
/// ```
/// use constructs::{prelude::*, websocket::Publish};
/// let mut stack = Stack::new("demo");
/// let news = stack.add("News", Topic::new());
/// let route = Route::to(Publish::to(&news).attribute("room", source!("route.request.body.room")));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Publish {
    topic: Address<Topic>,
    payload: Payload,
    attributes: Vec<(String, Source)>,
    order: Option<(Source, Source)>,
}

impl Publish {
    /// Publishes the message as it is.
    pub fn to(topic: impl Into<Address<Topic>>) -> Self {
        Self {
            topic: topic.into(),
            payload: Payload::Message,
            attributes: vec![("connectionId".to_owned(), Source::CONNECTION_ID)],
            order: None,
        }
    }

    /// Publishes the message as it is to a FIFO topic: the messages of a connection stay in order, and each request counts
    /// once.
    pub fn to_fifo(topic: &TopicRef<Fifo>) -> Self {
        let mut publish = Self::to(Address::of(topic.arn(), topic.name()).with(topic.key()));
        publish.order = Some((Source::CONNECTION_ID, Source::REQUEST_ID));
        publish
    }

    /// What is published (default: the message as it is).
    pub fn payload(mut self, payload: impl Into<Payload>) -> Self {
        self.payload = payload.into();
        self
    }

    /// Adds a text attribute, which subscriptions can filter by. SNS refuses an empty one, and the message with it.
    pub fn attribute(mut self, name: impl Into<String>, source: Source) -> Self {
        let name = name.into();
        self.attributes.retain(|(other, _)| *other != name);
        self.attributes.push((name, source));
        self
    }

    fn template(&self) -> MappingTemplate {
        self.payload.before(|message| {
            let mut rest = format!("')&Message=$util.urlEncode({message})");
            if let Some((group, deduplication)) = &self.order {
                rest.push_str(&form::pair("MessageGroupId", group));
                rest.push_str(&form::pair("MessageDeduplicationId", deduplication));
            }
            rest.push_str(&form::attributes("MessageAttributes.entry", &self.attributes));
            MappingTemplate::of(vec![
                Part::Text("Action=Publish&TopicArn=$util.urlEncode('".to_owned()),
                Part::Hole(self.topic.arn().to_expr()),
                Part::Text(rest),
            ])
        })
    }
}

impl From<Publish> for MappedIntegration {
    fn from(publish: Publish) -> Self {
        let grant = publish
            .topic
            .grant(action!("sns:Publish"), EncryptionKeyRef::write);
        ServiceCall::path("sns", "/", grant, publish.template())
            .header("Content-Type", form::CONTENT_TYPE)
            .into()
    }
}
