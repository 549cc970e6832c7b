//! Many routes: 300 in one stack, which is all that an API takes.
//!
//! Shows routes that are computed. Each function has one integration however many routes lead to it. 300 exact permissions
//! would not fit beside 300 routes, so the functions with the most routes get one per stage, and `synth` says which (GW116).

use constructs::prelude::*;

/// Services with their routes: `orders.op01` to `orders.op33`, and so on.
const SERVICES: [&str; 9] = [
    "orders",
    "parcels",
    "invoices",
    "returns",
    "customers",
    "stock",
    "prices",
    "reviews",
    "coupons",
];
const OPERATIONS: usize = 33;

/// A gate for connections, and nine services.
pub(crate) fn stack() -> Result<Stack, AppError> {
    let mut stack = Stack::new("many-routes");
    let gate = stack.add("Gate", Function::rust("handlers", "gate"));
    let api = stack.add(
        "Api",
        WebSocketApi::new("many-routes", RouteSelection::body("type")),
    );
    let mut routes = Routes::of(&api.stage("live"))
        .connect(&gate)
        .disconnect(&gate)
        .default(&gate);
    for service in SERVICES {
        let mut id = service.to_owned();
        id[..1].make_ascii_uppercase();
        let function = stack.add(&id, Function::rust("handlers", service));
        for operation in 1..=OPERATIONS {
            routes = routes.route(RouteKey::parse(format!("{service}.op{operation:02}"))?, &function);
        }
    }
    let routes = stack.add("Deployment", routes);
    let stage = stack.add("Stage", Stage::new(&routes));
    stack.output("Url", Output::new(stage.url()));
    Ok(stack)
}

#[cfg(test)]
mod tests {
    use testing::Synthesized;

    #[test]
    fn three_hundred_routes_fit_and_each_may_run_its_function() {
        let template = Synthesized::of(super::stack().unwrap());
        assert_eq!(template.of_type("AWS::ApiGatewayV2::Route").count(), 300);
        template.assert_invokable("Orders", "orders.op01");
        template.assert_invokable("Coupons", "coupons.op33");
        template.assert_invokable("Gate", "$connect");
    }
}
