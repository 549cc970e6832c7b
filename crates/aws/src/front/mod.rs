//! What clients reach.

pub mod apigateway;
pub mod apigatewayv2;
pub mod certificatemanager;
pub mod route53;
