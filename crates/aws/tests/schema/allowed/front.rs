//! Exceptions of the shelf `front`.

use super::{Allowed, Kind};

pub(super) const ALLOWED: &[Allowed] = &[
    Allowed {
        place: "AWS::ApiGatewayV2::Api",
        kind: Kind::Required,
        names: &["Name", "ProtocolType", "RouteSelectionExpression"],
        reason: "the schema covers imported HTTP APIs, which bring all three; a WebSocket API without one is refused",
    },
    Allowed {
        place: "AWS::ApiGatewayV2::DomainName",
        kind: Kind::Required,
        names: &["DomainNameConfigurations"],
        reason: "a domain without a certificate is refused",
    },
    Allowed {
        place: "AWS::CertificateManager::Certificate.DomainValidationOption",
        kind: Kind::Required,
        names: &["DomainName"],
        reason: "the schema forgets it; the option is for the domain that it names",
    },
    Allowed {
        place: "AWS::CloudFront::Distribution.CustomErrorResponse",
        kind: Kind::Untyped,
        names: &["ErrorCode", "ResponseCode"],
        reason: "statuses: whoever reads 404 needs no name for it",
    },
    Allowed {
        place: "AWS::CloudFront::Distribution.CustomOriginConfig",
        kind: Kind::Untyped,
        names: &["OriginMtlsConfig"],
        reason: "API Gateway asks no distribution for a certificate",
    },
    Allowed {
        place: "AWS::CloudFront::Distribution.DistributionConfig",
        kind: Kind::Untyped,
        names: &["CacheTagConfig", "OriginGroups"],
        reason: "for what is cached or fetched; connections are neither",
    },
    Allowed {
        place: "AWS::CloudFront::Distribution.DistributionConfig",
        kind: Kind::Untyped,
        names: &[
            "ConnectionFunctionAssociation",
            "TenantConfig",
            "ViewerMtlsConfig",
        ],
        reason: "for resellers and for clients with certificates, ten structures that no real-time API has asked for",
    },
    Allowed {
        place: "AWS::CloudFront::Distribution.GeoRestriction",
        kind: Kind::Untyped,
        names: &["Locations"],
        reason: "the countries of the world, whose list is not ours to keep",
    },
    Allowed {
        place: "AWS::WAFv2::WebACL",
        kind: Kind::Untyped,
        names: &[
            "ApplicationConfig",
            "AssociationConfig",
            "DataProtectionConfig",
            "MonetizationConfig",
            "OnSourceDDoSProtectionConfig",
        ],
        reason: "for bodies, logs, load balancers and crawlers; a handshake has none of them",
    },
    Allowed {
        place: "AWS::WAFv2::WebACL.ByteMatchStatement",
        kind: Kind::Untyped,
        names: &["FieldToMatch", "PreParseTextTransformations"],
        reason: "fifteen structures to name a part of a request, each one line as it stands in the template",
    },
    Allowed {
        place: "AWS::WAFv2::WebACL.GeoMatchStatement",
        kind: Kind::Untyped,
        names: &["CountryCodes"],
        reason: "the countries of the world, whose list is not ours to keep",
    },
    Allowed {
        place: "AWS::WAFv2::WebACL.ManagedRuleGroupStatement",
        kind: Kind::Untyped,
        names: &["ManagedRuleGroupConfigs"],
        reason: "forms of sign-in pages, which a handshake does not pass",
    },
    Allowed {
        place: "AWS::WAFv2::WebACL.RateBasedStatement",
        kind: Kind::Untyped,
        names: &["CustomKeys"],
        reason: "twelve structures to name a part of a request, each one line as it stands in the template",
    },
    Allowed {
        place: "AWS::WAFv2::WebACL.RuleAction",
        kind: Kind::Untyped,
        names: &["Monetize"],
        reason: "asks crawlers for money; a handshake pays nothing",
    },
    Allowed {
        place: "AWS::WAFv2::WebACL.Statement",
        kind: Kind::Untyped,
        names: &[
            "AsnMatchStatement",
            "RegexMatchStatement",
            "RegexPatternSetReferenceStatement",
            "RuleGroupReferenceStatement",
            "SizeConstraintStatement",
            "SqliMatchStatement",
            "XssMatchStatement",
        ],
        reason: "beside the statements that guard a handshake, these cost more to compile than they are used",
    },
    Allowed {
        place: "AWS::WAFv2::WebACL.Tag",
        kind: Kind::Required,
        names: &["Key", "Value"],
        reason: "the schema forgets both; the service asks for them",
    },
];
