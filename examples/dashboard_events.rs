//! Live dashboard, fed by `EventBridge`: a rule picks events, a function posts them to whoever watches.
//!
//! Shows `EventBus` and `on_event`, what becomes of events that fail (`on_failure`), and `PutItem` and `DeleteItem` behind
//! `$connect` and `$disconnect`. All viewers share one partition key, so that one query finds them: good for some
//! thousand viewers of one board; with many boards the board is the key, as in `dashboard_kinesis`.

use constructs::{
    prelude::*,
    websocket::dynamodb::{Attribute, DeleteItem, PutItem},
};

/// Longer than any connection lives: two hours and ten minutes.
const SECONDS: u32 = 7_800;

/// A bus, a function and a table of viewers.
pub(crate) fn stack() -> Stack {
    let mut stack = Stack::new("dashboard-events");
    let sales = stack.add("Sales", EventBus::new());
    let viewers = Table::new(Key::string("board"))
        .sort(Key::string("connectionId"))
        .ttl("expiresAt")
        .durability(Durability::Disposable);
    let viewers = stack.add("Viewers", viewers);

    let api = stack.add(
        "Api",
        WebSocketApi::new("dashboard-events", RouteSelection::body("type")),
    );
    let stage = api.stage("live");
    let lost = stack.add("Lost", Queue::for_failures());
    let feed = Function::rust("handlers", "feed")
        .env("VIEWERS_TABLE", &viewers)
        .env("MANAGEMENT_ENDPOINT", stage.management_endpoint())
        .allow(viewers.operations([Operation::Query, Operation::DeleteItem]))
        .allow(stage.post_to_connections())
        .on_event(
            &sales,
            EventPattern::of("OrderPlaced").field("detail.country", ["de", "at"]),
        )
        .on_failure(&lost);
    stack.add("Feed", feed);

    let join = PutItem::into(&viewers)
        .attribute("board", "sales")
        .attribute("connectionId", Source::CONNECTION_ID)
        .attribute("expiresAt", Attribute::seconds_from_now(SECONDS));
    let leave = DeleteItem::of(&viewers)
        .key("board", "sales")
        .key("connectionId", Source::CONNECTION_ID);
    let routes = Routes::of(&stage)
        .connect(ConnectRoute::to(join))
        .disconnect(DisconnectRoute::to(leave))
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
    use testing::{Synthesized, attribute, contains, object};

    #[test]
    fn orders_run_the_feed_which_reaches_viewers() {
        let template = Synthesized::of(super::stack());
        let rule = template.of_type("AWS::Events::Rule").one();
        rule.assert(
            "Targets",
            contains(object().with("Arn", attribute("Feed", "Arn"))),
        );
        let feed = template.role_of("Feed");
        feed.assert_allowed("dynamodb:Query", "Viewers");
        feed.assert_allowed("execute-api:ManageConnections", "Api/live/POST/@connections/Kx3=");
        feed.assert_denied("dynamodb:PutItem", "Viewers");
    }
}
