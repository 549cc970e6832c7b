//! The gateway from outside: a real WebSocket client or raw bytes on one side, functions made of closures on the other.
//!
//! Streams are in memory and the clock is paused, so that minutes pass at once and nothing depends on timing.

mod authorizer;
mod close;
mod handshake;
mod limits;
mod management;
mod routing;
mod throttle;
mod two_way;

use std::{
    collections::{BTreeMap, HashMap},
    net::{IpAddr, Ipv4Addr},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt, future::BoxFuture};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex},
    sync::{Mutex, mpsc},
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, protocol::CloseFrame},
};

use super::*;
use crate::{
    Event, Invoke, InvokeError, Invoked,
    plan::api::{Api, Backend, Integration, Route, Stage},
};

/// What a function does with an event.
type Handler = Box<dyn Fn(Value) -> BoxFuture<'static, Result<Value, InvokeError>> + Send + Sync>;

/// An API on stage `dev` with selection on `$request.body.action`.
fn api() -> Api {
    Api {
        id: "ab12cd34ef".to_owned(),
        arn: "arn:aws:execute-api:eu-west-1:111122223333:ab12cd34ef".to_owned(),
        selection: "$request.body.action".parse().unwrap(),
        routes: BTreeMap::new(),
        stages: vec![Stage {
            name: "dev".to_owned(),
            ..Stage::default()
        }],
    }
}

impl Api {
    /// Adds a one-way route that runs the function of this name.
    fn route(self, key: &str, function: &str) -> Self {
        self.backend(key, Some(Backend::Lambda(function.to_owned())))
    }

    /// Adds a two-way route that runs the function of this name.
    fn two_way(self, key: &str, function: &str) -> Self {
        let mut api = self.route(key, function);
        api.routes.get_mut(key).unwrap().two_way = true;
        api
    }

    fn backend(mut self, key: &str, backend: Option<Backend>) -> Self {
        let target = backend.map(|backend| Integration {
            resource: format!("{key} integration"),
            backend,
            timeout: Duration::from_secs(29),
            assumes_role: false,
        });
        let route = Route {
            resource: format!("{key} route"),
            target,
            two_way: false,
            authorizer: None,
        };
        self.routes.insert(key.to_owned(), route);
        self
    }

    fn stage(&mut self) -> &mut Stage {
        &mut self.stages[0]
    }
}

/// Functions by name; what they were called with arrives at the world.
#[derive(Default)]
struct Functions {
    handlers: HashMap<&'static str, Handler>,
    calls: Option<mpsc::UnboundedSender<(String, Value)>>,
}

impl Functions {
    /// A function that answers at once.
    fn with(
        self,
        name: &'static str,
        answer: impl Fn(Value) -> Result<Value, InvokeError> + Send + Sync + 'static,
    ) -> Self {
        self.with_async(name, move |event| {
            let answer = answer(event);
            Box::pin(async { answer })
        })
    }

    /// A function that always gives the same answer.
    fn answering(self, name: &'static str, answer: Value) -> Self {
        self.with(name, move |_| Ok(answer.clone()))
    }

    fn with_async(
        mut self,
        name: &'static str,
        handler: impl Fn(Value) -> BoxFuture<'static, Result<Value, InvokeError>> + Send + Sync + 'static,
    ) -> Self {
        self.handlers.insert(name, Box::new(handler));
        self
    }
}

impl Invoke for Functions {
    fn invoke<'a>(
        &'a self,
        function: &'a str,
        payload: Bytes,
    ) -> BoxFuture<'a, Result<Invoked, InvokeError>> {
        let event: Value = serde_json::from_slice(&payload).unwrap();
        if let Some(calls) = &self.calls {
            let _ = calls.send((function.to_owned(), event.clone()));
        }
        Box::pin(async move {
            let not_found = || InvokeError::NotFound {
                function: function.to_owned(),
            };
            let handler = self.handlers.get(function).ok_or_else(not_found)?;
            let answer = handler(event).await?;
            Ok(Invoked {
                payload: answer.to_string().into(),
                request_id: "1".to_owned(),
                duration: Duration::ZERO,
                cold: false,
            })
        })
    }
}

/// A gateway with its functions, and what happened on both sides.
struct World {
    gateway: Arc<Gateway>,
    calls: Mutex<mpsc::UnboundedReceiver<(String, Value)>>,
    events: Mutex<mpsc::UnboundedReceiver<Event>>,
}

impl World {
    fn new(api: Api, functions: Functions) -> Self {
        Self::with_limits(vec![api], functions, Limits::default())
    }

    fn with_limits(apis: Vec<Api>, mut functions: Functions, limits: Limits) -> Self {
        let (calls_sender, calls) = mpsc::unbounded_channel();
        let (events_sender, events) = mpsc::unbounded_channel();
        functions.calls = Some(calls_sender);
        Self {
            gateway: Gateway::new(apis, Arc::new(functions), limits, events_sender),
            calls: Mutex::new(calls),
            events: Mutex::new(events),
        }
    }

    /// A stream to the gateway.
    fn stream(&self) -> DuplexStream {
        let (client, server) = duplex(256 * 1024);
        self.gateway.serve(server, IpAddr::V4(Ipv4Addr::LOCALHOST));
        client
    }

    /// A connected WebSocket client.
    async fn connect(&self, path: &str) -> Client {
        self.try_connect(path).await.unwrap()
    }

    async fn try_connect(&self, path: &str) -> Result<Client, tokio_tungstenite::tungstenite::Error> {
        let url = format!("ws://127.0.0.1:3001{path}");
        let (ws, _) = client_async(url, self.stream()).await?;
        Ok(Client(ws))
    }

    /// The answer to a handshake, byte by byte.
    async fn upgrade(&self, path: &str, headers: &str) -> Raw {
        let headers = format!(
            "Host: 127.0.0.1:3001\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}"
        );
        self.request("GET", path, &headers, b"").await
    }

    /// The answer to any request.
    async fn request(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Raw {
        let mut stream = self.stream();
        let length = if body.is_empty() {
            String::new()
        } else {
            format!("Content-Length: {}\r\n", body.len())
        };
        let head = format!("{method} {path} HTTP/1.1\r\n{headers}{length}\r\n");
        let request = [head.as_bytes(), body].concat();
        let (mut reader, mut writer) = tokio::io::split(&mut stream);
        let (_, raw) = tokio::join!(writer.write_all(&request), Raw::read(&mut reader));
        raw
    }

    /// A call of the management API.
    async fn manage(&self, method: &str, id: &str, body: &[u8]) -> Raw {
        let id = id.replace('=', "%3D");
        self.request(method, &format!("/dev/@connections/{id}"), "", body)
            .await
    }

    /// The next call of this function; waits for it.
    async fn called(&self, function: &str) -> Value {
        let mut calls = self.calls.lock().await;
        loop {
            let (name, event) = calls.recv().await.unwrap();
            if name == function {
                return event;
            }
        }
    }

    /// The functions called so far, in order.
    async fn called_so_far(&self) -> Vec<String> {
        let mut calls = self.calls.lock().await;
        std::iter::from_fn(|| calls.try_recv().ok())
            .map(|(name, _)| name)
            .collect()
    }

    /// The next event that fits; waits for it.
    async fn event<T>(&self, fits: impl Fn(Event) -> Option<T>) -> T {
        let mut events = self.events.lock().await;
        loop {
            if let Some(found) = fits(events.recv().await.unwrap()) {
                return found;
            }
        }
    }
}

/// A response as it came over the wire.
#[derive(Debug)]
struct Raw {
    status: u16,
    /// The header lines in the order and spelling of the wire.
    headers: Vec<(String, String)>,
    body: String,
}

impl Raw {
    async fn read(stream: &mut (impl tokio::io::AsyncRead + Unpin)) -> Self {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        let head = String::from_utf8(head).unwrap();
        let mut lines = head.trim_end().split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers: Vec<(String, String)> = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let mut body = vec![0; length.map_or(0, |(_, length)| length.parse().unwrap())];
        stream.read_exact(&mut body).await.unwrap();
        Self {
            status,
            headers,
            body: String::from_utf8(body).unwrap(),
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// A WebSocket client that nobody here wrote.
struct Client(WebSocketStream<DuplexStream>);

impl Client {
    async fn send(&mut self, text: impl ToString) {
        self.0.send(Message::text(text.to_string())).await.unwrap();
    }

    /// The next text.
    async fn text(&mut self) -> String {
        match self.0.next().await.unwrap().unwrap() {
            Message::Text(text) => text.to_string(),
            other => panic!("a text was expected, {other:?} came"),
        }
    }

    /// The close frame that comes next, as code and reason.
    async fn closed(&mut self) -> Option<(u16, String)> {
        match self.0.next().await.unwrap().unwrap() {
            Message::Close(frame) => frame.map(code_and_reason),
            other => panic!("a close frame was expected, {other:?} came"),
        }
    }
}

fn code_and_reason(frame: CloseFrame) -> (u16, String) {
    (frame.code.into(), frame.reason.to_string())
}

/// A proxy response with status 200.
fn ok(body: &str) -> Value {
    json!({"statusCode": 200, "body": body})
}

/// An error frame or the body of a refusal, with its ids checked and taken out.
fn message_of(frame: &str) -> String {
    let parsed: Value = serde_json::from_str(frame).unwrap();
    let (connection, request) = (
        parsed["connectionId"].as_str().unwrap(),
        parsed["requestId"].as_str().unwrap(),
    );
    assert!(ids::is_connection_id(connection), "{frame}");
    let message = parsed["message"].as_str().unwrap();
    // Byte for byte, blanks included.
    let expected =
        format!(r#"{{"message": "{message}", "connectionId":"{connection}", "requestId":"{request}"}}"#);
    assert_eq!(frame, expected);
    message.to_owned()
}

/// A function that fails like this, always.
fn failing(error: InvokeError) -> impl Fn(Value) -> Result<Value, InvokeError> {
    move |_| Err(error.clone())
}

fn raised(message: &str) -> InvokeError {
    InvokeError::Failed {
        error_type: "Error".to_owned(),
        message: message.to_owned(),
    }
}

/// Ids of a live connection, as the function `connect` saw it.
fn connection_id(event: &Value) -> String {
    event["requestContext"]["connectionId"]
        .as_str()
        .unwrap()
        .to_owned()
}
