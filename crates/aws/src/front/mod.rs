//! What clients reach.

pub mod apigateway;
pub mod apigatewayv2;
