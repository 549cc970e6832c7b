//! Which property type and which enum stands for which structure of which schema.

use cfn::{Emit, ObjectInfo, Tree};

/// A property type, for a definition of a type's schema.
#[derive(Clone, Copy)]
pub(super) struct Definition {
    pub(super) cfn_type: &'static str,
    pub(super) name: &'static str,
    pub(super) object: &'static ObjectInfo,
}

/// An enum, for a property of a type or definition: `AWS::SQS::Queue.Property`, `AWS::SQS::Queue.Definition.Property`.
pub(super) struct Words {
    pub(super) place: &'static str,
    pub(super) words: Vec<String>,
}

impl Definition {
    pub(super) fn place(&self) -> String {
        format!("{}.{}", self.cfn_type, self.name)
    }
}

macro_rules! definitions {
    ($($cfn_type:literal { $($name:literal = $table:path),+ $(,)? })+) => {
        vec![$($(Definition {
            cfn_type: $cfn_type,
            name: $name,
            object: { use $table as Table; Table::OBJECT.get() },
        }),+),+]
    };
}

pub(super) fn definitions() -> Vec<Definition> {
    definitions! {
        "AWS::ApiGatewayV2::Route" {
            "ParameterConstraints" = aws::apigatewayv2::ParameterConstraints,
        }
        "AWS::ApiGatewayV2::RouteResponse" {
            "ParameterConstraints" = aws::apigatewayv2::ParameterConstraints,
        }
        "AWS::ApiGatewayV2::Stage" {
            "AccessLogSettings" = aws::apigatewayv2::AccessLogSettings,
            "RouteSettings" = aws::apigatewayv2::RouteSettings,
        }
        "AWS::DynamoDB::Table" {
            "AttributeDefinition" = aws::dynamodb::AttributeDefinition,
            "ContributorInsightsSpecification" = aws::dynamodb::ContributorInsightsSpecification,
            "GlobalSecondaryIndex" = aws::dynamodb::GlobalSecondaryIndex,
            "KeySchema" = aws::dynamodb::KeySchema,
            "LocalSecondaryIndex" = aws::dynamodb::LocalSecondaryIndex,
            "OnDemandThroughput" = aws::dynamodb::OnDemandThroughput,
            "PointInTimeRecoverySpecification" = aws::dynamodb::PointInTimeRecoverySpecification,
            "Projection" = aws::dynamodb::Projection,
            "ProvisionedThroughput" = aws::dynamodb::ProvisionedThroughput,
            "ResourcePolicy" = aws::dynamodb::ResourcePolicy,
            "SSESpecification" = aws::dynamodb::SseSpecification,
            "StreamSpecification" = aws::dynamodb::StreamSpecification,
            "Tag" = aws::Tag,
            "TimeToLiveSpecification" = aws::dynamodb::TimeToLiveSpecification,
            "WarmThroughput" = aws::dynamodb::WarmThroughput,
        }
        "AWS::IAM::Role" {
            "Policy" = aws::iam::Policy,
            "Tag" = aws::Tag,
        }
        "AWS::Lambda::EventSourceMapping" {
            "DestinationConfig" = aws::lambda::DestinationConfig,
            "Filter" = aws::lambda::Filter,
            "FilterCriteria" = aws::lambda::FilterCriteria,
            "MetricsConfig" = aws::lambda::MetricsConfig,
            "OnFailure" = aws::lambda::OnFailure,
            "ProvisionedPollerConfig" = aws::lambda::ProvisionedPollerConfig,
            "ScalingConfig" = aws::lambda::ScalingConfig,
            "Tag" = aws::Tag,
        }
        "AWS::Lambda::Function" {
            "Code" = aws::lambda::Code,
            "DeadLetterConfig" = aws::lambda::DeadLetterConfig,
            "Environment" = aws::lambda::Environment,
            "EphemeralStorage" = aws::lambda::EphemeralStorage,
            "ImageConfig" = aws::lambda::ImageConfig,
            "LoggingConfig" = aws::lambda::LoggingConfig,
            "SnapStart" = aws::lambda::SnapStart,
            "Tag" = aws::Tag,
            "TracingConfig" = aws::lambda::TracingConfig,
            "VpcConfig" = aws::lambda::VpcConfig,
        }
        "AWS::Logs::LogGroup" {
            "Tag" = aws::Tag,
        }
        "AWS::SQS::Queue" {
            "RedriveAllowPolicy" = aws::sqs::RedriveAllowPolicy,
            "RedrivePolicy" = aws::sqs::RedrivePolicy,
            "Tag" = aws::Tag,
        }
    }
}

pub(super) fn words() -> Vec<Words> {
    use aws::{dynamodb, lambda, logs};
    vec![
        of("AWS::DynamoDB::Table.BillingMode", dynamodb::BillingMode::ALL),
        of("AWS::DynamoDB::Table.TableClass", dynamodb::TableClass::ALL),
        of(
            "AWS::DynamoDB::Table.AttributeDefinition.AttributeType",
            dynamodb::AttributeType::ALL,
        ),
        of(
            "AWS::DynamoDB::Table.ContributorInsightsSpecification.Mode",
            dynamodb::ContributorInsightsMode::ALL,
        ),
        of(
            "AWS::DynamoDB::Table.Projection.ProjectionType",
            dynamodb::ProjectionType::ALL,
        ),
        of(
            "AWS::DynamoDB::Table.SSESpecification.SSEType",
            dynamodb::SseType::ALL,
        ),
        of(
            "AWS::DynamoDB::Table.StreamSpecification.StreamViewType",
            dynamodb::StreamViewType::ALL,
        ),
        of(
            "AWS::Lambda::EventSourceMapping.FunctionResponseTypes",
            lambda::FunctionResponseType::ALL,
        ),
        of(
            "AWS::Lambda::EventSourceMapping.MetricsConfig.Metrics",
            lambda::MetricsGroup::ALL,
        ),
        of("AWS::Lambda::Function.Architectures", lambda::Architecture::ALL),
        of("AWS::Lambda::Function.PackageType", lambda::PackageType::ALL),
        of("AWS::Lambda::Function.RecursiveLoop", lambda::RecursiveLoop::ALL),
        of("AWS::Lambda::Function.Runtime", lambda::Runtime::ALL),
        of(
            "AWS::Lambda::Function.LoggingConfig.ApplicationLogLevel",
            lambda::ApplicationLogLevel::ALL,
        ),
        of(
            "AWS::Lambda::Function.LoggingConfig.LogFormat",
            lambda::LogFormat::ALL,
        ),
        of(
            "AWS::Lambda::Function.LoggingConfig.SystemLogLevel",
            lambda::SystemLogLevel::ALL,
        ),
        of(
            "AWS::Lambda::Function.SnapStart.ApplyOn",
            lambda::SnapStartApplyOn::ALL,
        ),
        of(
            "AWS::Lambda::Function.TracingConfig.Mode",
            lambda::TracingMode::ALL,
        ),
        of(
            "AWS::Lambda::Permission.FunctionUrlAuthType",
            lambda::FunctionUrlAuthType::ALL,
        ),
        of("AWS::Logs::LogGroup.LogGroupClass", logs::LogGroupClass::ALL),
        of("AWS::Logs::LogGroup.RetentionInDays", logs::Retention::ALL),
    ]
}

fn of<T: Emit>(place: &'static str, all: &[T]) -> Words {
    let word = |value: &T| match value.emit() {
        Tree::String(word) => word,
        Tree::Int(number) => number.to_string(),
        other => format!("{other:?}"),
    };
    Words {
        place,
        words: all.iter().map(word).collect(),
    }
}
