//! API keys: partners connect with a key, and each may use so much.
//!
//! Shows `.api_key_required()`, a `UsagePlan` with throttle and quota, and keys whose values the service makes up, so that
//! no template holds one. A key counts customers; it proves nobody's identity.

use constructs::prelude::*;

/// Two partners with one plan.
pub(crate) fn stack() -> Stack {
    let mut stack = Stack::new("api-keys");
    let quote = stack.add("Quote", Function::rust("handlers", "quote"));
    let connect = stack.add("Connect", Function::rust("handlers", "connect"));

    let api = stack.add("Api", WebSocketApi::new("api-keys", RouteSelection::body("type")));
    let routes = Routes::of(&api.stage("live"))
        .connect(ConnectRoute::to(&connect).api_key_required())
        .route(route_key!("quote"), Route::to(&quote).two_way());
    let routes = stack.add("Deployment", routes);
    let stage = stack.add("Stage", Stage::new(&routes));

    let acme = stack.add("Acme", ApiKey::new().description("Acme's robots"));
    let zenith = stack.add("Zenith", ApiKey::new().description("Zenith's mobile app"));
    let plan = UsagePlan::of(&stage)
        .throttle(Throttle::per_second::<10>().burst::<20>())
        .quota(Quota::per_month::<100_000>())
        .key(&acme)
        .key(&zenith);
    stack.add("Partners", plan);
    stack.output("Url", Output::new(stage.url()));
    stack
}

#[cfg(test)]
mod tests {
    use testing::{Synthesized, absent, reference};

    #[test]
    fn each_key_has_its_plan_and_no_value_in_the_template() {
        let template = Synthesized::of(super::stack());
        template.route("$connect").assert("ApiKeyRequired", true);
        for key in ["Acme", "Zenith"] {
            template.resource(key).assert("Value", absent());
            template
                .of_type("AWS::ApiGateway::UsagePlanKey")
                .with("KeyId", reference(key))
                .one();
        }
    }
}
