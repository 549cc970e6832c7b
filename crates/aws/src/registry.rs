//! Every table by its type's name, for tools that see a template and no builder.

use cfn::{Resource, TypeInfo};

use crate::{apigateway, apigatewayv2, cloudwatch, dynamodb, iam, lambda, logs, s3, sqs, xray};

/// The facts of every table, sorted by type.
pub const TYPES: &[TypeInfo] = &[
    apigateway::Account::INFO,
    apigateway::ApiKey::INFO,
    apigateway::ClientCertificate::INFO,
    apigateway::UsagePlan::INFO,
    apigateway::UsagePlanKey::INFO,
    apigateway::VpcLink::INFO,
    apigatewayv2::Api::INFO,
    apigatewayv2::ApiGatewayManagedOverrides::INFO,
    apigatewayv2::ApiMapping::INFO,
    apigatewayv2::Authorizer::INFO,
    apigatewayv2::Deployment::INFO,
    apigatewayv2::DomainName::INFO,
    apigatewayv2::Integration::INFO,
    apigatewayv2::IntegrationResponse::INFO,
    apigatewayv2::Model::INFO,
    apigatewayv2::PortalProduct::INFO,
    apigatewayv2::Route::INFO,
    apigatewayv2::RouteResponse::INFO,
    apigatewayv2::RoutingRule::INFO,
    apigatewayv2::Stage::INFO,
    apigatewayv2::VpcLink::INFO,
    cloudwatch::Alarm::INFO,
    cloudwatch::CompositeAlarm::INFO,
    cloudwatch::Dashboard::INFO,
    dynamodb::Table::INFO,
    iam::Role::INFO,
    lambda::EventSourceMapping::INFO,
    lambda::Function::INFO,
    lambda::Permission::INFO,
    logs::LogGroup::INFO,
    logs::MetricFilter::INFO,
    logs::QueryDefinition::INFO,
    logs::SubscriptionFilter::INFO,
    s3::Bucket::INFO,
    s3::BucketPolicy::INFO,
    sqs::Queue::INFO,
    xray::Group::INFO,
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
