//! A route says which messages are its own.

use aws::apigatewayv2::{Api, ProtocolType, Route};
use cfn::Stack;

fn main() {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", Api::new("demo", ProtocolType::WebSocket, "$request.body.type"));
    stack.add("Route", Route::new(&api));
}
