//! A stage stands over deployed routes: settings for a route's key come after the route.

use constructs::prelude::*;

fn main() {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
    stack.add("Stage", Stage::new(&api.stage("dev")));
}
