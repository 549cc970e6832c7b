//! The handshake: stage, upgrade, throttling, authorizer, `$connect`, and only then the 101.

use std::{net::IpAddr, sync::Arc};

use serde_json::{Map, Value};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::{
    admission::{self, Admission},
    clock::Moment,
    deployed::Deployed,
    frames::error_body,
    http::{Head, Headers, Response},
    ids, integration,
    proxy_event::{Arrival, Client},
    proxy_response::ProxyResponse,
    registry::Pending,
    service::Gateway,
};
use crate::Event;

const JSON: &str = "application/json; charset=UTF-8";

/// A handshake that succeeded: send the response, then hold the connection.
pub(super) struct Accepted<'a> {
    /// Who connected.
    pub(super) client: Client,
    /// The 101.
    pub(super) response: Response,
    /// Keeps the connection pending until it is open.
    _pending: Pending<'a>,
}

/// Why a handshake is refused.
pub(super) struct Refusal {
    status: u16,
    /// What the client is told; in the gateway's own shape, unless the function said it.
    body: Body,
    /// What the developer is told.
    reason: String,
}

enum Body {
    /// `{"message":"…"}`.
    Short(&'static str),
    /// The message together with the connection's and the request's id.
    Full(&'static str),
    /// A function's own words and their content type.
    Function { text: String, content_type: String },
}

impl Refusal {
    fn short(status: u16, message: &'static str, reason: impl Into<String>) -> Self {
        Self {
            status,
            body: Body::Short(message),
            reason: reason.into(),
        }
    }

    /// A refusal by the gateway after the connection got its id.
    pub(super) fn full(status: u16, message: &'static str, reason: impl Into<String>) -> Self {
        Self {
            status,
            body: Body::Full(message),
            reason: reason.into(),
        }
    }

    fn failure(failure: &integration::Failure) -> Self {
        Self::full(failure.status(), failure.frame().message(), failure.to_string())
    }

    fn response(self, connection: &str, request: &str) -> Response {
        let (text, content_type) = match self.body {
            Body::Short(message) => (format!(r#"{{"message":"{message}"}}"#), JSON.to_owned()),
            Body::Full(message) => (error_body(message, connection, request), JSON.to_owned()),
            Body::Function { text, content_type } => (text, content_type),
        };
        Response::new(self.status, text)
            .header("content-type", content_type)
            .header("x-amz-apigw-id", request)
    }
}

/// Runs a handshake to its 101, or to the response that refuses it.
pub(super) async fn shake_hands<'a>(
    gateway: &'a Gateway,
    head: &Head,
    stage: &str,
    peer: IpAddr,
    began: Instant,
) -> Result<Accepted<'a>, Response> {
    let request = ids::request_id();
    let connection = ids::connection_id();
    let pending = gateway.registry.pend(connection.clone());
    let accepted = match check(gateway, head, stage) {
        Ok((stage, key)) => {
            let mut client = client(head, &stage, &connection, peer);
            enter(gateway, head, &stage, &mut client, &request)
                .await
                .map(|protocol| (client, switching(key, protocol)))
        }
        Err(refusal) => Err(refusal),
    };
    match accepted {
        Ok((client, response)) => Ok(Accepted {
            client,
            response,
            _pending: pending,
        }),
        Err(refusal) => Err(refuse(gateway, &head.path, refusal, &connection, &request, began)),
    }
}

/// The answer to a path that leads nowhere.
pub(super) fn forbidden(gateway: &Gateway, path: &str, began: Instant) -> Response {
    let reason = "nothing is served under this path; connect to /{stage}";
    let refusal = Refusal::short(403, "Forbidden", reason);
    refuse(gateway, path, refusal, "", &ids::request_id(), began)
}

fn refuse(
    gateway: &Gateway,
    path: &str,
    refusal: Refusal,
    connection: &str,
    request: &str,
    began: Instant,
) -> Response {
    gateway.tell(Event::Refused {
        path: path.to_owned(),
        status: refusal.status,
        reason: refusal.reason.clone(),
        took: began.elapsed(),
    });
    let upgrade = refusal.status == 426;
    let response = refusal.response(connection, request);
    if upgrade {
        response
            .header("upgrade", "websocket")
            .header("sec-websocket-version", "13")
    } else {
        response
    }
}

/// What needs no function: the stage, the upgrade, the throttling. Yields the stage and the client's key.
fn check<'a>(gateway: &Gateway, head: &'a Head, stage: &str) -> Result<(Arc<Deployed>, &'a str), Refusal> {
    let Some(stage) = gateway.stage(stage) else {
        return Err(Refusal::short(
            403,
            "Forbidden",
            format!("no stage `{stage}` is served"),
        ));
    };
    let key = upgrade_key(head)?;
    admit(gateway, &stage).map_err(|why| Refusal::short(429, "Too Many Requests", why))?;
    Ok((stage, key))
}

fn admit(gateway: &Gateway, stage: &Deployed) -> Result<(), String> {
    if !gateway.connections.take() {
        let limit = gateway.limits.connections;
        return Err(format!("over the account's limit of new connections, {limit}"));
    }
    gateway.admit(stage, "$connect")
}

fn upgrade_key(head: &Head) -> Result<&str, Refusal> {
    let headers = &head.headers;
    let wanted = head.method == "GET"
        && headers.names("upgrade", "websocket")
        && headers.names("connection", "upgrade")
        && headers.get("sec-websocket-version") == Some("13");
    if !wanted {
        let reason = "no WebSocket handshake, version 13; use a WebSocket client";
        return Err(Refusal::short(426, "Upgrade Required", reason));
    }
    let key = headers.get("sec-websocket-key").filter(|key| !key.is_empty());
    key.ok_or_else(|| Refusal::short(400, "Bad Request", "the handshake has no `Sec-WebSocket-Key`"))
}

fn client(head: &Head, stage: &Deployed, connection: &str, peer: IpAddr) -> Client {
    let header = |name| head.headers.get(name).map(str::to_owned);
    Client {
        connection_id: connection.to_owned(),
        connected_at: Moment::now(),
        api_id: stage.api.id.clone(),
        stage: stage.stage.name.clone(),
        domain_name: header("host").unwrap_or_else(|| "localhost".to_owned()),
        source_ip: peer,
        user_agent: header("user-agent"),
        authorizer: None,
    }
}

/// The authorizer, then `$connect`. Yields the subprotocol that `$connect` selected.
async fn enter(
    gateway: &Gateway,
    head: &Head,
    stage: &Deployed,
    client: &mut Client,
    request: &str,
) -> Result<Option<String>, Refusal> {
    let arrival = arrival(head, client);
    let mut latency = None;
    if let Some(authorizer) = stage
        .lifecycle("$connect")
        .and_then(|route| route.authorizer.as_ref())
    {
        let admission = Admission {
            gateway,
            stage,
            authorizer,
            client,
            arrival: &arrival,
            request,
        };
        let (carried, took) = admission::admit(admission).await?;
        client.authorizer = Some(carried);
        latency = Some(took);
    }
    let Some(integration) = stage.lifecycle_target("$connect") else {
        return Ok(None);
    };
    let authorizer = with_latency(client, latency);
    let event = client.connect_event(&arrival, request, &stage.stage.variables, authorizer.as_ref());
    let answer = stage.run(&*gateway.invoke, "$connect", integration, event).await;
    let answer = answer.map_err(|failure| Refusal::failure(&failure))?;
    if answer.accepts() {
        return Ok(answer.header("Sec-WebSocket-Protocol").map(str::to_owned));
    }
    Err(refused_by_function(answer))
}

/// The authorizer's map with its latency, which the `$connect` event alone carries.
fn with_latency(client: &Client, latency: Option<u64>) -> Option<Map<String, Value>> {
    let mut authorizer = client.authorizer.clone()?;
    authorizer.insert("integrationLatency".to_owned(), latency?.into());
    Some(authorizer)
}

fn refused_by_function(answer: ProxyResponse) -> Refusal {
    let Some(status) = answer.status() else {
        let reason = "`$connect` answered a `statusCode` that HTTP does not have";
        return Refusal::full(502, "Internal server error", reason);
    };
    let content_type = match answer.header("content-type") {
        None => JSON.to_owned(),
        Some(json) if json.trim().eq_ignore_ascii_case("application/json") => JSON.to_owned(),
        Some(other) => other.to_owned(),
    };
    Refusal {
        status,
        reason: format!("`$connect` answered {status}"),
        body: Body::Function {
            text: answer.into_body(),
            content_type,
        },
    }
}

/// What the functions see of the request: all but the upgrade itself, and what a proxy adds.
fn arrival(head: &Head, client: &Client) -> Arrival {
    let upgrade = ["connection", "upgrade", "x-forwarded-port", "x-forwarded-proto"];
    let mut headers = Vec::with_capacity(head.headers.0.len() + 4);
    let mut forwarded = Vec::new();
    let mut traced = false;
    for (name, value) in &head.headers.0 {
        if name.eq_ignore_ascii_case("x-forwarded-for") {
            forwarded.push(value.clone());
        } else if !upgrade.iter().any(|own| name.eq_ignore_ascii_case(own)) {
            traced |= name.eq_ignore_ascii_case("x-amzn-trace-id");
            headers.push((name.clone(), value.clone()));
        }
    }
    let mut add = |name: &str, value: String| headers.push((name.to_owned(), value));
    if !traced {
        add(
            "X-Amzn-Trace-Id",
            ids::trace_id(client.connected_at.millis / 1000),
        );
    }
    forwarded.push(client.source_ip.to_string());
    // What follows the last colon of `[::1]` is no port.
    let port = client.domain_name.rsplit_once(':').map(|(_, port)| port);
    let port = port.filter(|port| !port.ends_with(']')).unwrap_or("80");
    add("X-Forwarded-For", forwarded.join(", "));
    add("X-Forwarded-Port", port.to_owned());
    add("X-Forwarded-Proto", "http".to_owned());
    let query = head.query.as_deref().unwrap_or_default();
    Arrival {
        headers: Headers(headers),
        query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
    }
}

/// The 101, with exactly the headers that the service sends.
fn switching(key: &str, protocol: Option<String>) -> Response {
    let response = Response::new(101, "")
        .header("connection", "upgrade")
        .header("upgrade", "websocket")
        .header("sec-websocket-accept", derive_accept_key(key.as_bytes()));
    match protocol {
        Some(protocol) => response.header("sec-websocket-protocol", protocol),
        None => response,
    }
}
