//! What to deploy.

use constructs::prelude::*;

/// All stacks: the echo, once per stage.
pub fn app() -> App {
    let mut app = App::new("{{name}}");
    for stage in ["dev", "prod"] {
        app.stack(stage, echo(stage));
    }
    app
}

/// An API that sends back what it is sent.
pub fn echo(stage: &str) -> Stack {
    let mut stack = Stack::new(format!("{{name}}-{stage}"));
    let api = WebSocketApi::new(stack.name(), RouteSelection::body("type"));
    let stage = stack.add("Api", api).stage(stage);
    let echo = stack.add("Echo", Function::rust("lambdas", "echo"));
    let routes = Routes::of(&stage).default(Route::to(&echo).two_way());
    let routes = stack.add("Deployment", routes);
    let throttle = Throttle::per_second::<100>().burst::<50>();
    let stage = stack.add("Stage", Stage::new(&routes).throttle(throttle));
    stack.output(
        "WebSocketUrl",
        Output::new(stage.url()).description("Where clients connect"),
    );
    stack
}

#[cfg(test)]
mod tests;
