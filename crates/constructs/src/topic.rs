//! Topics.

use std::marker::PhantomData;

use aws::{
    iam::{PolicyDocument, Principal, Statement},
    sns::{self, FifoThroughputScope, Protocol, TopicPolicy},
};
use cfn::{Construct, Handle, Pseudo, Scope, Tree};

use crate::{EncryptionKeyRef, Fifo, Standard, place::Place, raw::Raw};

mod reference;
mod source;

pub use reference::TopicRef;
pub use source::TopicSource;
pub(crate) use source::{Subscribed, subscribe};

/// A topic: what is published reaches everybody who listens.
///
/// Functions and queues say themselves that they listen, with [`Function::on_topic`](crate::Function::on_topic) and
/// [`Queue::on_topic`](crate::Queue::on_topic); people do it here. The service stores messages encrypted in any case.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let news = stack.add("News", Topic::new().email("ops@example.com"));
/// stack.add("Jobs", Queue::new().on_topic(&news, TopicSource::all()));
/// stack.add("Editor", Function::rust("lambdas", "editor").env("NEWS", &news).allow(news.publish()));
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Topic<K = Standard> {
    settings: Settings,
    kind: PhantomData<K>,
}

#[derive(Clone, Debug)]
struct Settings {
    fifo: bool,
    deduplicates_by_content: bool,
    display_name: Option<String>,
    emails: Vec<String>,
    publishers: Vec<String>,
    key: Option<EncryptionKeyRef>,
    raw: Raw,
}

impl Topic {
    /// A topic that delivers at least once, in no order.
    pub fn new() -> Self {
        Self::of_kind(false)
    }

    /// A topic that keeps the order of each message group and drops what is published twice within five minutes. Queues
    /// listen to it, functions only through a queue.
    pub fn fifo() -> Topic<Fifo> {
        Topic::of_kind(true)
    }

    /// Sends to this address, too, once its owner has followed the link in the first mail.
    pub fn email(mut self, address: impl Into<String>) -> Self {
        self.settings.emails.push(address.into());
        self
    }
}

impl Default for Topic {
    fn default() -> Self {
        Self::new()
    }
}

impl Topic<Fifo> {
    /// Takes a message's content for what tells it from others; without this, whoever publishes says so.
    pub fn deduplicate_by_content(mut self) -> Self {
        self.settings.deduplicates_by_content = true;
        self
    }
}

impl<K> Topic<K> {
    fn of_kind(fifo: bool) -> Self {
        let settings = Settings {
            fifo,
            deduplicates_by_content: false,
            display_name: None,
            emails: Vec::new(),
            publishers: Vec::new(),
            key: None,
            raw: Raw::default(),
        };
        Self {
            settings,
            kind: PhantomData,
        }
    }

    /// What mails and text messages show as the sender.
    pub fn display_name(mut self, name: impl Into<String>) -> Self {
        self.settings.display_name = Some(name.into());
        self
    }

    /// Lets a service publish on behalf of this account, such as `budgets.amazonaws.com`. Alarms of the account need none
    /// of this, until one service is named: then all that publish have to be.
    pub fn published_by(mut self, service: impl Into<String>) -> Self {
        self.settings.publishers.push(service.into());
        self
    }

    /// Encrypts with a key of your own (default: disks of the service). Whoever publishes gets to use it with the grant; a
    /// service that publishes has to be [named](crate::EncryptionKey::used_by) where the key is made.
    pub fn encryption_key(mut self, key: &EncryptionKeyRef) -> Self {
        self.settings.key = Some(key.clone());
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<Tree>) -> Self {
        self.settings.raw.set(name, value);
        self
    }
}

impl<K> Construct for Topic<K> {
    type Output = TopicRef<K>;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> TopicRef<K> {
        let key = self.settings.key.clone();
        let handle = self.settings.build(scope, id);
        TopicRef::of(Place::made(handle).encrypted_by(key))
    }
}

impl Settings {
    fn build(self, scope: &mut Scope<'_>, id: &str) -> Handle<sns::Topic> {
        let mut topic = sns::Topic::new();
        if self.deduplicates_by_content {
            topic = topic.content_based_deduplication(true);
        }
        if let Some(name) = self.display_name {
            topic = topic.display_name(name);
        }
        if self.fifo {
            topic = topic
                .fifo_throughput_scope(FifoThroughputScope::MessageGroup)
                .fifo_topic(true);
        }
        if let Some(key) = &self.key {
            topic = topic.kms_master_key_id(key.arn());
        }
        for service in &self.publishers {
            if let Some(finding) = self.key.as_ref().and_then(|key| key.finding(id, service)) {
                scope.report(finding);
            }
        }
        let handle = scope.add(id, self.raw.onto(topic));
        if !self.publishers.is_empty() {
            let policy = publishing(&handle, self.publishers);
            scope.add(&format!("{id}Policy"), TopicPolicy::new(policy, [handle.arn()]));
        }
        for (place, address) in self.emails.into_iter().enumerate() {
            let mail = sns::Subscription::new(Protocol::Email, &handle).endpoint(address);
            scope.add(&format!("{id}Email{}", place + 1), mail);
        }
        handle
    }
}

fn publishing(topic: &Handle<sns::Topic>, services: Vec<String>) -> PolicyDocument {
    let everybody = Statement::allow(["sns:Publish"]).resources([topic.id_text()]);
    let statement = services
        .into_iter()
        .fold(everybody, |statement, service| {
            statement.principal(Principal::service(service))
        })
        .condition("StringEquals", "aws:SourceAccount", [Pseudo::AccountId]);
    PolicyDocument::new([statement])
}

#[cfg(test)]
mod tests;
