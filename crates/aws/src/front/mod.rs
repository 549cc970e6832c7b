//! What clients reach.

pub mod apigateway;
pub mod apigatewayv2;
pub mod certificatemanager;
pub mod cloudfront;
pub mod route53;
pub mod wafv2;
