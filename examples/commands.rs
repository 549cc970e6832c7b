//! Commands: messages wait in a FIFO queue, and a worker takes them in order.
//!
//! Shows `SendMessage::to_fifo` behind a route, a `Model` that refuses what the queue could not use, answers chosen by the
//! status of SQS, and `on_queue` with partial failures: what the worker names as failed comes back, the rest does not.

use constructs::prelude::*;

const COMMAND: &str = r#"{
    "type": "object",
    "required": ["type", "commandId"],
    "properties": {"commandId": {"type": "string", "pattern": "^[A-Za-z0-9-]{1,64}$"}}
}"#;

/// A queue between the gateway and a worker.
pub(crate) fn stack() -> Stack {
    let mut stack = Stack::new("commands");
    let timeout = Timeout::secs::<20>();
    let commands = stack.add("Commands", Queue::fifo().consumed_within(timeout));

    let api = stack.add("Api", WebSocketApi::new("commands", RouteSelection::body("type")));
    let stage = api.stage("live");
    let worker = Function::rust("handlers", "worker")
        .timeout(timeout)
        .env("MANAGEMENT_ENDPOINT", stage.management_endpoint())
        .allow(stage.post_to_connections())
        .on_queue(&commands, QueueSource::fifo());
    stack.add("Worker", worker);

    // In order per connection; a command that is sent again within five minutes counts once.
    let send = SendMessage::to_fifo(&commands)
        .ordered_by(Source::CONNECTION_ID, source!("route.request.body.commandId"));
    let (accepted, refused) = (
        Json::object().with("type", "accepted"),
        Json::object().with("type", "refused"),
    );
    let send = MappedIntegration::from(send)
        .response(IntegrationResponse::otherwise().template(accepted))
        .response(IntegrationResponse::when(r"[45]\d\d").template(refused));
    let command = stack.add("Command", Model::json(&api, COMMAND));
    let routes = Routes::of(&stage).route(
        route_key!("command"),
        Route::to(send).two_way().validate(&command),
    );
    let routes = stack.add("Deployment", routes);
    let stage = stack.add("Stage", Stage::new(&routes));
    stack.output("Url", Output::new(stage.url()));
    stack
}

#[cfg(test)]
mod tests {
    use testing::{Synthesized, contains};

    #[test]
    fn only_what_failed_comes_back() {
        let template = Synthesized::of(super::stack());
        let source = template.of_type("AWS::Lambda::EventSourceMapping").one();
        source.assert("FunctionResponseTypes", contains("ReportBatchItemFailures"));
    }

    #[test]
    fn the_gateway_sends_and_the_worker_receives() {
        let template = Synthesized::of(super::stack());
        let (gateway, worker) = (template.role_of("CommandIntegration"), template.role_of("Worker"));
        gateway.assert_allowed("sqs:SendMessage", "Commands");
        gateway.assert_denied("sqs:ReceiveMessage", "Commands");
        worker.assert_allowed("sqs:ReceiveMessage", "Commands");
        worker.assert_denied("sqs:SendMessage", "Commands");
    }
}
