//! What the roles of a stack may do, and who may invoke its functions, by the evaluator that decides for everybody.

use constructs::{
    prelude::*,
    websocket::{
        Publish, PutObject, PutRecord,
        dynamodb::{GetItem, PutItem, Query},
    },
};
use testing::Synthesized;

/// Everything that hands out permissions, once.
fn stack() -> Stack {
    let mut stack = Stack::new("demo");
    let by_owner = Index::new("OwnerIndex", Key::string("ownerId"));
    let rooms = stack.add("Rooms", Table::new(Key::string("roomId")).indexes([by_owner]));
    let [by_owner] = rooms.indexes();
    let jobs = stack.add("Jobs", Queue::new());
    let bus = stack.add("Bus", EventBus::new());
    let api = stack.add("Api", WebSocketApi::new("demo", RouteSelection::body("type")));
    let stage = api.stage("dev");
    let worker = stack.add("Worker", Function::rust("lambdas", "worker"));
    let message = Function::rust("lambdas", "message")
        .allow(rooms.operations([Operation::PutItem]))
        .allow(by_owner.query())
        .allow(bus.put_events())
        .allow(worker.invoke())
        .allow(stage.post_to_connections());
    let message = stack.add("Message", message);
    let routes = Routes::of(&stage)
        .connect(&message)
        .route(route_key!("do"), Route::to(SendMessage::to(&jobs)))
        .default(&message);
    let routes = stack.add("Deployment", routes);
    stack.add("Stage", Stage::new(&routes));
    stack
}

#[test]
fn a_function_may_do_what_it_was_allowed_and_nothing_beside() {
    let template = Synthesized::of(stack());
    let message = template.role_of("Message");
    let connections = |rest: &str| format!("Api/{rest}/@connections/Kx3=");
    for (action, resource) in [
        ("dynamodb:PutItem", "Rooms"),
        ("dynamodb:Query", "Rooms/index/OwnerIndex"),
        ("events:PutEvents", "Bus"),
        ("lambda:InvokeFunction", "Worker"),
        ("execute-api:ManageConnections", &connections("dev/POST")),
        ("logs:PutLogEvents", "MessageLogs"),
    ] {
        message.assert_allowed(action, resource);
    }
    for (action, resource) in [
        ("dynamodb:DeleteItem", "Rooms"),
        ("dynamodb:Query", "Rooms"),
        ("dynamodb:Query", "Rooms/index/Other"),
        ("dynamodb:Scan", "Rooms/index/OwnerIndex"),
        (
            "events:PutEvents",
            "arn:aws:events:us-east-1:111122223333:event-bus/default",
        ),
        ("lambda:InvokeFunction", "Message"),
        ("sqs:SendMessage", "Jobs"),
        ("execute-api:ManageConnections", &connections("dev/DELETE")),
        ("execute-api:ManageConnections", &connections("prod/POST")),
        ("logs:PutLogEvents", "WorkerLogs"),
    ] {
        message.assert_denied(action, resource);
    }
}

#[test]
fn the_gateway_may_do_what_its_integration_does_and_nothing_beside() {
    let template = Synthesized::of(stack());
    let integration = template.integration("do");
    let role = template.role_of(integration.id());
    role.assert_allowed("sqs:SendMessage", "Jobs");
    role.assert_denied("sqs:ReceiveMessage", "Jobs");
    role.assert_denied("sqs:SendMessage", "JobsDeadLetters");
}

#[test]
fn a_function_is_invoked_for_its_routes_alone() {
    let template = Synthesized::of(stack());
    template.assert_invokable("Message", "$connect");
    template.assert_invokable("Message", "$default");
    for source in ["Api/dev/do", "Api/prod/$connect", "Api/dev/$disconnect"] {
        let source = template.arn(source);
        template.assert_not_invokable_as("Message", "apigateway.amazonaws.com", &source);
    }
    for arn in template.route_arns("$connect") {
        template.assert_not_invokable_as("Worker", "apigateway.amazonaws.com", &arn);
    }
}

#[test]
fn whoever_uses_what_is_encrypted_uses_its_key() {
    let mut stack = Stack::new("demo");
    let key = stack.add("Key", EncryptionKey::new());
    let by_owner = Index::new("OwnerIndex", Key::string("ownerId"));
    let rooms = Table::new(Key::string("roomId"))
        .indexes([by_owner])
        .stream(StreamView::KeysOnly);
    let rooms = stack.add("Rooms", rooms.encryption_key(&key));
    let jobs = stack.add("Jobs", Queue::new().encryption_key(&key));
    let ordered = stack.add("Ordered", Queue::fifo().encryption_key(&key));
    let news = stack.add("News", Topic::new().encryption_key(&key));
    let results = stack.add("Results", Topic::fifo().encryption_key(&key));
    let clicks = stack.add("Clicks", DataStream::new().encryption_key(&key));
    let files = stack.add("Files", Bucket::new().encryption_key(&key));
    let api = stack.add("Api", WebSocketApi::new("demo", RouteSelection::body("type")));
    let room = || source!("route.request.body.room");
    let routes = Routes::of(&api.stage("dev"))
        .route(route_key!("jobs"), Route::to(SendMessage::to(&jobs)))
        .route(route_key!("ordered"), Route::to(SendMessage::to_fifo(&ordered)))
        .route(route_key!("news"), Route::to(Publish::to(&news)))
        .route(route_key!("results"), Route::to(Publish::to_fifo(&results)))
        .route(route_key!("clicks"), Route::to(PutRecord::into(&clicks)))
        .route(route_key!("files"), Route::to(PutObject::under(&files, "inbox")))
        .route(
            route_key!("put"),
            Route::to(PutItem::into(&rooms).attribute("roomId", room())),
        )
        .route(
            route_key!("get"),
            Route::to(GetItem::of(&rooms).key("roomId", room())).two_way(),
        )
        .route(
            route_key!("query"),
            Route::to(Query::of(&rooms).index("OwnerIndex").key("ownerId", room())).two_way(),
        );
    let routes = stack.add("Deployment", routes);
    stack.add("Stage", Stage::new(&routes));
    let greeter =
        Function::rust("lambdas", "greeter").on_stream(&rooms.stream(), StreamSource::from_oldest());
    stack.add("Greeter", greeter);
    let template = Synthesized::of(stack);
    for (route, action) in [
        ("jobs", "kms:GenerateDataKey"),
        ("ordered", "kms:GenerateDataKey"),
        ("news", "kms:GenerateDataKey"),
        ("results", "kms:GenerateDataKey"),
        ("clicks", "kms:GenerateDataKey"),
        ("files", "kms:GenerateDataKey"),
        ("put", "kms:Encrypt"),
        ("get", "kms:Decrypt"),
        ("query", "kms:Decrypt"),
    ] {
        let integration = template.integration(route);
        template.role_of(integration.id()).assert_allowed(action, "Key");
    }
    let reader = template.integration("get");
    template.role_of(reader.id()).assert_denied("kms:Encrypt", "Key");
    template.role_of("Greeter").assert_allowed("kms:Decrypt", "Key");
}
