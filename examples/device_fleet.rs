//! Device fleet: devices sign their handshake with AWS credentials, and their telemetry goes to a stream.
//!
//! Shows `.iam()` on the connect route, the policy that devices need (`stage.connect()`: this stage and nothing else), a
//! connection that is stored under the identity that IAM has verified, and `PutRecord` behind a route.

use constructs::{
    aws::iam::ManagedPolicy,
    prelude::*,
    websocket::{
        PutRecord,
        dynamodb::{Attribute, PutItem},
    },
};

/// A table of devices, a stream of telemetry, and a function that sends orders.
pub(crate) fn stack() -> Stack {
    let mut stack = Stack::new("device-fleet");
    let by_device = Index::new("ByDevice", Key::string("device")).sort(Key::string("connectionId"));
    let devices = Table::new(Key::string("connectionId"))
        .indexes([by_device])
        .ttl("expiresAt")
        .durability(Durability::Disposable);
    let devices = stack.add("Devices", devices);
    let [by_device] = devices.indexes();
    let telemetry = stack.add("Telemetry", DataStream::new());

    let api = stack.add(
        "Api",
        WebSocketApi::new("device-fleet", RouteSelection::body("type")),
    );
    let stage = api.stage("live");
    let connect = PutItem::into(&devices)
        .attribute("connectionId", Source::CONNECTION_ID)
        .attribute("device", source!("context.identity.userArn"))
        .attribute("expiresAt", Attribute::seconds_from_now(7_800));
    let routes = Routes::of(&stage)
        .connect(ConnectRoute::to(connect).iam())
        .disconnect(DisconnectRoute::removed_from(&devices))
        .route(route_key!("telemetry"), Route::to(PutRecord::into(&telemetry)));
    let routes = stack.add("Deployment", routes);
    let live = stack.add("Stage", Stage::new(&routes));

    let commander = Function::rust("handlers", "commander")
        .env("DEVICES_TABLE", &devices)
        .env("MANAGEMENT_ENDPOINT", stage.management_endpoint())
        .allow(by_device.query())
        .allow(stage.post_to_connections());
    stack.add("Commander", commander);

    // For the roles that devices take, wherever they get them from.
    let may_connect = stack.add(
        "DeviceMayConnect",
        ManagedPolicy::new(stage.connect().to_document()),
    );
    stack.output("Url", Output::new(live.url()));
    stack.output("PolicyOfDevices", Output::new(may_connect.arn()));
    stack
}

#[cfg(test)]
mod tests {
    use testing::{
        Synthesized,
        policy::{Policy, Request, evaluate},
    };

    #[test]
    fn devices_may_connect_and_nothing_else() {
        let template = Synthesized::of(super::stack());
        template.route("$connect").assert("AuthorizationType", "AWS_IAM");
        let document = template.concrete().value(
            template
                .resource("DeviceMayConnect")
                .property("PolicyDocument")
                .unwrap(),
        );
        let policy = Policy::from_json("DeviceMayConnect", &document.to_json()).unwrap();
        let may = |action: &str, arn: &str| {
            evaluate([&policy], &Request::new(action, template.arn(arn))).is_allowed()
        };
        assert!(may("execute-api:Invoke", "Api/live/$connect"));
        assert!(!may("execute-api:Invoke", "Api/next/$connect"));
        assert!(!may(
            "execute-api:ManageConnections",
            "Api/live/POST/@connections/Kx3="
        ));
    }

    #[test]
    fn telemetry_goes_to_the_stream() {
        let template = Synthesized::of(super::stack());
        template
            .role_of("TelemetryIntegration")
            .assert_allowed("kinesis:PutRecord", "Telemetry");
        template
            .role_of("Commander")
            .assert_denied("kinesis:GetRecords", "Telemetry");
    }
}
