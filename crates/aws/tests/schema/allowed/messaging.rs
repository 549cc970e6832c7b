//! Exceptions of the shelf `messaging`.

use super::{Allowed, Kind};

pub(super) const ALLOWED: &[Allowed] = &[
    Allowed {
        place: "AWS::Events::EventBus",
        kind: Kind::Attribute,
        names: &["Name"],
        reason: "`Fn::GetAtt` yields the name, although the schema lists it only as a property",
    },
    Allowed {
        place: "AWS::Events::Rule.Tag",
        kind: Kind::Required,
        names: &["Key", "Value"],
        reason: "the schema requires nothing; the service refuses a tag without a key",
    },
    Allowed {
        place: "AWS::Events::Rule.Target",
        kind: Kind::Untyped,
        names: &[
            "AppSyncParameters",
            "BatchParameters",
            "EcsParameters",
            "RedshiftDataParameters",
            "RunCommandParameters",
            "SageMakerPipelineParameters",
        ],
        reason: "services for which there are no tables, twenty structures; they are taken as JSON",
    },
    Allowed {
        place: "AWS::KinesisFirehose::DeliveryStream",
        kind: Kind::Untyped,
        names: &[
            "AmazonOpenSearchServerlessDestinationConfiguration",
            "AmazonopensearchserviceDestinationConfiguration",
            "DatabaseSourceConfiguration",
            "ElasticsearchDestinationConfiguration",
            "HttpEndpointDestinationConfiguration",
            "IcebergDestinationConfiguration",
            "MSKSourceConfiguration",
            "RedshiftDestinationConfiguration",
            "SnowflakeDestinationConfiguration",
            "SplunkDestinationConfiguration",
        ],
        reason: "destinations and sources for which there are no tables, fifty structures; they are taken as JSON",
    },
    Allowed {
        place: "AWS::KinesisFirehose::DeliveryStream.OutputFormatConfiguration",
        kind: Kind::Untyped,
        names: &["Serializer"],
        reason: "the fine print of two columnar formats; without it the object is `{\"ParquetSerDe\": {}}`",
    },
    Allowed {
        place: "AWS::KinesisFirehose::DeliveryStream.Tag",
        kind: Kind::Required,
        names: &["Value"],
        reason: "a tag without a value is a tag with the empty text",
    },
    Allowed {
        place: "AWS::Pipes::Pipe.PipeSourceParameters",
        kind: Kind::Untyped,
        names: &[
            "ActiveMQBrokerParameters",
            "ManagedStreamingKafkaParameters",
            "RabbitMQBrokerParameters",
            "SelfManagedKafkaParameters",
        ],
        reason: "sources for which there are no tables, ten structures; they are taken as JSON",
    },
    Allowed {
        place: "AWS::Pipes::Pipe.PipeTargetParameters",
        kind: Kind::Untyped,
        names: &[
            "BatchJobParameters",
            "EcsTaskParameters",
            "RedshiftDataParameters",
            "SageMakerPipelineParameters",
            "TimestreamParameters",
        ],
        reason: "targets for which there are no tables, thirty structures; they are taken as JSON",
    },
    Allowed {
        place: "AWS::SNS::Subscription",
        kind: Kind::Unasked,
        names: &["RedrivePolicy"],
        reason: "the schema calls it any object; the member is that of the service's reference",
    },
    Allowed {
        place: "AWS::SNS::Topic",
        kind: Kind::Attribute,
        names: &["TopicName"],
        reason: "`Fn::GetAtt` yields the name, although the schema lists it only as a property",
    },
    Allowed {
        place: "AWS::SQS::Queue",
        kind: Kind::Attribute,
        names: &["QueueName"],
        reason: "`Fn::GetAtt` yields the name, although the schema lists it only as a property",
    },
    Allowed {
        place: "AWS::SQS::Queue",
        kind: Kind::Unasked,
        names: &["RedriveAllowPolicy"],
        reason: "the schema calls it any object; the members are those of the service's reference",
    },
    Allowed {
        place: "AWS::SQS::Queue.RedrivePolicy",
        kind: Kind::Required,
        names: &["deadLetterTargetArn", "maxReceiveCount"],
        reason: "the schema requires neither; the service refuses a policy without one of them",
    },
    Allowed {
        place: "AWS::Scheduler::Schedule.SqsParameters",
        kind: Kind::Required,
        names: &["MessageGroupId"],
        reason: "the only member; without it the object says nothing",
    },
    Allowed {
        place: "AWS::Scheduler::Schedule.Target",
        kind: Kind::Untyped,
        names: &["EcsParameters", "SageMakerPipelineParameters"],
        reason: "services for which there are no tables, ten structures; they are taken as JSON",
    },
];
