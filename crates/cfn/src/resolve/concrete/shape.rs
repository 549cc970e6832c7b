//! How the names and ARNs of resources read: the one place of this crate that knows services by name.

use crate::Environment;

/// What is known of a type's names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    cfn_type: &'static str,
    /// The property that sets the name.
    pub(super) name: Option<&'static str>,
    /// The ARN after the partition; `{region}`, `{account}`, `{path}` and `{name}` are filled in.
    form: Option<&'static str>,
    /// What `Ref` yields.
    pub(super) reference: Reference,
    /// The property that names the function that this is a version of.
    pub(super) qualifies: Option<&'static str>,
}

/// What `Ref` yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// The name, or an id that the service makes up.
    Name,
    /// The ARN.
    Arn,
    /// The queue's URL.
    QueueUrl,
}

const fn named(cfn_type: &'static str, name: &'static str, form: &'static str) -> Shape {
    Shape {
        cfn_type,
        name: Some(name),
        form: Some(form),
        reference: Reference::Name,
        qualifies: None,
    }
}

impl Shape {
    const fn by_arn(self) -> Self {
        Self {
            reference: Reference::Arn,
            ..self
        }
    }

    /// The service makes up the name.
    const fn unnamed(self) -> Self {
        Self { name: None, ..self }
    }

    const fn without_arn(self) -> Self {
        Self { form: None, ..self }
    }

    const fn of_function(self) -> Self {
        Self {
            qualifies: Some("FunctionName"),
            form: None,
            reference: Reference::Arn,
            ..self
        }
    }
}

const UNKNOWN: Shape = named("", "", "").unnamed().without_arn();

const SHAPES: [Shape; 32] = [
    named("AWS::ApiGatewayV2::DomainName", "DomainName", "").without_arn(),
    named("AWS::ApiGatewayV2::Stage", "StageName", "").without_arn(),
    named(
        "AWS::CertificateManager::Certificate",
        "",
        "acm:{region}:{account}:certificate/{name}",
    )
    .unnamed()
    .by_arn(),
    named(
        "AWS::CloudWatch::Alarm",
        "AlarmName",
        "cloudwatch:{region}:{account}:alarm:{name}",
    ),
    named(
        "AWS::Cognito::UserPool",
        "",
        "cognito-idp:{region}:{account}:userpool/{name}",
    )
    .unnamed(),
    named(
        "AWS::DynamoDB::GlobalTable",
        "TableName",
        "dynamodb:{region}:{account}:table/{name}",
    ),
    named(
        "AWS::DynamoDB::Table",
        "TableName",
        "dynamodb:{region}:{account}:table/{name}",
    ),
    named(
        "AWS::Events::EventBus",
        "Name",
        "events:{region}:{account}:event-bus/{name}",
    ),
    named(
        "AWS::Events::Rule",
        "Name",
        "events:{region}:{account}:rule/{name}",
    ),
    named("AWS::IAM::Group", "GroupName", "iam::{account}:group{path}{name}"),
    named(
        "AWS::IAM::ManagedPolicy",
        "ManagedPolicyName",
        "iam::{account}:policy{path}{name}",
    )
    .by_arn(),
    named("AWS::IAM::Policy", "PolicyName", "").without_arn(),
    named("AWS::IAM::Role", "RoleName", "iam::{account}:role{path}{name}"),
    named("AWS::IAM::User", "UserName", "iam::{account}:user{path}{name}"),
    named(
        "AWS::Kinesis::Stream",
        "Name",
        "kinesis:{region}:{account}:stream/{name}",
    ),
    named(
        "AWS::KinesisFirehose::DeliveryStream",
        "DeliveryStreamName",
        "firehose:{region}:{account}:deliverystream/{name}",
    ),
    named("AWS::KMS::Key", "", "kms:{region}:{account}:key/{name}").unnamed(),
    named("AWS::Lambda::Alias", "Name", "").of_function(),
    named(
        "AWS::Lambda::Function",
        "FunctionName",
        "lambda:{region}:{account}:function:{name}",
    ),
    named("AWS::Lambda::Version", "", "").unnamed().of_function(),
    named(
        "AWS::Logs::LogGroup",
        "LogGroupName",
        "logs:{region}:{account}:log-group:{name}:*",
    ),
    named("AWS::S3::Bucket", "BucketName", "s3:::{name}"),
    named(
        "AWS::Scheduler::ScheduleGroup",
        "Name",
        "scheduler:{region}:{account}:schedule-group/{name}",
    ),
    named(
        "AWS::SecretsManager::Secret",
        "Name",
        "secretsmanager:{region}:{account}:secret:{name}",
    )
    .by_arn(),
    named(
        "AWS::Serverless::Function",
        "FunctionName",
        "lambda:{region}:{account}:function:{name}",
    ),
    named(
        "AWS::Serverless::SimpleTable",
        "TableName",
        "dynamodb:{region}:{account}:table/{name}",
    ),
    named(
        "AWS::Serverless::StateMachine",
        "Name",
        "states:{region}:{account}:stateMachine:{name}",
    )
    .by_arn(),
    named("AWS::SNS::Topic", "TopicName", "sns:{region}:{account}:{name}").by_arn(),
    Shape {
        reference: Reference::QueueUrl,
        ..named("AWS::SQS::Queue", "QueueName", "sqs:{region}:{account}:{name}")
    },
    named("AWS::SSM::Parameter", "Name", "").without_arn(),
    named(
        "AWS::StepFunctions::Activity",
        "Name",
        "states:{region}:{account}:activity:{name}",
    )
    .by_arn(),
    named(
        "AWS::StepFunctions::StateMachine",
        "StateMachineName",
        "states:{region}:{account}:stateMachine:{name}",
    )
    .by_arn(),
];

impl Shape {
    /// What is known of the type; of an unknown one, that nothing is.
    pub(super) fn of(cfn_type: &str) -> Self {
        let known = SHAPES.iter().find(|shape| shape.cfn_type == cfn_type);
        known.copied().unwrap_or(UNKNOWN)
    }

    pub(super) fn arn(&self, name: &str, path: Option<&str>, environment: &Environment) -> Option<String> {
        let Environment {
            partition,
            region,
            account_id,
            ..
        } = environment;
        let form = self
            .form?
            .replace("{region}", region)
            .replace("{account}", account_id);
        let form = form.replace("{path}", path.unwrap_or("/"));
        Some(format!("arn:{partition}:{}", form.replace("{name}", name)))
    }
}
