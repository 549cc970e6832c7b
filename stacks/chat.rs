//! The chat: one WebSocket API, five functions, three tables.

use constructs::{AppError, prelude::*};
use protocol::{
    Route as ChatRoute,
    env::{self, AuthMode},
    tables::{self, connections, messages, rooms},
};

use crate::{Logging, Settings};

/// The package of all functions.
const LAMBDAS: &str = "lambdas";

/// The chat, as the settings want it.
pub fn chat(settings: &Settings) -> Result<Stack, AppError> {
    let mut stack = Stack::new(format!("chat-{}", settings.stage));
    stack.describe(format!(
        "Chat over WebSockets, stage {}. {}.",
        settings.stage,
        who_may_connect(settings.auth)
    ));

    let tables = Tables::add(&mut stack, settings);
    let api = WebSocketApi::new(stack.name(), RouteSelection::expression(ChatRoute::SELECTION));
    let stage = stack.add("Api", api).stage(settings.stage);
    let functions = Functions::add(&mut stack, settings, &tables, &stage);
    let routes = add_routes(&mut stack, &stage, &functions)?;
    let stage = add_stage(&mut stack, settings, &routes);

    stack.output(
        "WebSocketUrl",
        Output::new(stage.url()).description("Where clients connect"),
    );
    let endpoint = Output::new(stage.management_endpoint());
    stack.output(
        "ManagementEndpoint",
        endpoint.description("Where handlers reach connections"),
    );
    for (name, table) in [
        ("ConnectionsTable", tables.connections.name()),
        ("RoomsTable", tables.rooms.name()),
        ("MessagesTable", tables.messages.name()),
    ] {
        stack.output(name, Output::new(table).description("A table's name"));
    }
    Ok(stack)
}

const fn who_may_connect(auth: AuthMode) -> &'static str {
    match auth {
        AuthMode::Guest => "Guest mode: anybody may connect, tokens are not verified",
        AuthMode::Closed => "Closed: nobody may connect, because tokens cannot be verified yet",
    }
}

struct Tables {
    /// A row per connection, and one per room that it is in.
    connections: TableRef<2, StreamView>,
    rooms: TableRef<2>,
    messages: TableRef<1>,
}

impl Tables {
    fn add(stack: &mut Stack, settings: &Settings) -> Self {
        let by_user = Index::new(connections::USER_INDEX, Key::string(connections::USER_ID))
            .sort(Key::string(connections::CONNECTION_ID))
            .include(connections::USER_INDEX_INCLUDES.iter().copied());
        let by_room = Index::new(connections::ROOM_INDEX, Key::string(connections::ROOM_KEY))
            .sort(Key::string(connections::CONNECTION_ID))
            .include(connections::ROOM_INDEX_INCLUDES.iter().copied());
        let connections = Table::new(Key::string(connections::CONNECTION_ID))
            .sort(Key::string(tables::SK))
            .indexes([by_user, by_room])
            .ttl(tables::EXPIRES_AT)
            .stream(StreamView::NewAndOldImages);

        let by_owner =
            Index::new(rooms::OWNER_INDEX, Key::string(rooms::OWNER_ID)).sort(Key::string(rooms::OWNER_SORT));
        let by_activity = Index::new(rooms::DIRECTORY_INDEX, Key::string(rooms::DIRECTORY_KEY))
            .sort(Key::string(rooms::ACTIVITY_SORT));
        let rooms = Table::new(Key::string(rooms::ROOM_ID))
            .sort(Key::string(tables::SK))
            .indexes([by_owner, by_activity]);

        let by_time = Index::new(messages::ROOM_TIMESTAMP_INDEX, Key::string(messages::ROOM_BUCKET))
            .sort(Key::string(messages::TIME_SEQ));
        let messages = Table::new(Key::string(messages::ROOM_BUCKET))
            .sort(Key::number(messages::SEQ))
            .indexes([by_time])
            .ttl(tables::EXPIRES_AT);

        let (durability, billing) = (settings.durability, settings.billing);
        Self {
            connections: stack.add("Connections", connections.durability(durability).billing(billing)),
            rooms: stack.add("Rooms", rooms.durability(durability).billing(billing)),
            messages: stack.add("Messages", messages.durability(durability).billing(billing)),
        }
    }
}

/// The functions behind routes.
struct Functions {
    authorizer: FunctionRef,
    connect: FunctionRef,
    disconnect: FunctionRef,
    message: FunctionRef,
}

impl Functions {
    /// What each function may do is what it says it does, in the documentation at the head of its file.
    fn add(stack: &mut Stack, settings: &Settings, tables: &Tables, stage: &StageName) -> Self {
        let Tables {
            connections,
            rooms,
            messages,
        } = tables;
        let [by_user, by_room] = connections.indexes();
        let [_, by_activity] = rooms.indexes();
        let function = |binary: &str, description: &str| {
            let logs = LogGroup::new()
                .retention(settings.retention)
                .durability(settings.durability);
            Function::rust(LAMBDAS, binary)
                .description(description)
                .logs(logs)
                .env(env::STAGE, stage.name())
        };

        let authorizer = function("authorizer", who_may_connect(settings.auth))
            .env(env::AUTH_MODE, settings.auth.as_str());

        let connect = function("connect", "Stores a connection and its first room")
            .env(env::CONNECTIONS_TABLE, connections)
            .env(env::ROOMS_TABLE, rooms)
            .allow(connections.operations([Operation::PutItem, Operation::DeleteItem]))
            .allow(rooms.operations([Operation::PutItem]));

        let disconnect = function("disconnect", "Removes a connection and tells its rooms")
            .env(env::CONNECTIONS_TABLE, connections)
            .env(env::MANAGEMENT_ENDPOINT, stage.management_endpoint())
            .allow(connections.operations([Operation::Query, Operation::DeleteItem]))
            .allow(by_room.query())
            .allow(stage.post_to_connections());

        let message = function("message", "Handles what clients send")
            .env(env::CONNECTIONS_TABLE, connections)
            .env(env::ROOMS_TABLE, rooms)
            .env(env::MESSAGES_TABLE, messages)
            .env(env::MANAGEMENT_ENDPOINT, stage.management_endpoint())
            .allow(connections.operations([
                Operation::Query,
                Operation::PutItem,
                Operation::UpdateItem,
                Operation::DeleteItem,
            ]))
            .allow(by_user.query())
            .allow(by_room.query())
            .allow(rooms.operations([Operation::GetItem, Operation::PutItem, Operation::UpdateItem]))
            .allow(by_activity.query())
            .allow(messages.operations([Operation::GetItem, Operation::PutItem]))
            .allow(stage.post_to_connections());

        // A welcome that is a minute late is none.
        let new_connections = StreamSource::from_oldest()
            .only([ChangeFilter::inserts().key(tables::SK, connections::CONNECTION_ROW)])
            .max_age_secs::<60>();
        // Behind no route: it may wait for connections that are still being made.
        let greeter = function("greeter", "Welcomes new connections and tells their rooms")
            .timeout(Timeout::secs::<30>())
            .env(env::CONNECTIONS_TABLE, connections)
            .env(env::MANAGEMENT_ENDPOINT, stage.management_endpoint())
            .allow(connections.operations([Operation::Query, Operation::UpdateItem, Operation::DeleteItem]))
            .allow(by_room.query())
            .allow(stage.post_to_connections())
            .on_stream(&connections.stream(), new_connections);

        let serving = Self {
            authorizer: stack.add("Authorizer", authorizer),
            connect: stack.add("Connect", connect),
            disconnect: stack.add("Disconnect", disconnect),
            message: stack.add("Message", message),
        };
        stack.add("Greeter", greeter);
        serving
    }
}

/// A route without a function does not compile: [`serving`] matches on all of them.
fn add_routes(stack: &mut Stack, stage: &StageName, functions: &Functions) -> Result<RoutesRef, AppError> {
    let authorizer = Authorizer::request(stage.api(), &functions.authorizer);
    let authorizer = stack.add("ConnectAuthorizer", authorizer);
    let mut routes = Routes::of(stage)
        .connect(ConnectRoute::to(&functions.connect).authorizer(&authorizer))
        .disconnect(&functions.disconnect)
        .default(Route::to(&functions.message).two_way());
    for route in ChatRoute::ALL {
        let to = Route::to(serving(*route, functions));
        let to = if route.answers() { to.two_way() } else { to };
        routes = routes.route(RouteKey::parse(route.key())?, to);
    }
    Ok(stack.add("Deployment", routes))
}

fn serving(route: ChatRoute, functions: &Functions) -> &FunctionRef {
    match route {
        ChatRoute::Chat
        | ChatRoute::JoinRoom
        | ChatRoute::LeaveRoom
        | ChatRoute::PrivateMessage
        | ChatRoute::RoomList
        | ChatRoute::Hello
        | ChatRoute::Ping => &functions.message,
    }
}

fn add_stage(stack: &mut Stack, settings: &Settings, routes: &RoutesRef) -> StageRef {
    let mut stage = Stage::new(routes);
    if let Some(throttle) = settings.throttle {
        stage = stage.throttle(throttle);
    }
    if let Logging::Full(level) = settings.logging {
        let account = stack.add("AccountLogging", AccountLogging::created());
        let lines = LogGroup::new()
            .retention(settings.retention)
            .durability(settings.durability);
        let lines = stack.add("AccessLog", lines);
        stage = stage
            .execution_log(level, &account)
            .access_log(AccessLog::to(&lines), &account)
            .detailed_metrics();
    }
    stack.add("Stage", stage)
}
