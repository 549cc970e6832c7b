//! The management API: functions post to connections, look at them and close them.

use std::sync::atomic::Ordering;

use cfn::{Diagnostic, Severity};
use serde::Serialize;
use tokio_tungstenite::tungstenite::Utf8Bytes;
use uuid::Uuid;

use super::{
    clock::Moment, connection::Connection, http::Response, ids, registry::Presence, service::Gateway,
};
use crate::Event;

/// Answers `{verb} /{stage}/@connections/{id}`; no body stands for one that was too long.
pub(super) fn answer(gateway: &Gateway, verb: &str, stage: &str, id: &str, body: Option<&[u8]>) -> Response {
    let response = respond(gateway, verb, stage, id, body);
    gateway.tell(Event::Management {
        verb: verb.to_owned(),
        connection: id.to_owned(),
        status: response.status,
        bytes: body.map_or(0, <[u8]>::len),
    });
    response
}

fn respond(gateway: &Gateway, verb: &str, stage: &str, id: &str, body: Option<&[u8]>) -> Response {
    // A layer in front of the service refuses long payloads: without error code and without request id.
    let Some(body) = body else {
        return Response::new(413, "");
    };
    let Some(stage) = gateway.stage(stage) else {
        return failed(403, "ForbiddenException", r#"{"message":"Forbidden"}"#);
    };
    if !matches!(verb, "POST" | "GET" | "DELETE") {
        let message = r#"{"message":"Missing Authentication Token"}"#;
        return failed(403, "MissingAuthenticationTokenException", message);
    }
    if !ids::is_connection_id(id) {
        let message = Message {
            message: format!("Invalid connectionId: {id}"),
        };
        return failed(400, "BadRequestException", &json(&message));
    }
    if !gateway.requests.take() {
        return too_many();
    }
    match gateway.registry.find(&stage.api.id, id) {
        Presence::Open(connection) => match verb {
            "POST" => post(&connection, body),
            "DELETE" => {
                connection.delete();
                // From now on it is gone, even while its close frame is on the way.
                gateway.registry.close(id);
                succeeded(204, "")
            }
            _ => succeeded(200, describe(&connection)).header("content-type", "application/json"),
        },
        Presence::Pending => {
            // Once: who posts again until it works does nothing wrong, and would be told at every connection.
            if !gateway.explained_pending.swap(true, Ordering::Relaxed) {
                gateway.tell(Event::Notice(still_connecting(verb, id)));
            }
            failed(410, "GoneException", "")
        }
        Presence::Gone => failed(410, "GoneException", ""),
    }
}

fn post(connection: &Connection, body: &[u8]) -> Response {
    let text = Utf8Bytes::from(String::from_utf8_lossy(body).into_owned());
    if connection.send(text).is_err() {
        return too_many();
    }
    connection.touch();
    succeeded(200, "").header("content-type", "application/json")
}

fn too_many() -> Response {
    failed(
        429,
        "LimitExceededException",
        r#"{"message":"Too Many Requests"}"#,
    )
}

fn succeeded(status: u16, body: impl Into<String>) -> Response {
    Response::new(status, body)
        .header("x-amzn-RequestId", Uuid::new_v4().to_string())
        .header("x-amz-apigw-id", ids::request_id())
        .header("X-Amzn-Trace-Id", ids::trace_id(Moment::now().millis / 1000))
}

fn failed(status: u16, kind: &str, body: &str) -> Response {
    let response = Response::new(status, body)
        .header("x-amzn-RequestId", Uuid::new_v4().to_string())
        .header("x-amzn-ErrorType", kind)
        .header("x-amz-apigw-id", ids::request_id());
    if body.is_empty() {
        response
    } else {
        response.header("content-type", "application/json")
    }
}

#[derive(Serialize)]
struct Message {
    message: String,
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The service indents by two blanks and puts a blank on both sides of the colon.
fn describe(connection: &Connection) -> String {
    let client = &connection.client;
    let mut identity = format!(r#""sourceIp" : "{}""#, client.source_ip);
    if let Some(user_agent) = &client.user_agent {
        identity.push_str(",\n    \"userAgent\" : ");
        identity.push_str(&json(user_agent));
    }
    format!(
        "{{\n  \"identity\" : {{\n    {identity}\n  }},\n  \"connectedAt\" : \"{}\",\n  \"lastActiveAt\" : \"{}\"\n}}",
        client.connected_at.iso(),
        connection.last_active().iso()
    )
}

/// The trap that everybody falls into once.
fn still_connecting(verb: &str, id: &str) -> Diagnostic {
    let message = format!("{verb} to {id} answered 410: its `$connect` has not been answered yet");
    let hint = "a connection is addressable after `$connect` has succeeded: greet from a stream or queue consumer that \
                tries again on 410, or answer the client's first message on a two-way route (this is said once)";
    Diagnostic {
        severity: Severity::Info,
        ..Diagnostic::error("GW602", message).hint(hint)
    }
}
