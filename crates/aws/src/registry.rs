//! Every table by its type's name, for tools that see a template and no builder.

mod others;

use cfn::{Resource, TypeInfo};

pub use others::OTHERS;

/// The facts of every table, sorted by type.
pub const TYPES: &[TypeInfo] = &[
    crate::apigateway::Account::INFO,
    crate::apigateway::ApiKey::INFO,
    crate::apigateway::ClientCertificate::INFO,
    crate::apigateway::UsagePlan::INFO,
    crate::apigateway::UsagePlanKey::INFO,
    crate::apigateway::VpcLink::INFO,
    crate::apigatewayv2::Api::INFO,
    crate::apigatewayv2::ApiGatewayManagedOverrides::INFO,
    crate::apigatewayv2::ApiMapping::INFO,
    crate::apigatewayv2::Authorizer::INFO,
    crate::apigatewayv2::Deployment::INFO,
    crate::apigatewayv2::DomainName::INFO,
    crate::apigatewayv2::Integration::INFO,
    crate::apigatewayv2::IntegrationResponse::INFO,
    crate::apigatewayv2::Model::INFO,
    crate::apigatewayv2::PortalProduct::INFO,
    crate::apigatewayv2::Route::INFO,
    crate::apigatewayv2::RouteResponse::INFO,
    crate::apigatewayv2::RoutingRule::INFO,
    crate::apigatewayv2::Stage::INFO,
    crate::apigatewayv2::VpcLink::INFO,
    crate::applicationautoscaling::ScalableTarget::INFO,
    crate::applicationautoscaling::ScalingPolicy::INFO,
    crate::certificatemanager::Certificate::INFO,
    crate::cloudfront::Distribution::INFO,
    crate::cloudwatch::Alarm::INFO,
    crate::cloudwatch::CompositeAlarm::INFO,
    crate::cloudwatch::Dashboard::INFO,
    crate::cognito::IdentityPool::INFO,
    crate::cognito::IdentityPoolRoleAttachment::INFO,
    crate::cognito::UserPool::INFO,
    crate::cognito::UserPoolClient::INFO,
    crate::cognito::UserPoolDomain::INFO,
    crate::cognito::UserPoolGroup::INFO,
    crate::cognito::UserPoolResourceServer::INFO,
    crate::dynamodb::Table::INFO,
    crate::events::EventBus::INFO,
    crate::events::Rule::INFO,
    crate::iam::ManagedPolicy::INFO,
    crate::iam::AttachedPolicy::INFO,
    crate::iam::Role::INFO,
    crate::kms::Alias::INFO,
    crate::kms::Key::INFO,
    crate::kinesis::Stream::INFO,
    crate::firehose::DeliveryStream::INFO,
    crate::lambda::Alias::INFO,
    crate::lambda::EventInvokeConfig::INFO,
    crate::lambda::EventSourceMapping::INFO,
    crate::lambda::Function::INFO,
    crate::lambda::LayerVersion::INFO,
    crate::lambda::Permission::INFO,
    crate::lambda::Url::INFO,
    crate::lambda::Version::INFO,
    crate::logs::LogGroup::INFO,
    crate::logs::MetricFilter::INFO,
    crate::logs::QueryDefinition::INFO,
    crate::logs::SubscriptionFilter::INFO,
    crate::pipes::Pipe::INFO,
    crate::route53::RecordSet::INFO,
    crate::s3::Bucket::INFO,
    crate::s3::BucketPolicy::INFO,
    crate::sns::Subscription::INFO,
    crate::sns::Topic::INFO,
    crate::sns::TopicPolicy::INFO,
    crate::sqs::Queue::INFO,
    crate::sqs::QueuePolicy::INFO,
    crate::ssm::Parameter::INFO,
    crate::scheduler::Schedule::INFO,
    crate::scheduler::ScheduleGroup::INFO,
    crate::secretsmanager::Secret::INFO,
    crate::stepfunctions::StateMachine::INFO,
    crate::wafv2::WebAcl::INFO,
    crate::wafv2::WebAclAssociation::INFO,
    crate::xray::Group::INFO,
];

/// The facts of a type, such as `AWS::ApiGatewayV2::Route`; none where there is no table.
///
/// ```
/// let queue = aws::registry::find("AWS::SQS::Queue").unwrap();
/// assert!(queue.replaces_on.contains(&"QueueName"));
/// assert!(aws::registry::find("AWS::SQS::Topic").is_none());
/// ```
pub fn find(cfn_type: &str) -> Option<&'static TypeInfo> {
    TYPES
        .binary_search_by(|info| info.cfn_type.cmp(cfn_type))
        .ok()
        .map(|index| &TYPES[index])
}

/// Every type of the namespaces that have tables, with a table or without one.
///
/// ```
/// assert!(aws::registry::names().any(|name| name == "AWS::ApiGateway::RestApi"));
/// assert!(aws::registry::names().all(|name| !name.starts_with("AWS::EC2::")));
/// ```
pub fn names() -> impl Iterator<Item = &'static str> {
    TYPES
        .iter()
        .map(|info| info.cfn_type)
        .chain(OTHERS.iter().copied())
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn every_declared_table_is_found() {
        let mut declared = Vec::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut declared);
        declared.sort_unstable();
        let registered: Vec<_> = TYPES.iter().map(|info| info.cfn_type.to_owned()).collect();
        assert_eq!(
            declared, registered,
            "the tables in the sources, and the sorted list in registry.rs"
        );
        for info in TYPES {
            assert_eq!(
                find(info.cfn_type).map(|found| found.cfn_type),
                Some(info.cfn_type)
            );
        }
    }

    #[test]
    fn the_others_are_sorted_and_have_no_table() {
        assert!(OTHERS.is_sorted());
        for name in OTHERS {
            assert!(find(name).is_none(), "{name} has a table");
        }
    }

    /// The types that `resource!` declares, which is a line like `Queue = "AWS::SQS::Queue" {`.
    fn collect(folder: &Path, declared: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, declared);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let rows = text
                .lines()
                .filter_map(|line| line.trim().strip_suffix("\" {")?.split_once(" = \""));
            declared.extend(
                rows.map(|(_, cfn_type)| cfn_type.to_owned())
                    .filter(|cfn_type| cfn_type.starts_with("AWS::")),
            );
        }
    }
}
