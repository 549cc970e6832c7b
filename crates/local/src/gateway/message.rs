//! A message from a client: select its route, run it, answer.

use std::sync::Arc;

use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::{connection::Connection, frames::FrameError, ids, proxy_event::MessageIds, service::Gateway};
use crate::{Event, event::Outcome};

/// What became of a message.
struct Handled {
    route: Option<String>,
    /// The text for the client, if it gets one.
    reply: Option<Utf8Bytes>,
    /// Why it failed, for the developer.
    failure: Option<String>,
}

/// Handles one message. Messages of one connection run side by side; nothing orders their answers.
pub(super) async fn run(gateway: Arc<Gateway>, connection: Arc<Connection>, text: Utf8Bytes) {
    let began = Instant::now();
    let Handled {
        route,
        reply,
        failure,
    } = handle(&gateway, &connection, &text).await;
    let bytes = reply.as_ref().map(|reply| reply.len());
    let sent = reply.map_or(Ok(()), |reply| connection.send(reply));
    let outcome = match (sent, failure, bytes) {
        (Err(full), ..) => Outcome::Failed(format!("the answer was dropped: {full}")),
        (_, Some(failure), _) => Outcome::Failed(failure),
        (_, None, Some(bytes)) => Outcome::Replied(bytes),
        (_, None, None) => Outcome::Done,
    };
    gateway.tell(Event::Message {
        connection: connection.client.connection_id.clone(),
        route,
        bytes: text.len(),
        outcome,
        took: began.elapsed(),
    });
}

async fn handle(gateway: &Gateway, connection: &Connection, text: &Utf8Bytes) -> Handled {
    let request = ids::request_id();
    let client = &connection.client;
    let fail = |route: Option<&str>, error: FrameError, why: String| Handled {
        route: route.map(str::to_owned),
        reply: Some(error.frame(&client.connection_id, &request).into()),
        failure: Some(why),
    };
    let Some(stage) = gateway.stage(&client.stage) else {
        let why = format!("stage `{}` is no longer served", client.stage);
        return fail(None, FrameError::Forbidden, why);
    };
    let body = serde_json::from_str(text).ok();
    let selected = stage.api.selection.evaluate(body.as_ref());
    let Some((key, route)) = stage.route(&selected) else {
        let why = format!("no route has the key `{selected}`, and there is no `$default`");
        return fail(None, FrameError::Forbidden, why);
    };
    if let Err(why) = gateway.admit(&stage, key) {
        return fail(Some(key), FrameError::Throttled, why);
    }
    let Some(integration) = &route.target else {
        let why = format!("`{}` has no target", route.resource);
        return fail(Some(key), FrameError::Internal, why);
    };
    let message = ids::connection_id();
    let ids = MessageIds {
        message: &message,
        request: &request,
    };
    let event = client.message_event(key, ids, text, &stage.stage.variables);
    match stage.run(&*gateway.invoke, key, integration, event).await {
        Ok(answer) => Handled {
            route: Some(key.to_owned()),
            reply: route.two_way.then(|| answer.into_body().into()),
            failure: None,
        },
        Err(failure) => fail(Some(key), failure.frame(), failure.to_string()),
    }
}
