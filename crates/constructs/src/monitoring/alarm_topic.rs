//! Topics that alarms tell.

use aws::sns;
use cfn::{Arn, Diagnostic, Handle, Value};

use crate::{EncryptionKeyRef, TopicRef};

/// A topic that alarms tell: a [`TopicRef`], a handle or an ARN.
///
/// A topic that is encrypted with a key of your own hears nothing unless the key is
/// [used by](crate::EncryptionKey::used_by) `cloudwatch.amazonaws.com`: no alarm says so when it goes off, so `synth` does.
#[derive(Clone, Debug)]
pub struct AlarmTopic {
    arn: Value<Arn<sns::Topic>>,
    /// With the topic's name in logical ids.
    key: Option<(String, EncryptionKeyRef)>,
}

impl AlarmTopic {
    pub(super) fn arn(&self) -> Value<Arn<sns::Topic>> {
        self.arn.clone()
    }

    pub(super) fn finding(&self) -> Option<Diagnostic> {
        let (topic, key) = self.key.as_ref()?;
        key.finding(topic, "cloudwatch.amazonaws.com")
    }
}

impl From<&TopicRef> for AlarmTopic {
    fn from(topic: &TopicRef) -> Self {
        let key = topic.key();
        Self {
            arn: topic.arn(),
            key: key.map(|key| (topic.label().to_owned(), key.clone())),
        }
    }
}

impl From<&Handle<sns::Topic>> for AlarmTopic {
    fn from(topic: &Handle<sns::Topic>) -> Self {
        topic.arn().into()
    }
}

impl From<Value<Arn<sns::Topic>>> for AlarmTopic {
    fn from(arn: Value<Arn<sns::Topic>>) -> Self {
        Self { arn, key: None }
    }
}

impl From<Arn<sns::Topic>> for AlarmTopic {
    fn from(arn: Arn<sns::Topic>) -> Self {
        Value::Literal(arn).into()
    }
}

#[cfg(test)]
mod tests {
    use cfn::Stack;

    use crate::{Alarm, EncryptionKey, Metric, Topic, testing::codes};

    #[test]
    fn an_encrypted_topic_hears_alarms_where_its_key_lets_them() {
        let told = |key: EncryptionKey| {
            let mut stack = Stack::new("demo");
            let key = stack.add("Key", key);
            let operators = stack.add("Operators", Topic::new().encryption_key(&key));
            let alarm = Alarm::at_least(Metric::new("Chat", "Errors"), 1);
            stack.add("Alarm", alarm.notify(&operators));
            stack
        };
        assert_eq!(codes(told(EncryptionKey::new())), ["GW156"]);
        let key = EncryptionKey::new().used_by("cloudwatch.amazonaws.com");
        assert!(told(key).synth().is_ok());
    }
}
