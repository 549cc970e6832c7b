//! Custom domains, and which API they lead to.

use cfn::{Arn, Dict, Id, List, Value, property, resource, string_enum};

use super::{Api, IpAddressType, Stage};
use crate::certificatemanager::Certificate;

string_enum! {
    /// Where a domain's endpoint is. WebSocket APIs have one in their region.
    EndpointType {
        /// In the region of the API.
        Regional = "REGIONAL",
    }
}

string_enum! {
    /// The oldest TLS that a domain speaks. WebSocket APIs know one.
    SecurityPolicy {
        /// TLS 1.2.
        Tls12 = "TLS_1_2",
    }
    left_out {
        // For edge-optimised domains of REST APIs.
        "TLS_1_0",
    }
}

string_enum! {
    /// Whether mappings or routing rules find the API behind a domain.
    RoutingMode {
        /// Mappings alone; the default.
        ApiMappingOnly = "API_MAPPING_ONLY",
        /// Rules, and mappings where no rule matches.
        RoutingRuleThenApiMapping = "ROUTING_RULE_THEN_API_MAPPING",
        /// Rules alone.
        RoutingRuleOnly = "ROUTING_RULE_ONLY",
    }
}

property! {
    /// The certificate and the endpoint of a domain.
    DomainNameConfiguration {
        required {}
        optional {
            /// A certificate in the region of the API, not in us-east-1 as CloudFront wants it.
            certificate_arn: Value<Arn<Certificate>> = "CertificateArn",
            /// A name of your own for the certificate.
            certificate_name: Value<String> = "CertificateName",
            /// Where the endpoint is (default `REGIONAL`).
            endpoint_type: Value<EndpointType> = "EndpointType",
            /// The addresses that the endpoint answers on (default `ipv4`).
            ip_address_type: Value<IpAddressType> = "IpAddressType",
            /// A public certificate that proves the domain, with mutual TLS and a private or imported certificate.
            ownership_verification_certificate_arn: Value<Arn<Certificate>> = "OwnershipVerificationCertificateArn",
            /// The oldest TLS that is spoken (default `TLS_1_2`).
            security_policy: Value<SecurityPolicy> = "SecurityPolicy",
        }
    }
}

property! {
    /// Whose certificates clients must show; for HTTP APIs, a domain with it serves no WebSocket API.
    MutualTlsAuthentication {
        required {}
        optional {
            /// The `s3://` address of the certificates that are trusted.
            truststore_uri: Value<String> = "TruststoreUri",
            /// The version of that object, in a bucket with versions.
            truststore_version: Value<String> = "TruststoreVersion",
        }
    }
}

resource! {
    /// A domain of your own; `Ref` yields the domain.
    ///
    /// A DNS record must lead from it to `RegionalDomainName`. A new domain replaces it. A domain with a mapping to a
    /// WebSocket API serves WebSocket APIs alone, on all its paths.
    DomainName = "AWS::ApiGatewayV2::DomainName" {
        required {
            /// The domain, in lower case, such as `chat.example.com`.
            domain_name: Value<String> = "DomainName",
            /// Certificate and endpoint: one.
            domain_name_configurations: List<DomainNameConfiguration> = "DomainNameConfigurations",
        }
        optional {
            /// Mutual TLS; for HTTP APIs.
            mutual_tls_authentication: Value<MutualTlsAuthentication> = "MutualTlsAuthentication",
            /// Whether mappings or rules find the API (default `API_MAPPING_ONLY`).
            routing_mode: Value<RoutingMode> = "RoutingMode",
            /// Tags, at most 50.
            tags: Dict<String> = "Tags",
        }
        attributes {
            ARN: Arn<DomainName> = "DomainNameArn",
            /// What the DNS record points to.
            REGIONAL_DOMAIN_NAME: String = "RegionalDomainName",
            /// The hosted zone that an alias record names beside it.
            REGIONAL_HOSTED_ZONE_ID: String = "RegionalHostedZoneId",
        }
        arn = "DomainNameArn"
        replaces_on { "DomainName" }
    }
}

resource! {
    /// The way from a domain and a path to a stage; `Ref` yields its id.
    ///
    /// At most 200 per domain. A new domain replaces it. Clients and `@connections` then use the key, not the stage's
    /// name, in the path.
    ApiMapping = "AWS::ApiGatewayV2::ApiMapping" {
        required {
            /// The API.
            api_id: Value<Id<Api>> = "ApiId",
            /// The domain.
            domain_name: Value<Id<DomainName>> = "DomainName",
            /// The stage.
            stage: Value<Id<Stage>> = "Stage",
        }
        optional {
            /// The first part of the path (default: none, then the mapping takes what no other takes).
            api_mapping_key: Value<String> = "ApiMappingKey",
        }
        attributes { API_MAPPING_ID: String = "ApiMappingId" }
        replaces_on { "DomainName" }
    }
}
