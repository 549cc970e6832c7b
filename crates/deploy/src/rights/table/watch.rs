//! Logs, alarms, dashboards, traces, and the firewall.

use super::{EVERYTHING, On, Row, row};

const GROUP: On = On::Named("LogGroupName", "logs:{region}:{account}:log-group:{name}");
const ACL: On = On::Named("Name", "wafv2:{region}:{account}:regional/webacl/{name}/*");

pub(super) const ROWS: &[Row] = &[
    row(
        "AWS::Logs::LogGroup",
        On::OwnAnd(":*"),
        "logs:CreateLogGroup DeleteDataProtectionPolicy DeleteLogGroup DeleteRetentionPolicy DescribeIndexPolicies \
         GetDataProtectionPolicy ListTagsForResource PutRetentionPolicy TagResource UntagResource",
    ),
    row(
        "AWS::Logs::LogGroup",
        On::OwnAnd(":*"),
        "logs:AssociateKmsKey DisassociateKmsKey",
    )
    .when("KmsKeyId"),
    row(
        "AWS::Logs::LogGroup",
        EVERYTHING,
        "logs:DescribeLogGroups DescribeResourcePolicies",
    ),
    row(
        "AWS::Logs::MetricFilter",
        GROUP,
        "logs:DeleteMetricFilter DescribeMetricFilters PutMetricFilter",
    ),
    row(
        "AWS::Logs::SubscriptionFilter",
        GROUP,
        "logs:DeleteSubscriptionFilter DescribeSubscriptionFilters PutSubscriptionFilter",
    ),
    row(
        "AWS::Logs::QueryDefinition",
        EVERYTHING,
        "logs:DeleteQueryDefinition DescribeQueryDefinitions PutQueryDefinition",
    ),
    row(
        "AWS::CloudWatch::Alarm",
        On::Own,
        "cloudwatch:DeleteAlarms DescribeAlarms ListTagsForResource PutMetricAlarm TagResource UntagResource",
    ),
    row(
        "AWS::CloudWatch::CompositeAlarm",
        On::Named("AlarmName", "cloudwatch:{region}:{account}:alarm:{name}"),
        "cloudwatch:DeleteAlarms ListTagsForResource PutCompositeAlarm TagResource UntagResource",
    ),
    row(
        "AWS::CloudWatch::CompositeAlarm",
        EVERYTHING,
        "cloudwatch:DescribeAlarms",
    ),
    row(
        "AWS::CloudWatch::Dashboard",
        On::Named("DashboardName", "cloudwatch::{account}:dashboard/{name}"),
        "cloudwatch:DeleteDashboards GetDashboard ListTagsForResource PutDashboard TagResource UntagResource",
    ),
    row(
        "AWS::XRay::Group",
        On::Named("GroupName", "xray:{region}:{account}:group/{name}/*"),
        "xray:CreateGroup DeleteGroup GetGroup ListTagsForResource TagResource UntagResource UpdateGroup",
    ),
    row(
        "AWS::WAFv2::WebACL",
        ACL,
        "wafv2:CreateWebACL DeleteWebACL GetWebACL ListTagsForResource TagResource UntagResource UpdateWebACL",
    ),
    row(
        "AWS::WAFv2::WebACLAssociation",
        EVERYTHING,
        "wafv2:AssociateWebACL DisassociateWebACL GetWebACL GetWebACLForResource",
    ),
    row(
        "AWS::WAFv2::WebACLAssociation",
        On::Fixed(&["apigateway:{region}::/apis/*/stages/*"]),
        "apigateway:SetWebACL",
    ),
];
