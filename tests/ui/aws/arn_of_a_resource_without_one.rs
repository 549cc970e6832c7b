//! Not every resource has an ARN among its attributes.

use aws::apigatewayv2::{Api, ProtocolType};
use cfn::Stack;

fn main() {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", Api::new("demo", ProtocolType::WebSocket, "$request.body.type"));
    let _ = api.arn();
}
