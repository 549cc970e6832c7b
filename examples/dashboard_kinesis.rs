//! Live dashboard, fed by Kinesis: clients say what they watch, and a function posts each record to those who do.
//!
//! Shows `DataStream`, `on_records` with filters, batching, age limit and a queue for what failed, and a subscription that
//! the gateway writes by itself with `PutItem`. Nobody hears of a client that has left: the function removes whom
//! it cannot reach, and the TTL removes the rest.

use constructs::{
    prelude::*,
    websocket::dynamodb::{Attribute, PutItem},
};

/// A client that still watches says so again within ten minutes.
const SECONDS: u32 = 600;

/// A stream, a function and a table of who watches what.
pub(crate) fn stack() -> Stack {
    let mut stack = Stack::new("dashboard-kinesis");
    let ticks = stack.add("Ticks", DataStream::new());
    let watchers = Table::new(Key::string("symbol"))
        .sort(Key::string("connectionId"))
        .ttl("expiresAt")
        .durability(Durability::Disposable);
    let watchers = stack.add("Watchers", watchers);

    let api = stack.add(
        "Api",
        WebSocketApi::new("dashboard-kinesis", RouteSelection::body("type")),
    );
    let stage = api.stage("live");
    let failed = stack.add("Failed", Queue::for_failures());
    // A price that is a minute old is no news.
    let source = StreamSource::records_from_now()
        .only([Pattern::new().field("data.kind", ["price"])])
        .parallel_batches::<4>()
        .max_age_secs::<60>()
        .failures_to(&failed);
    let feed = Function::rust("handlers", "feed")
        .env("WATCHERS_TABLE", &watchers)
        .env("MANAGEMENT_ENDPOINT", stage.management_endpoint())
        .allow(watchers.operations([Operation::Query, Operation::DeleteItem]))
        .allow(stage.post_to_connections())
        .on_records(&ticks, source);
    stack.add("Feed", feed);

    let watch = PutItem::into(&watchers)
        .attribute("symbol", source!("route.request.body.symbol"))
        .attribute("connectionId", Source::CONNECTION_ID)
        .attribute("expiresAt", Attribute::seconds_from_now(SECONDS));
    let routes = Routes::of(&stage).route(route_key!("watch"), Route::to(watch));
    let routes = stack.add("Deployment", routes);
    let stage = stack.add("Stage", Stage::new(&routes));
    stack.output("Url", Output::new(stage.url()));
    stack.output("Stream", Output::new(ticks.name()));
    stack
}

#[cfg(test)]
mod tests {
    use testing::Synthesized;

    #[test]
    fn the_feed_reads_and_the_gateway_writes() {
        let template = Synthesized::of(super::stack());
        let feed = template.role_of("Feed");
        feed.assert_allowed("kinesis:GetRecords", "Ticks");
        feed.assert_denied("kinesis:PutRecord", "Ticks");
        feed.assert_allowed("sqs:SendMessage", "Failed");
        let watch = template.role_of("WatchIntegration");
        watch.assert_allowed("dynamodb:PutItem", "Watchers");
        watch.assert_denied("dynamodb:DeleteItem", "Watchers");
    }
}
