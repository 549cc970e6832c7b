//! Records for data streams and delivery streams.

use aws::{firehose::DeliveryStream, kinesis::Stream};

use super::{Address, MappedIntegration, ServiceCall};
use crate::{
    EncryptionKeyRef, Grant, action, source,
    websocket::{Json, MappingTemplate, Payload, Source},
};

/// Puts what the client says into a data stream.
///
/// ```
/// use constructs::{prelude::*, websocket::PutRecord};
/// let mut stack = Stack::new("demo");
/// let clicks = stack.add("Clicks", DataStream::new());
/// let route = Route::to(PutRecord::into(&clicks));
/// ```
///
/// A record is `{"connectionId":…,"routeKey":…,"requestId":…,"sentAt":…,"message":…}` unless told otherwise.
#[derive(Clone, Debug)]
#[must_use]
pub struct PutRecord {
    stream: Address<Stream>,
    payload: Payload,
    partition: Source,
}

impl PutRecord {
    /// Puts records into this stream; those of a connection stay in order.
    pub fn into(stream: impl Into<Address<Stream>>) -> Self {
        Self {
            stream: stream.into(),
            payload: Payload::envelope(),
            partition: Source::CONNECTION_ID,
        }
    }

    /// What a record holds (default: [the message and who sent it](Payload::envelope)).
    pub fn payload(mut self, payload: impl Into<Payload>) -> Self {
        self.payload = payload.into();
        self
    }

    /// What chooses the shard (default: the connection): records with the same key stay in order. 1 to 256 characters; an
    /// empty one is refused.
    pub fn partition_by(mut self, key: Source) -> Self {
        self.partition = key;
        self
    }
}

impl From<PutRecord> for MappedIntegration {
    fn from(put: PutRecord) -> Self {
        let template = put.payload.before(|data| {
            let record = Json::object()
                .with("StreamName", put.stream.name())
                .with("Data", encoded(data))
                .with("PartitionKey", put.partition.clone());
            MappingTemplate::from(record)
        });
        let grant = put
            .stream
            .grant(action!("kinesis:PutRecord"), EncryptionKeyRef::write);
        ServiceCall::action("kinesis", "PutRecord", grant, template)
            .header("Content-Type", source!("'application/x-amz-json-1.1'"))
            .into()
    }
}

/// Puts what the client says into a delivery stream, which writes it to a store in batches.
///
/// ```
/// use constructs::{prelude::*, websocket::DeliverRecord};
/// let mut stack = Stack::new("demo");
/// let bucket = stack.add("Bucket", Bucket::new());
/// let archive = stack.add("Archive", DeliveryStream::into(&bucket));
/// let route = Route::to(DeliverRecord::into(&archive));
/// ```
///
/// A record is the same as that of [`PutRecord`]. Records follow each other without anything between them, unless the
/// delivery stream appends a delimiter, as [`DeliveryStream`](crate::DeliveryStream) does.
#[derive(Clone, Debug)]
#[must_use]
pub struct DeliverRecord {
    stream: Address<DeliveryStream>,
    payload: Payload,
}

impl DeliverRecord {
    /// Puts records into this delivery stream.
    pub fn into(stream: impl Into<Address<DeliveryStream>>) -> Self {
        Self {
            stream: stream.into(),
            payload: Payload::envelope(),
        }
    }

    /// What a record holds (default: [the message and who sent it](Payload::envelope)).
    pub fn payload(mut self, payload: impl Into<Payload>) -> Self {
        self.payload = payload.into();
        self
    }
}

impl From<DeliverRecord> for MappedIntegration {
    fn from(put: DeliverRecord) -> Self {
        let template = put.payload.before(|data| {
            let record = Json::object()
                .with("DeliveryStreamName", put.stream.name())
                .with("Record", Json::object().with("Data", encoded(data)));
            MappingTemplate::from(record)
        });
        let grant = Grant::new([action!("firehose:PutRecord")], [put.stream.arn()]);
        ServiceCall::action("firehose", "PutRecord", grant, template)
            .header("Content-Type", source!("'application/x-amz-json-1.1'"))
            .into()
    }
}

/// Records travel as base64.
fn encoded(data: &str) -> Json {
    Json::quoted(format!("$util.base64Encode({data})"))
}
