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
];
