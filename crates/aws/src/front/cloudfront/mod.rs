//! `AWS::CloudFront`: distributions.
//!
//! ```
//! use aws::cloudfront::{
//!     CustomOriginConfig, DefaultCacheBehavior, Distribution, DistributionConfig, Origin, OriginProtocolPolicy,
//!     OriginSslProtocol, ViewerProtocolPolicy,
//! };
//!
//! // In front of the stage `live` of a WebSocket API: nothing cached, everything sent on but the host.
//! let api = CustomOriginConfig::new(OriginProtocolPolicy::HttpsOnly)
//!     .origin_ssl_protocols([OriginSslProtocol::TlsV1_2]);
//! let api = Origin::new("a1b2c3.execute-api.eu-central-1.amazonaws.com", "api")
//!     .custom_origin_config(api)
//!     .origin_path("/live");
//! let behavior = DefaultCacheBehavior::new("api", ViewerProtocolPolicy::HttpsOnly)
//!     .cache_policy_id("4135ea2d-6df8-44a3-9df3-4b5a84be39ad")
//!     .origin_request_policy_id("b689b0a8-53d0-40ab-baf2-68738e2966ac");
//! let front = Distribution::new(DistributionConfig::new(behavior, true).origins([api]));
//! ```

mod behavior;
mod distribution;
mod origin;

pub use behavior::{
    CacheBehavior, DefaultCacheBehavior, FunctionAssociation, FunctionEventType, GrpcConfig, LambdaEventType,
    LambdaFunctionAssociation, ViewerProtocolPolicy,
};
pub use distribution::{
    ConnectionMode, CustomErrorResponse, Distribution, DistributionConfig, GeoRestriction, HttpVersion,
    Logging, MinimumProtocolVersion, PriceClass, RestrictionType, Restrictions, SslSupportMethod,
    ViewerCertificate,
};
pub use origin::{
    CustomOriginConfig, Origin, OriginCustomHeader, OriginIpAddressType, OriginProtocolPolicy, OriginShield,
    OriginSslProtocol, S3OriginConfig, VpcOriginConfig,
};
