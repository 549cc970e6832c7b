//! Every rule of the cases, kept: so that they fail for the reason that they are named after.

use aws::{
    apigatewayv2::{self, ProtocolType},
    dynamodb,
    iam::{PolicyDocument, Role},
    lambda, logs,
};
use cfn::{Arn, sub};
use constructs::{action, prelude::*};

fn main() {
    tables();
    intent();
    several_stacks();
}

fn several_stacks() {
    let mut data = Stack::new("data");
    let rooms = data.add("Rooms", Table::new(Key::string("roomId")));
    let jobs = data.add("Jobs", Queue::new());
    let (rooms, jobs) = (data.export("RoomsArn", rooms.arn()), data.export("JobsArn", jobs.arn()));
    let name = data.export("Name", Value::from("a".to_owned()));
    let mut front = Stack::new("front");
    let _ = TableRef::imported("Rooms", front.import(&rooms), []);
    let _ = QueueRef::imported("Jobs", front.import(&jobs));
    front.output("Name", Output::from(front.clone().import(&name)));
    front.aspect(|resource: &mut ResourceView<'_>| {
        let _ = resource.is::<dynamodb::Table>();
    });
    let metric = Metric::new("Chat", "Failures").period_secs::<60>();
    front.add("Failures", Alarm::at_least(metric, 1).lasting::<3, 4>());
    front.add("Users", UserPool::new().token_minutes::<5>());
}

fn tables() {
    let mut stack = Stack::new("tables");
    let api = stack.add(
        "Api",
        apigatewayv2::Api::new("demo", ProtocolType::WebSocket, "$request.body.type"),
    );
    stack.add("Route", apigatewayv2::Route::new(&api, "chat"));
    let role = stack.add("Role", Role::new(PolicyDocument::default()));
    let outside = Arn::of("arn:aws:iam::123456789012:role/chat");
    let _ = lambda::Function::new(lambda::Code::new(), outside);
    let _ = lambda::Function::new(lambda::Code::new(), &role);
    let _ = apigatewayv2::RouteSettings::new().logging_level(LoggingLevel::Info);
    let _ = logs::LogGroup::new().retention_in_days(Retention::Days7);
    let key = dynamodb::KeySchema::new("id", dynamodb::KeyType::Hash);
    let attribute = dynamodb::AttributeDefinition::new("id", dynamodb::AttributeType::S);
    let table = stack.add("Table", dynamodb::Table::new([key], [attribute]));
    let _ = (table.arn(), table.get(dynamodb::Table::STREAM_ARN));
    let _ = sub!("wss://{}/{}", &api, "dev");
}

fn intent() {
    let mut stack = Stack::new("intent");
    let by_owner = Index::new("OwnerIndex", Key::string("ownerId"));
    let rooms = stack.add(
        "Rooms",
        Table::new(Key::string("roomId"))
            .indexes([by_owner])
            .stream(StreamView::KeysOnly)
            .billing(Billing::Provisioned(Throughput::per_second::<1, 1>())),
    );
    let [by_owner] = rooms.indexes();
    let grants = [by_owner.query(), rooms.operations([Operation::GetItem]), rooms.stream().read()];
    let _ = (grants, action!("dynamodb:GetItem"));

    let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
    let letters = stack.add("Letters", Queue::new());
    let commands = stack.add("Commands", Queue::fifo());
    let function = Function::rust("lambdas", "message")
        .timeout(Timeout::secs::<29>())
        .ephemeral_storage_mb::<10_240>()
        .dead_letters(&letters)
        .on_queue(&letters, QueueSource::new().batches_within::<100, 5>())
        .on_queue(&commands, QueueSource::fifo().batch_size::<10>());
    feeds(&mut stack);
    let _ = Function::packaged(Runtime::Nodejs24, "index.handler", "dist/greeter");
    let _ = Function::inline(InlineRuntime::Python314, "def handler(event, context): pass");
    let message = stack.add("Message", function);
    let authorizer = Authorizer::request(&api, &message).require(IdentitySource::header("Authorization"));
    let authorizer = stack.add("Authorizer", authorizer);
    let account = stack.add("AccountLogging", AccountLogging::created());
    let zone = HostedZone::imported("Z0123456789ABCDEFGHIJ");
    let domain = stack.add("Domain", DomainName::of(&zone, "chat.example.com"));
    let stage = api.stage("dev").behind(domain.path(mapping_key!("v1")));
    let waiting = Integration::lambda(&message).timeout(IntegrationTimeout::millis::<29_000>());
    let backend = HttpProxy::new(HttpMethod::Post, "https://example.com")
        .header("id", source!("context.connectionId"));
    let backend = Route::to(backend);
    let said = stack.add("Said", Model::json(&api, r#"{"type": "object"}"#));
    let jobs = stack.add("Jobs", Queue::new());
    let send = MappedIntegration::from(SendMessage::to(&jobs)).response(IntegrationResponse::otherwise());
    let send = Route::to(send).two_way();
    let routes = stack.add(
        "Deployment",
        Routes::of(&stage)
            .connect(
                ConnectRoute::to(waiting)
                    .authorizer(&authorizer)
                    .api_key_required()
                    .require_query("token"),
            )
            .route(route_key!("join"), Route::to(&message).two_way().validate(&said))
            .route(route_key!("web"), backend)
            .route(route_key!("job"), send),
    );
    let stage = stack.add(
        "Stage",
        Stage::new(&routes)
            .throttle(Throttle::per_second::<1>())
            .execution_log(LoggingLevel::Info, &account),
    );
    let key = stack.add("Key", ApiKey::new());
    let plan = UsagePlan::of(&stage).quota(Quota::per_day::<1>()).key(&key);
    stack.add("Plan", plan);
}

fn feeds(stack: &mut Stack) {
    let news = stack.add("News", Topic::new());
    let orderly = stack.add("Orderly", Topic::fifo());
    let ticks = stack.add("Ticks", DataStream::new());
    let order = stack.add("Order", StateMachine::express(Definition::text("{}")));
    let records = StreamSource::records_from_oldest().only([Pattern::new().field("data.kind", ["tick"])]);
    let _ = Function::rust("lambdas", "listener")
        .on_topic(&news, TopicSource::all())
        .on_records(&ticks, records)
        .allow(order.start_sync());
    let _ = Queue::fifo().on_topic(&orderly, TopicSource::all());
    let _ = Capacity::between::<5, 500>();
    let arn = Arn::of("arn:aws:dynamodb:eu-central-1:111122223333:table/users");
    let [_by_email] = TableRef::imported("Users", arn, ["EmailIndex"]).indexes();
}
