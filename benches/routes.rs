//! Writes the assembly of an API with so many routes: `routes FOLDER ROUTES`. `benches/compare.py` times it.

use std::env;

use constructs::prelude::*;

/// So many routes lead to one function.
const PER_FUNCTION: usize = 30;

fn main() -> Result<(), AppError> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "target/assembly".to_owned());
    let count = arguments
        .next()
        .and_then(|count| count.parse().ok())
        .unwrap_or(300);
    let mut app = App::new("routes");
    app.stack("dev", stack(count)?);
    app.write(folder)?;
    Ok(())
}

fn stack(count: usize) -> Result<Stack, AppError> {
    let mut stack = Stack::new("routes");
    let api = WebSocketApi::new("routes", RouteSelection::body("type"));
    let stage = stack.add("Api", api).stage("dev");
    let gate = stack.add("Gate", Function::rust("handlers", "gate"));
    let mut routes = Routes::of(&stage).connect(&gate);
    let mut function = gate;
    for number in 1..count {
        if number % PER_FUNCTION == 1 {
            function = stack.add(&format!("Service{number}"), Function::rust("handlers", "service"));
        }
        routes = routes.route(RouteKey::parse(format!("op{number:03}"))?, &function);
    }
    let routes = stack.add("Deployment", routes);
    stack.add("Stage", Stage::new(&routes));
    Ok(stack)
}
