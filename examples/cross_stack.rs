//! Cross-stack: data in one stack, the API in another.
//!
//! Shows `export` and `import`, which keep the type of what they carry, tags, and an aspect over all resources of a stack.
//! What is deployed often is apart from what must never be lost, and the manifest says which stack comes first.

use constructs::{aspects, prelude::*};

/// The data, and the API that uses it.
pub(crate) fn stacks() -> [Stack; 2] {
    let mut data = Stack::new("cross-stack-data");
    data.tag("owner", "data-team");
    data.aspect(aspects::encryption_required());
    let rooms = data.add("Rooms", Table::new(Key::string("roomId")));
    let gone = data.add("Gone", Queue::new());
    let (rooms, gone) = (
        data.export("RoomsArn", rooms.arn()),
        data.export("GoneArn", gone.arn()),
    );

    let mut front = Stack::new("cross-stack-front");
    front.tag("owner", "chat-team");
    let rooms = TableRef::imported("Rooms", front.import(&rooms), []);
    let gone = QueueRef::imported("Gone", front.import(&gone));
    let message = Function::rust("handlers", "message")
        .env("ROOMS_TABLE", &rooms)
        .allow(rooms.read());
    let message = front.add("Message", message);
    let api = front.add(
        "Api",
        WebSocketApi::new("cross-stack", RouteSelection::body("type")),
    );
    let routes = Routes::of(&api.stage("live"))
        .disconnect(DisconnectRoute::through(&gone))
        .default(Route::to(&message).two_way());
    let routes = front.add("Deployment", routes);
    let stage = front.add("Stage", Stage::new(&routes));
    front.output("Url", Output::new(stage.url()));
    [data, front]
}

#[cfg(test)]
mod tests {
    use testing::Synthesized;

    #[test]
    fn a_grant_reaches_what_another_stack_made() {
        let [_, front] = super::stacks();
        let front = Synthesized::of(front);
        let role = front.resource("MessageRole").body();
        assert!(
            role.to_json().contains(r#""Fn::ImportValue""#),
            "{}",
            role.to_json()
        );
    }
}
