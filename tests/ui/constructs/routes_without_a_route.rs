//! API Gateway deploys no API without a route.

use constructs::prelude::*;

fn main() {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
    stack.add("Deployment", Routes::of(&api.stage("dev")));
}
