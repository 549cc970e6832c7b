//! Topics as sources.

use aws::{
    lambda::Permission,
    sns::{self, FilterPolicyScope, Protocol, Subscription},
};
use cfn::{Arn, Dict, Scope, Value};

use super::TopicRef;
use crate::{FunctionRef, Grant, Pattern, source::Source};

/// Which messages of a topic a listener gets. A filter takes effect within 15 minutes.
///
/// ```
/// use constructs::prelude::*;
/// let urgent = TopicSource::attributes(Pattern::new().field("severity", ["high", "critical"]));
/// let of_room = TopicSource::bodies(Pattern::new().field("room.id", ["general"]));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct TopicSource {
    filter: Option<(FilterPolicyScope, Pattern)>,
}

impl TopicSource {
    /// All of them.
    pub fn all() -> Self {
        Self::default()
    }

    /// Those whose attributes fit.
    pub fn attributes(pattern: Pattern) -> Self {
        Self {
            filter: Some((FilterPolicyScope::MessageAttributes, pattern)),
        }
    }

    /// Those whose bodies are JSON and fit.
    pub fn bodies(pattern: Pattern) -> Self {
        Self {
            filter: Some((FilterPolicyScope::MessageBody, pattern)),
        }
    }

    pub(crate) fn reading<K>(self, topic: &TopicRef<K>) -> Subscribed {
        Subscribed {
            label: topic.label().to_owned(),
            topic: topic.arn(),
            source: self,
        }
    }
}

/// A topic of any kind, with what of it is wanted.
#[derive(Clone, Debug)]
pub(crate) struct Subscribed {
    label: String,
    pub(crate) topic: Value<Arn<sns::Topic>>,
    source: TopicSource,
}

impl Source for Subscribed {
    fn grants(&self) -> Vec<Grant> {
        Vec::new()
    }

    fn attach(&self, scope: &mut Scope<'_>, function: &FunctionRef) {
        let id = format!("{}{}", function.id(), self.label);
        let invoke = Permission::new("lambda:InvokeFunction", function.invoked(), "sns.amazonaws.com")
            .source_arn(self.topic.clone());
        scope.add(&format!("{id}Permission"), invoke);
        subscribe(
            scope,
            function.id(),
            self,
            Protocol::Lambda,
            function.arn().into(),
        );
    }
}

/// Adds the subscription. A queue gets the message itself, without the JSON that the service puts around it.
pub(crate) fn subscribe(
    scope: &mut Scope<'_>,
    listener: &str,
    wanted: &Subscribed,
    protocol: Protocol,
    endpoint: Value<String>,
) {
    let mut subscription = Subscription::new(protocol, wanted.topic.clone()).endpoint(endpoint);
    if let Some((scope, pattern)) = &wanted.source.filter {
        subscription = subscription
            .filter_policy(pattern.fields().clone().into_iter().collect::<Dict<_>>())
            .filter_policy_scope(*scope);
    }
    if protocol == Protocol::Sqs {
        subscription = subscription.raw_message_delivery(true);
    }
    scope.add(&format!("{listener}{}Subscription", wanted.label), subscription);
}
