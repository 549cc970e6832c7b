//! Delivery streams.

use aws::firehose::{
    self, CompressionFormat, DeliveryStreamEncryptionConfigurationInput, DeliveryStreamType,
    ExtendedS3DestinationConfiguration, KeyType, KinesisStreamSourceConfiguration, ProcessingConfiguration,
    Processor, ProcessorParameter, ProcessorParameterName, ProcessorType,
};
use cfn::{Arn, Construct, Handle, IntoProperty, Scope, Tree, Value};

use crate::{BucketRef, DataStreamRef, Grant, action, arn, place::Place, raw::Raw, role::granted_role};

/// A Firehose stream into a bucket: what is put arrives there within minutes, compressed, one record per line.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let archive = stack.add("Archive", Bucket::new());
/// let messages = stack.add("Messages", DeliveryStream::into(&archive).under("messages/"));
/// let chat = Function::rust("lambdas", "chat").env("ARCHIVE", &messages).allow(messages.put_records());
/// stack.add("Chat", chat);
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
///
/// Keys are the prefix and the hour, such as `messages/2026/01/31/12/…`.
#[derive(Clone, Debug)]
#[must_use]
pub struct DeliveryStream {
    bucket: BucketRef,
    prefix: String,
    source: Option<DataStreamRef>,
    raw: Raw,
}

/// A delivery stream, of the stack or [imported](DeliveryStreamRef::imported).
#[derive(Clone, Debug)]
pub struct DeliveryStreamRef {
    place: Place<firehose::DeliveryStream>,
}

impl DeliveryStream {
    /// Delivers to this bucket, by a role that may do nothing else.
    pub fn into(bucket: &BucketRef) -> Self {
        Self {
            bucket: bucket.clone(),
            prefix: String::new(),
            source: None,
            raw: Raw::default(),
        }
    }

    /// What keys begin with, mostly a folder: `messages/`.
    pub fn under(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Delivers the records of a data stream; then nobody else can put any.
    pub fn from_stream(mut self, stream: &DataStreamRef) -> Self {
        self.source = Some(stream.clone());
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<Tree>) -> Self {
        self.raw.set(name, value);
        self
    }

    fn grants(&self) -> Vec<Grant> {
        let objects = self.bucket.read_under(&self.prefix);
        let objects = objects.and([self.bucket.write_under(&self.prefix)]);
        let actions = [
            action!("s3:GetBucketLocation"),
            action!("s3:ListBucket"),
            action!("s3:ListBucketMultipartUploads"),
        ];
        let bucket = Grant::new(actions, [self.bucket.arn()]);
        let source = self.source.iter().map(DataStreamRef::read);
        [objects, bucket].into_iter().chain(source).collect()
    }
}

impl Construct for DeliveryStream {
    type Output = DeliveryStreamRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> DeliveryStreamRef {
        let role = granted_role("firehose.amazonaws.com", &self.grants());
        let role = scope.add(&format!("{id}Role"), role);
        let bucket: Value<String> = self.bucket.arn().into();
        let mut destination = ExtendedS3DestinationConfiguration::new(bucket, &role)
            .compression_format(CompressionFormat::Gzip)
            .processing_configuration(one_per_line());
        if !self.prefix.is_empty() {
            destination = destination.prefix(self.prefix);
        }
        let stream = firehose::DeliveryStream::new().extended_s3_destination_configuration(destination);
        let stream = match &self.source {
            // Encryption on the way is the data stream's.
            Some(source) => stream
                .delivery_stream_type(DeliveryStreamType::KinesisStreamAsSource)
                .kinesis_stream_source_configuration(KinesisStreamSourceConfiguration::new(
                    source.arn(),
                    &role,
                )),
            None => stream
                .delivery_stream_encryption_configuration_input(
                    DeliveryStreamEncryptionConfigurationInput::new(KeyType::AwsOwnedCmk),
                )
                .delivery_stream_type(DeliveryStreamType::DirectPut),
        };
        DeliveryStreamRef {
            place: Place::made(scope.add(id, self.raw.onto(stream))),
        }
    }
}

/// Without it records follow each other in a file with nothing between them. The service wants the two characters.
fn one_per_line() -> ProcessingConfiguration {
    let newline = ProcessorParameter::new(ProcessorParameterName::Delimiter, "\\n");
    let append = Processor::new(ProcessorType::AppendDelimiterToRecord).parameters([newline]);
    ProcessingConfiguration::new().enabled(true).processors([append])
}

impl DeliveryStreamRef {
    /// A delivery stream that stands already. Logical ids in this stack begin with `name`.
    pub fn imported(
        name: impl Into<String>,
        arn: impl IntoProperty<Value<Arn<firehose::DeliveryStream>>>,
    ) -> Self {
        Self {
            place: Place::imported(name, arn, arn::after_slash),
        }
    }

    /// The resource, where this stack makes it.
    pub fn handle(&self) -> Option<&Handle<firehose::DeliveryStream>> {
        self.place.handle()
    }

    /// Its name, which whoever puts records needs.
    pub fn name(&self) -> Value<String> {
        self.place.id_text()
    }

    /// Its ARN.
    pub fn arn(&self) -> Value<Arn<firehose::DeliveryStream>> {
        self.place.arn()
    }

    /// Putting records, one or many at a time.
    pub fn put_records(&self) -> Grant {
        let actions = [action!("firehose:PutRecord"), action!("firehose:PutRecordBatch")];
        Grant::new(actions, [self.place.arn_text()])
    }
}

impl From<&DeliveryStreamRef> for Value<String> {
    fn from(stream: &DeliveryStreamRef) -> Self {
        stream.name()
    }
}

#[cfg(test)]
mod tests {
    use cfn::Stack;
    use serde_json::json;

    use super::*;
    use crate::{
        Bucket, DataStream,
        testing::{ids, properties, synth},
    };

    #[test]
    fn records_arrive_compressed_and_one_per_line() {
        let mut stack = Stack::new("demo");
        let archive = stack.add("Archive", Bucket::new());
        stack.add("Messages", DeliveryStream::into(&archive).under("messages/"));
        let template = synth(stack);
        assert_eq!(ids(&template)[2..], ["MessagesRole", "Messages"]);
        assert_eq!(
            properties(&template, "Messages"),
            json!({
                "DeliveryStreamEncryptionConfigurationInput": { "KeyType": "AWS_OWNED_CMK" },
                "DeliveryStreamType": "DirectPut",
                "ExtendedS3DestinationConfiguration": {
                    "BucketARN": { "Fn::GetAtt": ["Archive", "Arn"] },
                    "RoleARN": { "Fn::GetAtt": ["MessagesRole", "Arn"] },
                    "CompressionFormat": "GZIP",
                    "Prefix": "messages/",
                    "ProcessingConfiguration": {
                        "Enabled": true,
                        "Processors": [{
                            "Type": "AppendDelimiterToRecord",
                            "Parameters": [{ "ParameterName": "Delimiter", "ParameterValue": "\\n" }],
                        }],
                    },
                },
            })
        );
        let role = properties(&template, "MessagesRole");
        assert_eq!(
            role["Policies"][0]["PolicyDocument"]["Statement"],
            json!([
                {
                    "Effect": "Allow",
                    "Action": ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
                    "Resource": [{ "Fn::Sub": "${Archive.Arn}/messages/*" }],
                },
                {
                    "Effect": "Allow",
                    "Action": ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
                    "Resource": [{ "Fn::GetAtt": ["Archive", "Arn"] }],
                },
            ])
        );
    }

    #[test]
    fn records_of_a_data_stream_are_read_by_the_same_role() {
        let mut stack = Stack::new("demo");
        let ticks = stack.add("Ticks", DataStream::new());
        let archive = BucketRef::imported("Archive", Arn::of("arn:aws:s3:::archive"));
        stack.add("Kept", DeliveryStream::into(&archive).from_stream(&ticks));
        let kept = properties(&synth(stack), "Kept");
        assert_eq!(kept["DeliveryStreamType"], "KinesisStreamAsSource");
        assert_eq!(
            kept["KinesisStreamSourceConfiguration"],
            json!({
                "KinesisStreamARN": { "Fn::GetAtt": ["Ticks", "Arn"] },
                "RoleARN": { "Fn::GetAtt": ["KeptRole", "Arn"] },
            })
        );
        assert!(kept.get("DeliveryStreamEncryptionConfigurationInput").is_none());
    }

    #[test]
    fn an_imported_stream_takes_records_under_its_arn() {
        let arn = "arn:aws:firehose:eu-central-1:111122223333:deliverystream/kept";
        let kept = DeliveryStreamRef::imported("Kept", Arn::of(arn));
        assert_eq!(kept.name(), Value::from("kept"));
        let actions = [action!("firehose:PutRecord"), action!("firehose:PutRecordBatch")];
        assert_eq!(kept.put_records(), Grant::new(actions, [arn]));
    }
}
