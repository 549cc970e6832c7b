//! APIs, domains, certificates, DNS and what stands before them.

use super::{EVERYTHING, On, Row, row};

/// API Gateway makes up the ids of its resources, so that no policy can name those of one app; its actions are methods
/// of HTTP: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html>.
const APIS: On = On::Fixed(&["apigateway:{region}::/apis", "apigateway:{region}::/apis/*"]);
const TAGS: On = On::Fixed(&["apigateway:{region}::/tags/*"]);
const DOMAINS: On = On::Fixed(&[
    "apigateway:{region}::/domainnames",
    "apigateway:{region}::/domainnames/*",
]);
const KEYS: On = On::Fixed(&["apigateway:{region}::/apikeys", "apigateway:{region}::/apikeys/*"]);
const PLANS: On = On::Fixed(&[
    "apigateway:{region}::/usageplans",
    "apigateway:{region}::/usageplans/*",
]);
const CERTIFICATES: On = On::Fixed(&[
    "apigateway:{region}::/clientcertificates",
    "apigateway:{region}::/clientcertificates/*",
]);
const LINKS: On = On::Fixed(&[
    "apigateway:{region}::/vpclinks",
    "apigateway:{region}::/vpclinks/*",
]);

const EVERY_METHOD: &str = "apigateway:DELETE GET PATCH POST PUT";
const ALL_BUT_PUT: &str = "apigateway:DELETE GET PATCH POST";
const TAGGING: &str = "apigateway:DELETE POST TagResource UntagResource";

pub(super) const ROWS: &[Row] = &[
    row(
        "AWS::ApiGateway::Account",
        On::Fixed(&["apigateway:{region}::/account"]),
        "apigateway:GET PATCH",
    ),
    row(
        "AWS::ApiGateway::Account",
        On::Named("CloudWatchRoleArn", "iam::{account}:role/{name}"),
        "iam:GetRole",
    ),
    row("AWS::ApiGateway::ApiKey", KEYS, EVERY_METHOD),
    row("AWS::ApiGateway::ClientCertificate", CERTIFICATES, EVERY_METHOD),
    row("AWS::ApiGateway::UsagePlan", PLANS, EVERY_METHOD),
    row(
        "AWS::ApiGateway::UsagePlanKey",
        PLANS,
        "apigateway:DELETE GET POST",
    ),
    row("AWS::ApiGatewayV2::Api", APIS, EVERY_METHOD),
    row("AWS::ApiGatewayV2::Api", TAGS, "apigateway:DELETE POST PUT"),
    row("AWS::ApiGatewayV2::ApiMapping", DOMAINS, EVERY_METHOD),
    row("AWS::ApiGatewayV2::Authorizer", APIS, EVERY_METHOD),
    row("AWS::ApiGatewayV2::Deployment", APIS, EVERY_METHOD),
    row("AWS::ApiGatewayV2::DomainName", DOMAINS, EVERY_METHOD),
    row(
        "AWS::ApiGatewayV2::DomainName",
        DOMAINS,
        "apigateway:AddCertificateToDomain RemoveCertificateFromDomain",
    ),
    row(
        "AWS::ApiGatewayV2::DomainName",
        TAGS,
        "apigateway:DELETE POST PUT",
    ),
    row("AWS::ApiGatewayV2::Integration", APIS, EVERY_METHOD),
    row("AWS::ApiGatewayV2::IntegrationResponse", APIS, EVERY_METHOD),
    row("AWS::ApiGatewayV2::Model", APIS, EVERY_METHOD),
    row("AWS::ApiGatewayV2::Route", APIS, EVERY_METHOD),
    row("AWS::ApiGatewayV2::RouteResponse", APIS, EVERY_METHOD),
    row("AWS::ApiGatewayV2::Stage", APIS, ALL_BUT_PUT),
    row(
        "AWS::ApiGatewayV2::Stage",
        APIS,
        "apigateway:TagResource UntagResource",
    ),
    row("AWS::ApiGatewayV2::Stage", TAGS, TAGGING),
    row("AWS::ApiGatewayV2::VpcLink", LINKS, ALL_BUT_PUT),
    row("AWS::ApiGatewayV2::VpcLink", LINKS, "apigateway:TagResource"),
    row(
        "AWS::ApiGatewayV2::VpcLink",
        On::Fixed(&["iam::{account}:role/aws-service-role/ops.apigateway.amazonaws.com/*"]),
        "iam:CreateServiceLinkedRole DeleteServiceLinkedRole GetServiceLinkedRoleDeletionStatus",
    ),
    row(
        "AWS::CertificateManager::Certificate",
        On::Fixed(&["acm:{region}:{account}:certificate/*"]),
        "acm:AddTagsToCertificate DeleteCertificate DescribeCertificate ListTagsForCertificate RemoveTagsFromCertificate \
         RequestCertificate UpdateCertificateOptions",
    ),
    row(
        "AWS::CertificateManager::Certificate",
        On::Fixed(&["route53:::hostedzone/*"]),
        "route53:ChangeResourceRecordSets",
    )
    .when("DomainValidationOptions"),
    row(
        "AWS::Route53::RecordSet",
        On::Named("HostedZoneId", "route53:::hostedzone/{name}"),
        "route53:ChangeResourceRecordSets GetHostedZone ListResourceRecordSets",
    )
    .when("HostedZoneId"),
    row(
        "AWS::Route53::RecordSet",
        On::Fixed(&["route53:::hostedzone/*"]),
        "route53:ChangeResourceRecordSets GetHostedZone ListResourceRecordSets",
    )
    .when("HostedZoneName"),
    row(
        "AWS::Route53::RecordSet",
        On::Fixed(&["route53:::change/*"]),
        "route53:GetChange",
    ),
    row("AWS::Route53::RecordSet", EVERYTHING, "route53:ListHostedZones").when("HostedZoneName"),
    row(
        "AWS::CloudFront::Distribution",
        On::Fixed(&["cloudfront::{account}:distribution/*"]),
        "cloudfront:CreateDistribution CreateDistributionWithTags DeleteDistribution GetDistribution GetDistributionConfig \
         ListTagsForResource TagResource UntagResource UpdateDistribution",
    ),
];
