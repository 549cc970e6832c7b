//! What a distribution does with a request.

use cfn::{List, Value, property, string_enum};

string_enum! {
    /// What clients may speak. WebSocket clients follow no redirect: they need `wss` from the start.
    ViewerProtocolPolicy {
        /// HTTP or HTTPS.
        AllowAll = "allow-all",
        /// HTTPS; HTTP gets a 403.
        HttpsOnly = "https-only",
        /// HTTPS; HTTP is sent there.
        RedirectToHttps = "redirect-to-https",
    }
}

string_enum! {
    /// When a function at the edge runs.
    FunctionEventType {
        /// When a request comes in.
        ViewerRequest = "viewer-request",
        /// Before an answer goes out.
        ViewerResponse = "viewer-response",
    }
}

string_enum! {
    /// When a Lambda function at the edge runs.
    LambdaEventType {
        /// When a request comes in.
        ViewerRequest = "viewer-request",
        /// Before an answer goes out.
        ViewerResponse = "viewer-response",
        /// Before the origin is asked.
        OriginRequest = "origin-request",
        /// When the origin has answered.
        OriginResponse = "origin-response",
    }
}

property! {
    /// A CloudFront function. Both are needed.
    FunctionAssociation {
        required {}
        optional {
            /// When it runs.
            event_type: Value<FunctionEventType> = "EventType",
            /// Its ARN; it must be published.
            function_arn: Value<String> = "FunctionARN",
        }
    }
}

property! {
    /// A Lambda function at the edge.
    LambdaFunctionAssociation {
        required {}
        optional {
            /// When it runs.
            event_type: Value<LambdaEventType> = "EventType",
            /// Sees the body of requests too (default false).
            include_body: Value<bool> = "IncludeBody",
            /// The ARN of a version, in us-east-1: neither of the function nor of an alias.
            lambda_function_arn: Value<String> = "LambdaFunctionARN",
        }
    }
}

property! {
    /// Whether gRPC passes.
    GrpcConfig {
        required {
            /// Whether; needs HTTP/2 and the method POST.
            enabled: Value<bool> = "Enabled",
        }
        optional {}
    }
}

/// Both kinds of behavior; one names its path, the other takes what is left.
macro_rules! behavior {
    ($(#[$meta:meta])+ $name:ident { $($path:tt)* }) => {
        property! {
            $(#[$meta])+
            $name {
                required {
                    $($path)*
                    /// The origin's id.
                    target_origin_id: Value<String> = "TargetOriginId",
                    /// What clients may speak.
                    viewer_protocol_policy: Value<ViewerProtocolPolicy> = "ViewerProtocolPolicy",
                }
                optional {
                    /// The methods: `GET` and `HEAD` (default), those with `OPTIONS`, or all seven.
                    allowed_methods: List<String> = "AllowedMethods",
                    /// The id of the cache policy; `4135ea2d-6df8-44a3-9df3-4b5a84be39ad` caches nothing, right for an API.
                    cache_policy_id: Value<String> = "CachePolicyId",
                    /// The methods whose answers are cached (default `GET` and `HEAD`).
                    cached_methods: List<String> = "CachedMethods",
                    /// Compresses what clients take compressed (default false).
                    compress: Value<bool> = "Compress",
                    /// The id of the configuration that encrypts fields of forms.
                    field_level_encryption_id: Value<String> = "FieldLevelEncryptionId",
                    /// Functions at the edge, one per event.
                    function_associations: List<FunctionAssociation> = "FunctionAssociations",
                    /// Whether gRPC passes (default: it does not).
                    grpc_config: Value<GrpcConfig> = "GrpcConfig",
                    /// Lambda functions at the edge, one per event.
                    lambda_function_associations: List<LambdaFunctionAssociation> = "LambdaFunctionAssociations",
                    /// The id of the policy that says what the origin gets; `b689b0a8-53d0-40ab-baf2-68738e2966ac` sends
                    /// all but the host, which API Gateway needs to be its own. Without one no query reaches `$connect`.
                    origin_request_policy_id: Value<String> = "OriginRequestPolicyId",
                    /// The ARN of the configuration of logs within seconds.
                    realtime_log_config_arn: Value<String> = "RealtimeLogConfigArn",
                    /// The id of the policy that adds headers to answers.
                    response_headers_policy_id: Value<String> = "ResponseHeadersPolicyId",
                    /// The ids of key groups whose signatures requests need (default: none).
                    trusted_key_groups: List<String> = "TrustedKeyGroups",
                }
                // Older forms of the policies' settings, the older trust in accounts, and a format of video that is gone.
                left_out {
                    "DefaultTTL", "ForwardedValues", "MaxTTL", "MinTTL", "SmoothStreaming", "TrustedSigners",
                }
            }
        }
    };
}

behavior! {
    /// What happens to requests for which no other behavior is there.
    DefaultCacheBehavior {}
}

behavior! {
    /// What happens to requests of one path.
    CacheBehavior {
        /// The path, such as `/ws*`; `*` and `?` stand for others.
        path_pattern: Value<String> = "PathPattern",
    }
}
