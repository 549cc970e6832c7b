//! Order tracker: a message starts a state machine, which tells the client how its order goes.
//!
//! Shows `StateMachine` from a file with places for ARNs, `StartExecution` behind a route (the gateway starts it, no
//! function in between), and a function that only posts. Input of the machine is the envelope: `connectionId`, the
//! message, and when it came.

use constructs::{prelude::*, websocket::StartExecution};

/// A machine with two functions, behind one route.
pub(crate) fn stack() -> Stack {
    let mut stack = Stack::new("order-tracker");
    let api = stack.add(
        "Api",
        WebSocketApi::new("order-tracker", RouteSelection::body("type")),
    );
    let stage = api.stage("live");

    let pack = stack.add("Pack", Function::rust("handlers", "pack"));
    // A client that has left is no reason to stop an order: the handler takes a 410 as told.
    let tell = Function::rust("handlers", "tell")
        .env("MANAGEMENT_ENDPOINT", stage.management_endpoint())
        .allow(stage.post_to_connections());
    let tell = stack.add("Tell", tell);
    let definition = Definition::text(include_str!("order_tracker.asl.json"))
        .substitute("Pack", pack.arn())
        .substitute("Tell", tell.arn());
    let order = StateMachine::standard(definition)
        .allow(pack.invoke())
        .allow(tell.invoke());
    let order = stack.add("Order", order);

    // The client hears at once whether its order runs; the answer of the service holds the ARN, which is not for clients.
    let (placed, failed) = (
        Json::object().with("type", "placed"),
        Json::object().with("type", "failed"),
    );
    let start = MappedIntegration::from(StartExecution::of(&order))
        .response(IntegrationResponse::otherwise().template(placed))
        .response(IntegrationResponse::when(r"[45]\d\d").template(failed));
    let routes = Routes::of(&stage).route(route_key!("order"), Route::to(start).two_way());
    let routes = stack.add("Deployment", routes);
    let stage = stack.add("Stage", Stage::new(&routes));
    stack.output("Url", Output::new(stage.url()));
    stack
}

#[cfg(test)]
mod tests {
    use testing::Synthesized;

    #[test]
    fn the_gateway_starts_the_machine_and_the_machine_runs_its_functions() {
        let template = Synthesized::of(super::stack());
        template
            .role_of("OrderIntegration")
            .assert_allowed("states:StartExecution", "Order");
        let order = template.role_of("Order");
        order.assert_allowed("lambda:InvokeFunction", "Pack");
        order.assert_allowed("lambda:InvokeFunction", "Tell");
        order.assert_denied("execute-api:ManageConnections", "Api/live/POST/@connections/Kx3=");
        template
            .role_of("Tell")
            .assert_allowed("execute-api:ManageConnections", "Api/live/POST/@connections/Kx3=");
    }
}
