//! The Runtime API: how one process gets its events and gives its answers.
//!
//! Each process has a listener of its own, as each execution environment has on AWS. `AWS_LAMBDA_RUNTIME_API` holds
//! a host and a port and nothing else (some runtimes put `http://` before it), so the port tells who asks.

use std::{
    convert::Infallible,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{
    Method, Request, Response, StatusCode, body::Incoming, header::CONTENT_TYPE, server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{mpsc, oneshot},
    task::JoinSet,
};

/// Lambda's limit on payloads in both directions: 6 MB and a little.
pub(crate) const PAYLOAD_LIMIT: usize = 6 * 1024 * 1024 + 100;

const VERSION: &str = "/2018-06-01/runtime/";

/// An event on its way to a process.
#[derive(Debug)]
pub(super) struct Delivery {
    pub(super) request_id: String,
    pub(super) payload: Bytes,
    /// Epoch milliseconds; the Rust runtime panics without it.
    pub(super) deadline_ms: u128,
    pub(super) function_arn: String,
    pub(super) trace_id: String,
}

/// What a process answered: its result, or the error that it reported.
pub(super) type Answer = Result<Bytes, Reported>;

/// An error that a process reported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Reported {
    pub(super) error_type: String,
    pub(super) error_message: String,
}

/// A process that asks for work; sending gives it some.
pub(super) type Poll = oneshot::Sender<Delivery>;

/// The Runtime API of one process. It ends when this is dropped, and with it the process's next poll.
#[derive(Debug)]
pub(super) struct RuntimeApi {
    address: SocketAddr,
    exchange: Arc<Exchange>,
    polls: mpsc::UnboundedReceiver<Poll>,
    _server: JoinSet<()>,
}

impl RuntimeApi {
    /// Listens on a port of its own.
    pub(super) async fn listen() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (sender, polls) = mpsc::unbounded_channel();
        let exchange = Arc::new(Exchange {
            polls: sender,
            current: Mutex::default(),
            init_error: Mutex::default(),
        });
        let mut server = JoinSet::new();
        server.spawn(accept(listener, exchange.clone()));
        Ok(Self {
            address,
            exchange,
            polls,
            _server: server,
        })
    }

    /// Where the process finds it.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until the process asks for work.
    pub(super) async fn polled(&mut self) -> Option<Poll> {
        self.polls.recv().await
    }

    /// Expects the answer to an invocation; answers to any other id are refused from now on.
    pub(super) fn expect(&self, request_id: &str) -> oneshot::Receiver<Answer> {
        let (sender, answer) = oneshot::channel();
        *lock(&self.exchange.current) = Some((request_id.to_owned(), sender));
        answer
    }

    /// The error that the process reported about its own start, if it did.
    pub(super) fn init_error(&self) -> Option<Reported> {
        lock(&self.exchange.init_error).take()
    }
}

/// What the connections of one process share.
#[derive(Debug)]
struct Exchange {
    polls: mpsc::UnboundedSender<Poll>,
    /// The id of the running invocation and who waits for its answer.
    current: Mutex<Option<(String, oneshot::Sender<Answer>)>>,
    init_error: Mutex<Option<Reported>>,
}

/// Nothing panics under these locks; a poisoned one is as good as new.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: TcpListener, exchange: Arc<Exchange>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    connections.spawn(serve(stream, exchange.clone()));
                }
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve(stream: TcpStream, exchange: Arc<Exchange>) {
    // Without it, a small answer can wait 40 ms for the acknowledgement of the one before.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| answer(request, exchange.clone()));
    // An error here is a process that went away; whoever waits for it learns that from its exit.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn answer(
    request: Request<Incoming>,
    exchange: Arc<Exchange>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path().to_owned();
    let Some(path) = path.strip_prefix(VERSION) else {
        return Ok(refusal(
            StatusCode::NOT_FOUND,
            "NotFound",
            "there is no such path",
        ));
    };
    let post = request.method() == Method::POST;
    let call = path.strip_prefix("invocation/").unwrap_or(path);
    Ok(match call.split_once('/') {
        None if call == "next" && request.method() == Method::GET => exchange.next().await,
        Some(("init", "error")) if post => exchange.init_failed(request).await,
        Some((id, "response")) if post => exchange.response(id, request).await,
        Some((id, "error")) if post => exchange.error(id, request).await,
        _ => refusal(StatusCode::NOT_FOUND, "NotFound", "there is no such call"),
    })
}

impl Exchange {
    /// `GET invocation/next`: waits, without a limit, until there is an event.
    async fn next(&self) -> Response<Full<Bytes>> {
        let (poll, delivery) = oneshot::channel();
        let waiting = self.polls.send(poll).is_ok();
        match delivery.await {
            Ok(delivery) if waiting => event(delivery),
            _ => refusal(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Runtime.Ended",
                "this environment has ended; the process must exit",
            ),
        }
    }

    /// `POST invocation/{id}/response`. A streamed response arrives in chunks and counts when it is whole.
    async fn response(&self, id: &str, request: Request<Incoming>) -> Response<Full<Bytes>> {
        match read(request).await {
            Ok((payload, None)) => self.settle(id, Ok(payload)),
            Ok((_, Some(reported))) => self.settle(id, Err(reported)),
            Err(Unreadable::TooLarge) => {
                let message = format!(
                    "Response payload size exceeded maximum allowed payload size ({PAYLOAD_LIMIT} bytes)."
                );
                let reported = Reported {
                    error_type: "Function.ResponseSizeTooLarge".to_owned(),
                    error_message: message.clone(),
                };
                let settled = self.settle(id, Err(reported));
                if settled.status() == StatusCode::ACCEPTED {
                    refusal(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge", &message)
                } else {
                    settled
                }
            }
            Err(Unreadable::Broken) => broken(),
        }
    }

    /// `POST invocation/{id}/error`.
    async fn error(&self, id: &str, request: Request<Incoming>) -> Response<Full<Bytes>> {
        match reported(request).await {
            Some(reported) => self.settle(id, Err(reported)),
            None => broken(),
        }
    }

    /// `POST init/error`. The process exits by itself after it.
    async fn init_failed(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        match reported(request).await {
            Some(reported) => {
                *lock(&self.init_error) = Some(reported);
                accepted()
            }
            None => broken(),
        }
    }

    /// Hands the answer to whoever waits for this id; an id that nobody waits for is refused.
    fn settle(&self, id: &str, answer: Answer) -> Response<Full<Bytes>> {
        let waiting = lock(&self.current).take_if(|(expected, _)| expected == id);
        // Nobody listens once the time is over: such an answer comes too late.
        if waiting.is_some_and(|(_, waiting)| waiting.send(answer).is_ok()) {
            accepted()
        } else {
            refusal(
                StatusCode::BAD_REQUEST,
                "InvalidRequestID",
                "no invocation with this id is waiting for an answer",
            )
        }
    }
}

enum Unreadable {
    TooLarge,
    Broken,
}

/// The body, and the error that a streamed response reported in its trailers after it had begun.
async fn read(request: Request<Incoming>) -> Result<(Bytes, Option<Reported>), Unreadable> {
    let body = Limited::new(request.into_body(), PAYLOAD_LIMIT).collect().await;
    let body = body.map_err(|error| match error.downcast::<LengthLimitError>() {
        Ok(_) => Unreadable::TooLarge,
        Err(_) => Unreadable::Broken,
    })?;
    let failed = body.trailers().and_then(|trailers| {
        let error_type = trailers.get("lambda-runtime-function-error-type")?;
        Some(Reported {
            error_type: String::from_utf8_lossy(error_type.as_bytes()).into_owned(),
            error_message: "the response stream broke off".to_owned(),
        })
    });
    Ok((body.to_bytes(), failed))
}

/// An error report; the header names the type where the body does not.
async fn reported(request: Request<Incoming>) -> Option<Reported> {
    let header = request.headers().get("lambda-runtime-function-error-type");
    let header = header.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let (body, _) = read(request).await.ok()?;
    let mut reported: Reported = serde_json::from_slice(&body).unwrap_or_else(|_| Reported {
        error_type: String::new(),
        error_message: String::from_utf8_lossy(&body).into_owned(),
    });
    if reported.error_type.is_empty() {
        reported.error_type = header.unwrap_or_else(|| "Unhandled".to_owned());
    }
    Some(reported)
}

fn event(delivery: Delivery) -> Response<Full<Bytes>> {
    Response::builder()
        .header(CONTENT_TYPE, "application/json")
        .header("lambda-runtime-aws-request-id", delivery.request_id)
        .header("lambda-runtime-deadline-ms", delivery.deadline_ms.to_string())
        .header("lambda-runtime-invoked-function-arn", delivery.function_arn)
        .header("lambda-runtime-trace-id", delivery.trace_id)
        .body(Full::new(delivery.payload))
        .unwrap_or_else(|_| {
            refusal(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Runtime.InvalidName",
                "the function's name cannot stand in a header",
            )
        })
}

fn accepted() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(r#"{"status":"OK"}"#));
    *response.status_mut() = StatusCode::ACCEPTED;
    response
}

fn broken() -> Response<Full<Bytes>> {
    refusal(
        StatusCode::BAD_REQUEST,
        "InvalidBody",
        "the body broke off or is too large",
    )
}

fn refusal(status: StatusCode, error_type: &str, message: &str) -> Response<Full<Bytes>> {
    let body = serde_json::json!({ "errorType": error_type, "errorMessage": message });
    let mut response = Response::new(Full::from(body.to_string()));
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests;
