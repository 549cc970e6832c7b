//! Chat: rooms, a table of who is in which, and a function that posts to them.
//!
//! Shows a `Table` with an index, grants by operation and by index, one-way and two-way routes, `Route::answer` (the
//! gateway answers by itself), and a throttle. Anybody may connect: `users` and `device_fleet` show who may.

use constructs::prelude::*;

/// Three functions over one table.
pub(crate) fn stack() -> Stack {
    let mut stack = Stack::new("chat");
    let members = Table::new(Key::string("connectionId"))
        .indexes([Index::new("ByRoom", Key::string("roomId")).sort(Key::string("connectionId"))])
        .ttl("expiresAt")
        .durability(Durability::Disposable);
    let members = stack.add("Members", members);
    let [by_room] = members.indexes();

    let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
    let stage = api.stage("live");
    let function = |name| Function::rust("handlers", name).env("MEMBERS_TABLE", &members);
    let connect = function("connect").allow(members.operations([Operation::PutItem]));
    let connect = stack.add("Connect", connect);
    let disconnect = function("disconnect").allow(members.operations([Operation::DeleteItem]));
    let disconnect = stack.add("Disconnect", disconnect);
    let message = function("message")
        .env("MANAGEMENT_ENDPOINT", stage.management_endpoint())
        .allow(members.operations([Operation::GetItem, Operation::UpdateItem, Operation::DeleteItem]))
        .allow(by_room.query())
        .allow(stage.post_to_connections());
    let message = stack.add("Message", message);

    let routes = Routes::of(&stage)
        .connect(&connect)
        .disconnect(&disconnect)
        .default(Route::answer(
            Json::object()
                .with("type", "error")
                .with("message", "unknown type"),
        ))
        .route(route_key!("join_room"), Route::to(&message).two_way())
        .route(route_key!("chat"), &message)
        .route(
            route_key!("ping"),
            Route::answer(Json::object().with("type", "pong")),
        );
    let routes = stack.add("Deployment", routes);
    let limit = Throttle::per_second::<1000>().burst::<500>();
    let stage = stack.add("Stage", Stage::new(&routes).throttle(limit));
    stack.output("Url", Output::new(stage.url()));
    stack
}

#[cfg(test)]
mod tests {
    use testing::Synthesized;

    #[test]
    fn messages_reach_a_room_and_nothing_beyond() {
        let template = Synthesized::of(super::stack());
        let message = template.role_of("Message");
        message.assert_allowed("dynamodb:Query", "Members/index/ByRoom");
        message.assert_denied("dynamodb:Scan", "Members");
        message.assert_allowed("execute-api:ManageConnections", "Api/live/POST/@connections/Kx3=");
        message.assert_denied(
            "execute-api:ManageConnections",
            "Api/live/DELETE/@connections/Kx3=",
        );
        template
            .role_of("Connect")
            .assert_denied("dynamodb:DeleteItem", "Members");
    }
}
