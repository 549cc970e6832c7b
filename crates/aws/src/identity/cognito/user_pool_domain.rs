//! Where the sign-in pages of a user pool are.

use cfn::{Arn, Id, Value, property, resource, string_enum};

use super::UserPool;
use crate::certificatemanager::Certificate;

string_enum! {
    /// The oldest protocol that a domain takes, and its ciphers.
    DomainSecurityPolicy {
        /// TLS 1.0.
        TlsV1 = "TLS_V1",
        /// TLS 1.2.
        TlsV1_2_2021 = "TLS_V1_2_2021",
        /// TLS 1.3.
        TlsV1_3_2025 = "TLS_V1_3_2025",
    }
}

property! {
    /// A domain of your own.
    CustomDomainConfigType {
        required {}
        optional {
            /// The certificate, of the region us-east-1 wherever the pool is.
            certificate_arn: Value<Arn<Certificate>> = "CertificateArn",
            /// The oldest protocol.
            security_policy: Value<DomainSecurityPolicy> = "SecurityPolicy",
        }
    }
}

property! {
    /// The other region of a replicated pool, and what decides between the two.
    FailoverType {
        required {
            /// The id of Route 53's health check of the first region.
            primary_route53_health_check_id: Value<String> = "PrimaryRoute53HealthCheckId",
            /// The other region.
            secondary_region: Value<String> = "SecondaryRegion",
        }
        optional {}
    }
}

property! {
    /// Which region of a replicated pool answers.
    RoutingType {
        required {}
        optional {
            /// The other one, if the first is ill.
            failover: Value<FailoverType> = "Failover",
        }
    }
}

resource! {
    /// The domain of the sign-in pages; `Ref` yields its name.
    ///
    /// A new domain or pool replaces it. A pool has one of the service's and one of yours at most.
    UserPoolDomain = "AWS::Cognito::UserPoolDomain" {
        required {
            /// The pool.
            user_pool_id: Value<Id<UserPool>> = "UserPoolId",
            /// Your domain with a certificate; without one the beginning of `{it}.auth.{region}.amazoncognito.com`, unique in
            /// the region, at most 63 small letters, digits and `-`, without `aws`, `amazon` and `cognito`.
            domain: Value<String> = "Domain",
        }
        optional {
            /// The certificate of your domain, whose parent needs an A record before the domain can be made.
            custom_domain_config: Value<CustomDomainConfigType> = "CustomDomainConfig",
            /// 1 for the older pages (default), 2 for the newer ones, which a branding must dress first.
            managed_login_version: Value<i64> = "ManagedLoginVersion",
            /// Which region of a replicated pool answers.
            routing: Value<RoutingType> = "Routing",
        }
        attributes {
            /// What an alias record of your domain points to, in the hosted zone `Z2FDTNDATAQYW2`.
            CLOUD_FRONT_DISTRIBUTION: String = "CloudFrontDistribution",
        }
        replaces_on { "Domain", "UserPoolId" }
    }
}
