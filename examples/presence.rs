//! Presence: who is online, kept in DynamoDB without a function.
//!
//! Every route is the gateway's own: `ConnectRoute::stored_in` and `DisconnectRoute::removed_from` write and delete the
//! row, `UpdateItem` keeps it alive, `GetItem` answers whether somebody is there, `Route::answer` says pong. Mapping
//! templates and one role per action come with them. Rows of connections whose end nobody noticed leave by their TTL.

use constructs::{
    prelude::*,
    websocket::dynamodb::{Attribute, GetItem, UpdateItem},
};

/// How long a row stays without a heartbeat. DynamoDB counts in seconds, the gateway's clock in milliseconds.
const SECONDS: u32 = 120;

/// One table and no function.
pub(crate) fn stack() -> Stack {
    let mut stack = Stack::new("presence");
    let online = stack.add(
        "Online",
        Table::new(Key::string("connectionId"))
            .ttl("expiresAt")
            .durability(Durability::Disposable),
    );

    // Not for a row that a disconnect has just removed: an update would bring it back.
    let heartbeat = UpdateItem::of(&online)
        .key("connectionId", Source::CONNECTION_ID)
        .set("expiresAt", Attribute::seconds_from_now(SECONDS))
        .only_existing("connectionId");
    // DynamoDB deletes late, so whoever asks compares `until` with the time.
    let answer = r#"{"type":"seen","until":"$!input.path('$.Item.expiresAt.N')"}"#;
    let seen = GetItem::of(&online).key("connectionId", source!("route.request.body.connectionId"));
    let seen = MappedIntegration::from(seen)
        .response(IntegrationResponse::otherwise().template(MappingTemplate::vtl(answer)));

    let api = stack.add("Api", WebSocketApi::new("presence", RouteSelection::body("type")));
    let routes = Routes::of(&api.stage("live"))
        .connect(ConnectRoute::stored_in(&online))
        .disconnect(DisconnectRoute::removed_from(&online))
        .route(route_key!("heartbeat"), Route::to(heartbeat))
        .route(route_key!("seen"), Route::to(seen).two_way())
        .route(
            route_key!("ping"),
            Route::answer(Json::object().with("type", "pong")),
        );
    let routes = stack.add("Deployment", routes);
    let stage = stack.add("Stage", Stage::new(&routes));
    stack.output("Url", Output::new(stage.url()));
    stack
}

#[cfg(test)]
mod tests {
    use testing::Synthesized;

    #[test]
    fn a_heartbeat_lasts_two_minutes_in_seconds() {
        let template = Synthesized::of(super::stack());
        let event = r#"{"requestContext": {"connectionId": "Kx3=", "requestTimeEpoch": 1700000000123}, "body": "{}"}"#;
        let request = template.request_template("heartbeat").render(event);
        assert!(request.contains(r#"{"N":"1700000120"}"#), "{request}");
    }

    #[test]
    fn each_route_may_do_its_one_action() {
        let template = Synthesized::of(super::stack());
        template.of_type("AWS::Lambda::Function").none();
        let heartbeat = template.role_of("HeartbeatIntegration");
        heartbeat.assert_allowed("dynamodb:UpdateItem", "Online");
        heartbeat.assert_denied("dynamodb:PutItem", "Online");
    }
}
