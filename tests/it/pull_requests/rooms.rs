//! A small backend, and five changes of it as pull requests make them.

use constructs::prelude::*;

/// What a pull request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Nothing: this is what it starts from.
    None,
    /// A function gets more memory, and a route is added that the gateway answers itself.
    Harmless,
    /// A function that reads and writes rooms may delete them, and disconnect anybody.
    Access,
    /// A route gets another name, an answer stops, a limit is lowered, messages must be shorter.
    Contract,
    /// A queue gets another name, and a table is treated as a disposable one.
    Data,
    /// Grants and variables are declared in another order, and a function builds what stood in place.
    Refactoring,
}

pub(crate) fn stack(change: Change) -> Stack {
    let is = |other| change == other;
    let mut stack = Stack::new("rooms-live");
    let mut table = Table::new(Key::string("roomId"));
    if is(Change::Data) {
        table = table.durability(Durability::Disposable);
    }
    let rooms = stack.add("Rooms", table);
    let jobs = stack.add(
        if is(Change::Data) { "Tasks" } else { "Jobs" },
        Queue::new().durability(Durability::Disposable),
    );

    let api = stack.add("Api", WebSocketApi::new("rooms", RouteSelection::body("type")));
    let stage = api.stage("live");
    let used = [Operation::GetItem, Operation::PutItem];
    let mut chat = Function::rust("lambdas", "chat");
    chat = if is(Change::Refactoring) {
        reached(chat.env("JOBS_QUEUE", &jobs), &stage)
            .allow(jobs.send())
            .env("ROOMS_TABLE", &rooms)
            .allow(rooms.operations(used))
    } else {
        chat.env("ROOMS_TABLE", &rooms)
            .env("JOBS_QUEUE", &jobs)
            .allow(rooms.operations(used))
            .allow(jobs.send())
            .allow(stage.post_to_connections())
    };
    if is(Change::Harmless) {
        chat = chat.memory(Memory::mb::<512>());
    }
    if is(Change::Access) {
        chat = chat
            .allow(rooms.operations([Operation::DeleteItem]))
            .allow(stage.delete_connections());
    }
    let chat = stack.add("Chat", chat);

    let longest = if is(Change::Contract) { 500 } else { 2000 };
    let said = format!(
        r#"{{"type": "object", "required": ["text"], "properties": {{"text": {{"type": "string", "maxLength": {longest}}}}}}}"#
    );
    let said = stack.add("Said", Model::json(&api, &said));
    let ping = Route::answer(Json::object().with("type", "pong"));
    let (who, alive) = if is(Change::Contract) {
        (Route::to(&chat), route_key!("alive"))
    } else {
        (Route::to(&chat).two_way(), route_key!("ping"))
    };
    let mut routes = Routes::of(&stage)
        .route(route_key!("say"), Route::to(&chat).validate(&said))
        .route(route_key!("who"), who)
        .route(alive, ping);
    if is(Change::Harmless) {
        routes = routes.route(
            route_key!("version"),
            Route::answer(Json::object().with("type", "version")),
        );
    }
    let routes = stack.add("Deployment", routes);
    let throttle = if is(Change::Contract) {
        Throttle::per_second::<20>()
    } else {
        Throttle::per_second::<100>()
    };
    stack.add("Stage", Stage::new(&routes).throttle(throttle.burst::<50>()));
    stack
}

/// What the refactoring takes out of its place.
fn reached(function: Function, stage: &StageName) -> Function {
    function.allow(stage.post_to_connections())
}
