//! Data streams.

use aws::kinesis::{self, EncryptionType, StreamEncryption, StreamMode, StreamModeDetails};
use cfn::{Arn, Construct, Handle, IntoProperty, Scope, Tree, Value};

use crate::{Durability, EncryptionKeyRef, Grant, action, arn, place::Place, range, raw::Raw};

/// A Kinesis data stream: records in the order of each partition key, for several readers, as many shards as it takes.
///
/// Records are encrypted with the account's own key for Kinesis.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let ticks = stack.add("Ticks", DataStream::new());
/// let dashboard = Function::rust("lambdas", "dashboard");
/// stack.add("Dashboard", dashboard.on_records(&ticks, StreamSource::records_from_now()));
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct DataStream {
    shards: Option<u32>,
    retention_hours: u32,
    key: Option<EncryptionKeyRef>,
    durability: Durability,
    raw: Raw,
}

/// A data stream, of the stack or [imported](DataStreamRef::imported).
#[derive(Clone, Debug)]
pub struct DataStreamRef {
    place: Place<kinesis::Stream>,
}

impl DataStream {
    /// A stream that grows and shrinks by itself and keeps records for 24 hours.
    pub fn new() -> Self {
        Self {
            shards: None,
            retention_hours: 24,
            key: None,
            durability: Durability::default(),
            raw: Raw::default(),
        }
    }

    /// So many shards, no more and no less: 1 MB or 1,000 records per second each; the rest is throttled.
    pub fn shards<const SHARDS: u32>(mut self) -> Self {
        const { range::demand(SHARDS > 0, "a stream has one shard or more") };
        self.shards = Some(SHARDS);
        self
    }

    /// Keeps records for so many hours, 24 to 8,760; more than 24 has a price.
    pub fn keep_hours<const HOURS: u32>(mut self) -> Self {
        const {
            range::demand(
                24 <= HOURS && HOURS <= 8760,
                "a record is kept for 24 to 8,760 hours",
            );
        };
        self.retention_hours = HOURS;
        self
    }

    /// Encrypts with a key of your own (default: the account's own for Kinesis). Whoever writes and reads gets to use it with
    /// their grants.
    pub fn encryption_key(mut self, key: &EncryptionKeyRef) -> Self {
        self.key = Some(key.clone());
        self
    }

    /// Whether the stream and its records outlive the stack.
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

impl Default for DataStream {
    fn default() -> Self {
        Self::new()
    }
}

impl Construct for DataStream {
    type Output = DataStreamRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> DataStreamRef {
        let key = self.key.as_ref();
        let key_id: Value<String> = key.map_or_else(|| "alias/aws/kinesis".into(), |key| key.arn().into());
        let encryption = StreamEncryption::new(EncryptionType::Kms, key_id);
        let stream = kinesis::Stream::new()
            .stream_encryption(encryption)
            .retention_period_hours(self.retention_hours);
        let stream = match self.shards {
            Some(shards) => stream
                .shard_count(shards)
                .stream_mode_details(StreamModeDetails::new(StreamMode::Provisioned)),
            None => stream.stream_mode_details(StreamModeDetails::new(StreamMode::OnDemand)),
        };
        let handle = scope.add(id, self.raw.onto(self.durability.entry(stream)));
        DataStreamRef {
            place: Place::made(handle).encrypted_by(self.key),
        }
    }
}

impl DataStreamRef {
    /// A stream that stands already. Logical ids in this stack begin with `name`.
    pub fn imported(name: impl Into<String>, arn: impl IntoProperty<Value<Arn<kinesis::Stream>>>) -> Self {
        Self {
            place: Place::imported(name, arn, arn::after_slash),
        }
    }

    /// The same, of which is known that it is encrypted with this key: grants let use it.
    pub fn encrypted_by(mut self, key: &EncryptionKeyRef) -> Self {
        self.place = self.place.encrypted_by(Some(key.clone()));
        self
    }

    /// The resource, where this stack makes it.
    pub fn handle(&self) -> Option<&Handle<kinesis::Stream>> {
        self.place.handle()
    }

    /// Its name.
    pub fn name(&self) -> Value<String> {
        self.place.id_text()
    }

    /// Its ARN.
    pub fn arn(&self) -> Value<Arn<kinesis::Stream>> {
        self.place.arn()
    }

    /// Writing records, one or many at a time.
    pub fn put_records(&self) -> Grant {
        let actions = [action!("kinesis:PutRecord"), action!("kinesis:PutRecords")];
        let put = Grant::new(actions, [self.place.arn_text()]);
        self.place.with_key(put, EncryptionKeyRef::write)
    }

    /// Reading records, as a function's mapping does.
    pub fn read(&self) -> Grant {
        let actions = [
            action!("kinesis:DescribeStream"),
            action!("kinesis:DescribeStreamSummary"),
            action!("kinesis:GetRecords"),
            action!("kinesis:GetShardIterator"),
            action!("kinesis:ListShards"),
        ];
        let read = Grant::new(actions, [self.place.arn_text()]);
        self.place.with_key(read, EncryptionKeyRef::decrypt)
    }

    /// The key that it is encrypted with, if it has one of its own.
    pub(crate) fn key(&self) -> Option<&EncryptionKeyRef> {
        self.place.key()
    }

    pub(crate) fn label(&self) -> &str {
        self.place.label()
    }
}

impl From<&DataStreamRef> for Value<String> {
    fn from(stream: &DataStreamRef) -> Self {
        stream.name()
    }
}

#[cfg(test)]
mod tests {
    use cfn::Stack;
    use serde_json::json;

    use super::*;
    use crate::{
        Function, Pattern, StreamSource,
        testing::{properties, synth},
    };

    #[test]
    fn a_stream_is_encrypted_and_scales() {
        let mut stack = Stack::new("demo");
        stack.add("Ticks", DataStream::new());
        stack.add("Others", DataStream::new().shards::<2>().keep_hours::<168>());
        let template = synth(stack);
        let encryption = json!({ "EncryptionType": "KMS", "KeyId": "alias/aws/kinesis" });
        assert_eq!(
            properties(&template, "Ticks"),
            json!({
                "RetentionPeriodHours": 24,
                "StreamEncryption": encryption,
                "StreamModeDetails": { "StreamMode": "ON_DEMAND" },
            })
        );
        assert_eq!(
            properties(&template, "Others"),
            json!({
                "RetentionPeriodHours": 168,
                "ShardCount": 2,
                "StreamEncryption": encryption,
                "StreamModeDetails": { "StreamMode": "PROVISIONED" },
            })
        );
    }

    #[test]
    fn a_function_reads_records_that_fit() {
        let mut stack = Stack::new("demo");
        let arn = "arn:aws:kinesis:eu-central-1:111122223333:stream/ticks";
        let ticks = DataStreamRef::imported("Ticks", Arn::of(arn));
        assert_eq!(ticks.name(), Value::from("ticks"));
        let loud = Pattern::new().field("data.level", ["high"]);
        let source = StreamSource::records_from_oldest().only([loud]);
        let dashboard = Function::rust("lambdas", "dashboard").allow(ticks.put_records());
        stack.add("Dashboard", dashboard.on_records(&ticks, source));
        let template = synth(stack);
        let mapping = properties(&template, "DashboardTicksRecords");
        assert_eq!(mapping["EventSourceArn"], arn);
        assert_eq!(
            mapping["FilterCriteria"],
            json!({ "Filters": [{ "Pattern": r#"{"data":{"level":["high"]}}"# }] })
        );
        let role = properties(&template, "DashboardRole");
        let actions = &role["Policies"][0]["PolicyDocument"]["Statement"][0]["Action"];
        assert_eq!(
            actions.as_array().unwrap()[4..],
            json!(["kinesis:ListShards", "kinesis:PutRecord", "kinesis:PutRecords"])
                .as_array()
                .unwrap()[..]
        );
    }
}
