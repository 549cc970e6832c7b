//! Where a distribution gets its answers.

use cfn::{List, Tree, Value, property, string_enum};

string_enum! {
    /// The addresses that an origin is reached on.
    OriginIpAddressType {
        /// IPv4; the default.
        Ipv4 = "ipv4",
        /// IPv6.
        Ipv6 = "ipv6",
        /// Either.
        DualStack = "dualstack",
    }
}

string_enum! {
    /// What is spoken with an origin.
    OriginProtocolPolicy {
        /// HTTP.
        HttpOnly = "http-only",
        /// HTTPS; what an API of API Gateway needs.
        HttpsOnly = "https-only",
        /// What the client speaks.
        MatchViewer = "match-viewer",
    }
}

string_enum! {
    /// A version of TLS.
    OriginSslProtocol {
        /// 1.2.
        TlsV1_2 = "TLSv1.2",
        /// 1.1, outdated.
        TlsV1_1 = "TLSv1.1",
        /// 1.0, outdated.
        TlsV1 = "TLSv1",
        /// Older than TLS, and broken.
        SslV3 = "SSLv3",
    }
}

property! {
    /// An origin that speaks HTTP, such as an API. It also serves WebSocket connections, which need no setting.
    CustomOriginConfig {
        required {
            /// What is spoken.
            origin_protocol_policy: Value<OriginProtocolPolicy> = "OriginProtocolPolicy",
        }
        optional {
            /// The port of HTTP (default 80).
            http_port: Value<i64> = "HTTPPort",
            /// The port of HTTPS (default 443).
            https_port: Value<i64> = "HTTPSPort",
            /// The addresses (default `ipv4`).
            ip_address_type: Value<OriginIpAddressType> = "IpAddressType",
            /// Seconds that an idle connection is kept, 1 to 300 (default 5).
            origin_keepalive_timeout: Value<i64> = "OriginKeepaliveTimeout",
            /// The certificate that the distribution shows to the origin.
            origin_mtls_config: Value<Tree> = "OriginMtlsConfig",
            /// Seconds to wait for an answer, 1 to 120 (default 30).
            origin_read_timeout: Value<i64> = "OriginReadTimeout",
            /// The versions of TLS (default: the two oldest, so say `TLSv1.2`).
            origin_ssl_protocols: List<OriginSslProtocol> = "OriginSSLProtocols",
        }
    }
}

property! {
    /// A header that the origin gets with each request, such as a secret that only the distribution knows.
    OriginCustomHeader {
        required {
            /// The name.
            header_name: Value<String> = "HeaderName",
            /// The value.
            header_value: Value<String> = "HeaderValue",
        }
        optional {}
    }
}

property! {
    /// One more cache before the origin, at a price.
    OriginShield {
        required {}
        optional {
            /// Is used (default false).
            enabled: Value<bool> = "Enabled",
            /// Its region, near the origin.
            origin_shield_region: Value<String> = "OriginShieldRegion",
        }
    }
}

property! {
    /// A bucket. Empty, with an access control at the origin.
    S3OriginConfig {
        required {}
        optional {
            /// `origin-access-identity/cloudfront/{id}`, the older way to a closed bucket; the empty text for the newer one.
            origin_access_identity: Value<String> = "OriginAccessIdentity",
            /// Seconds to wait for an answer (default 30).
            origin_read_timeout: Value<i64> = "OriginReadTimeout",
        }
    }
}

property! {
    /// An origin inside of a private network.
    VpcOriginConfig {
        required {
            /// The id of the VPC origin.
            vpc_origin_id: Value<String> = "VpcOriginId",
        }
        optional {
            /// Seconds that an idle connection is kept (default 5).
            origin_keepalive_timeout: Value<i64> = "OriginKeepaliveTimeout",
            /// Seconds to wait for an answer (default 30).
            origin_read_timeout: Value<i64> = "OriginReadTimeout",
            /// The account that has it, where it is another one.
            owner_account_id: Value<String> = "OwnerAccountId",
        }
    }
}

property! {
    /// Where answers come from: exactly one of the custom, S3 and VPC configurations.
    Origin {
        required {
            /// The host, without protocol and path: `{api}.execute-api.{region}.amazonaws.com`.
            domain_name: Value<String> = "DomainName",
            /// The name that behaviors use, unique in the distribution.
            id: Value<String> = "Id",
        }
        optional {
            /// Tries to connect, 1 to 3 (default 3).
            connection_attempts: Value<i64> = "ConnectionAttempts",
            /// Seconds of a try, 1 to 10 (default 10).
            connection_timeout: Value<i64> = "ConnectionTimeout",
            /// A server that speaks HTTP.
            custom_origin_config: Value<CustomOriginConfig> = "CustomOriginConfig",
            /// The id of the access control that signs requests to a closed bucket or a function's URL.
            origin_access_control_id: Value<String> = "OriginAccessControlId",
            /// Headers that it gets with each request.
            origin_custom_headers: List<OriginCustomHeader> = "OriginCustomHeaders",
            /// What stands before each path, such as `/live` for a stage: with `/` in front, none behind.
            origin_path: Value<String> = "OriginPath",
            /// One more cache before it.
            origin_shield: Value<OriginShield> = "OriginShield",
            /// Seconds until the whole answer must be there (default: no limit).
            response_completion_timeout: Value<i64> = "ResponseCompletionTimeout",
            /// A bucket.
            s3_origin_config: Value<S3OriginConfig> = "S3OriginConfig",
            /// A server inside of a private network.
            vpc_origin_config: Value<VpcOriginConfig> = "VpcOriginConfig",
        }
    }
}
