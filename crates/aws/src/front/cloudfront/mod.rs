//! `AWS::CloudFront`: distributions.

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
