//! The distribution itself.

use cfn::{Arn, List, Tree, Value, property, resource, string_enum};

use super::{CacheBehavior, DefaultCacheBehavior, Origin};
use crate::{Tag, certificatemanager::Certificate};

string_enum! {
    /// Versions of HTTP for clients. WebSocket connections always use 1.1.
    HttpVersion {
        /// 1.1.
        Http1_1 = "http1.1",
        /// 2.
        Http2 = "http2",
        /// 2 and 3.
        Http2And3 = "http2and3",
        /// 3.
        Http3 = "http3",
    }
}

string_enum! {
    /// In which parts of the world the edges are, and at which price.
    PriceClass {
        /// North America, Europe and Israel.
        Class100 = "PriceClass_100",
        /// Those, most of Asia, Africa and the Near East.
        Class200 = "PriceClass_200",
        /// All; the default.
        All = "PriceClass_All",
    }
    // For distributions with tenants, which have no class.
    left_out { "None" }
}

string_enum! {
    /// Whether a distribution serves by itself or through tenants.
    ConnectionMode {
        /// By itself; the default.
        Direct = "direct",
        /// Through tenants, each with domains of its own.
        TenantOnly = "tenant-only",
    }
}

string_enum! {
    /// How countries are chosen.
    RestrictionType {
        /// All but those of the list.
        Blacklist = "blacklist",
        /// All.
        None = "none",
        /// Those of the list.
        Whitelist = "whitelist",
    }
}

string_enum! {
    /// The oldest protocol that clients may speak, and its ciphers.
    MinimumProtocolVersion {
        /// TLS 1.3, 2025.
        TlsV1_3_2025 = "TLSv1.3_2025",
        /// TLS 1.2, 2025.
        TlsV1_2_2025 = "TLSv1.2_2025",
        /// TLS 1.2, 2021; what most want.
        TlsV1_2_2021 = "TLSv1.2_2021",
        /// TLS 1.2, 2019.
        TlsV1_2_2019 = "TLSv1.2_2019",
        /// TLS 1.2, 2018.
        TlsV1_2_2018 = "TLSv1.2_2018",
        /// TLS 1.1.
        TlsV1_1_2016 = "TLSv1.1_2016",
        /// TLS 1.0, 2016.
        TlsV1_2016 = "TLSv1_2016",
        /// TLS 1.0.
        TlsV1 = "TLSv1",
    }
    // Broken; for addresses of your own only.
    left_out { "SSLv3" }
}

string_enum! {
    /// Which clients reach a domain of your own.
    SslSupportMethod {
        /// Those that name the domain, which is all of today.
        SniOnly = "sni-only",
        /// All, by addresses of your own at 600 USD a month.
        Vip = "vip",
        /// Those of fixed addresses, by agreement.
        StaticIp = "static-ip",
    }
}

property! {
    /// What clients get in place of an error of the origin.
    CustomErrorResponse {
        required {
            /// The origin's status.
            error_code: Value<i64> = "ErrorCode",
        }
        optional {
            /// Seconds that the error is cached, at least.
            error_caching_min_ttl: Value<f64> = "ErrorCachingMinTTL",
            /// The status for clients; needs a page.
            response_code: Value<i64> = "ResponseCode",
            /// The page, such as `/index.html`; needs a status.
            response_page_path: Value<String> = "ResponsePagePath",
        }
    }
}

property! {
    /// Countries that are served.
    GeoRestriction {
        required {
            /// How they are chosen.
            restriction_type: Value<RestrictionType> = "RestrictionType",
        }
        optional {
            /// The countries, of two letters.
            locations: List<String> = "Locations",
        }
    }
}

property! {
    /// Who is served.
    Restrictions {
        required {
            /// By country.
            geo_restriction: Value<GeoRestriction> = "GeoRestriction",
        }
        optional {}
    }
}

property! {
    /// A log line per request, written into a bucket within hours.
    Logging {
        required {}
        optional {
            /// The bucket as `{name}.s3.amazonaws.com`; it must honour access control lists.
            bucket: Value<String> = "Bucket",
            /// With cookies (default false).
            include_cookies: Value<bool> = "IncludeCookies",
            /// What keys of logs begin with.
            prefix: Value<String> = "Prefix",
        }
    }
}

property! {
    /// The certificate that clients see. One of the three, with a protocol beside a certificate of your own.
    ViewerCertificate {
        required {}
        optional {
            /// One of the certificate manager, of the region us-east-1; needs `ssl_support_method`.
            acm_certificate_arn: Value<Arn<Certificate>> = "AcmCertificateArn",
            /// That of `*.cloudfront.net`.
            cloud_front_default_certificate: Value<bool> = "CloudFrontDefaultCertificate",
            /// The id of one that was uploaded to IAM.
            iam_certificate_id: Value<String> = "IamCertificateId",
            /// The oldest protocol (default `TLSv1`, so say `TLSv1.2_2021`).
            minimum_protocol_version: Value<MinimumProtocolVersion> = "MinimumProtocolVersion",
            /// Which clients reach the domain.
            ssl_support_method: Value<SslSupportMethod> = "SslSupportMethod",
        }
    }
}

property! {
    /// What a distribution does.
    DistributionConfig {
        required {
            /// What happens to requests without a behavior of their own.
            default_cache_behavior: Value<DefaultCacheBehavior> = "DefaultCacheBehavior",
            /// Serves at all.
            enabled: Value<bool> = "Enabled",
        }
        optional {
            /// Domains of your own, which the certificate covers; no two distributions share one.
            aliases: List<String> = "Aliases",
            /// The id of a list of fixed addresses.
            anycast_ip_list_id: Value<String> = "AnycastIpListId",
            /// What happens to requests of single paths; the first that fits counts.
            cache_behaviors: List<CacheBehavior> = "CacheBehaviors",
            /// The origin's header that tags what is cached.
            cache_tag_config: Value<Tree> = "CacheTagConfig",
            /// A note, at most 128 characters.
            comment: Value<String> = "Comment",
            /// The function that judges connections with a client's certificate.
            connection_function_association: Value<Tree> = "ConnectionFunctionAssociation",
            /// Whether it serves by itself (default `direct`).
            connection_mode: Value<ConnectionMode> = "ConnectionMode",
            /// The id of the policy that sends a share of clients to a staging distribution.
            continuous_deployment_policy_id: Value<String> = "ContinuousDeploymentPolicyId",
            /// What clients get in place of errors.
            custom_error_responses: List<CustomErrorResponse> = "CustomErrorResponses",
            /// What `/` yields, such as `index.html`, without `/` in front.
            default_root_object: Value<String> = "DefaultRootObject",
            /// Versions of HTTP for clients (default `http1.1`).
            http_version: Value<HttpVersion> = "HttpVersion",
            /// Answers on IPv6 too (default false).
            ipv6_enabled: Value<bool> = "IPV6Enabled",
            /// A log line per request (default: none).
            logging: Value<Logging> = "Logging",
            /// Pairs of origins, the second for when the first fails.
            origin_groups: Value<Tree> = "OriginGroups",
            /// Where answers come from, at most 25 unless the quota is raised; at least one.
            origins: List<Origin> = "Origins",
            /// In which parts of the world the edges are (default all).
            price_class: Value<PriceClass> = "PriceClass",
            /// Who is served (default: everybody).
            restrictions: Value<Restrictions> = "Restrictions",
            /// Is a staging distribution (default false).
            staging: Value<bool> = "Staging",
            /// Blanks that tenants fill in.
            tenant_config: Value<Tree> = "TenantConfig",
            /// The certificate that clients see (default: that of `*.cloudfront.net`).
            viewer_certificate: Value<ViewerCertificate> = "ViewerCertificate",
            /// Certificates that clients must show.
            viewer_mtls_config: Value<Tree> = "ViewerMtlsConfig",
            /// The ARN of a web ACL of the scope `CLOUDFRONT`. For a WebSocket API this is the only place for one.
            web_acl_id: Value<String> = "WebACLId",
        }
        // Older forms of aliases and origins.
        left_out { "CNAMEs", "CustomOrigin", "S3Origin" }
    }
}

resource! {
    /// A distribution; `Ref` yields its id.
    ///
    /// Changes take minutes to reach all edges. A WebSocket connection through it is closed after 10 idle minutes, as by
    /// the API itself. Everybody can still reach the API's own address: let an authorizer ask for a secret header.
    Distribution = "AWS::CloudFront::Distribution" {
        required {
            /// What it does.
            distribution_config: Value<DistributionConfig> = "DistributionConfig",
        }
        optional {
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
        }
        attributes {
            /// `{letters}.cloudfront.net`: what an alias record points to, in the zone `Z2FDTNDATAQYW2`.
            DOMAIN_NAME: String = "DomainName",
            ID: String = "Id",
        }
        replaces_on {}
    }
}
