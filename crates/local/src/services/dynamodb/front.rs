//! The HTTP server that functions reach: it passes requests on to the engine and does two things on the way.
//!
//! - It knows when something was written, so that streams are read at once and not by the clock.
//! - It gives tables and streams the ARNs of the template: the engine has its own for all of them.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, PoisonError, RwLock},
};

use bytes::Bytes;
use cfn::Environment;
use dynoxide::Database;
use futures_util::TryFutureExt;
use http_body_util::{BodyExt, Either, Full};
use hyper::{
    Request, Response,
    body::Incoming,
    client::conn::http1::{self as client, SendRequest},
    header::{CONTENT_LENGTH, HeaderName},
    server::conn::http1 as server,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Mutex, watch},
    task::JoinSet,
};

use crate::plan::Table;

/// Operations whose answers hold items and no ARN of the engine's; the writing ones stand apart.
const READS: &[&str] = &["BatchGetItem", "GetItem", "Query", "Scan", "TransactGetItems"];
const WRITES: &[&str] = &[
    "BatchExecuteStatement",
    "BatchWriteItem",
    "DeleteItem",
    "ExecuteStatement",
    "ExecuteTransaction",
    "PutItem",
    "TransactWriteItems",
    "UpdateItem",
];

/// The checksum of the engine's answer, which an answer with other ARNs no longer has.
const CHECKSUM: HeaderName = HeaderName::from_static("x-amz-crc32");

type Body = Either<Incoming, Full<Bytes>>;

/// The server in front of the engine.
#[derive(Clone, Debug)]
pub(super) struct Front {
    pub(super) engine: SocketAddr,
    pub(super) names: Names,
    /// Told after each request that may have written.
    pub(super) changes: watch::Sender<()>,
}

impl Front {
    /// Serves until it is dropped.
    pub(super) async fn serve(self, listener: TcpListener) {
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                accepted = listener.accept() => {
                    if let Ok((stream, _)) = accepted {
                        let front = self.clone();
                        // A connection that breaks off concerns nobody but its client.
                        connections.spawn(async move { drop(front.connection(stream).await) });
                    }
                }
                Some(_) = connections.join_next() => {}
            }
        }
    }

    /// Serves one connection over a connection of its own to the engine.
    async fn connection(self, stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let engine = TcpStream::connect(self.engine).await?;
        engine.set_nodelay(true)?;
        let (sender, upstream) = client::handshake(TokioIo::new(engine))
            .await
            .map_err(io::Error::other)?;
        let sender = Arc::new(Mutex::new(sender));
        let service = service_fn(move |request| self.clone().answer(sender.clone(), request));
        let downstream = server::Builder::new().serve_connection(TokioIo::new(stream), service);
        tokio::try_join!(downstream, upstream.map_ok(drop)).map_err(io::Error::other)?;
        Ok(())
    }

    async fn answer(
        self,
        engine: Arc<Mutex<SendRequest<Incoming>>>,
        request: Request<Incoming>,
    ) -> Result<Response<Body>, hyper::Error> {
        let target = request.headers().get("x-amz-target");
        let target = target.and_then(|target| target.to_str().ok());
        let operation = target.and_then(|target| target.rsplit('.').next());
        let operation = operation.unwrap_or_default().to_owned();
        let response = engine.lock().await.send_request(request).await?;
        let writes = WRITES.contains(&operation.as_str());
        if writes {
            self.changes.send_replace(());
        }
        if writes || READS.contains(&operation.as_str()) {
            return Ok(response.map(Either::Left));
        }
        let (mut head, body) = response.into_parts();
        let body = body.collect().await?.to_bytes();
        let body = self.names.rename(&body);
        head.headers.remove(CHECKSUM);
        head.headers.insert(CONTENT_LENGTH, body.len().into());
        Ok(Response::from_parts(head, Either::Right(Full::new(body))))
    }
}

/// What stands for what in the engine's answers: its names on the left, the template's on the right.
#[derive(Clone, Debug)]
pub(super) struct Names(Arc<RwLock<Renamed>>);

#[derive(Debug)]
struct Renamed {
    always: Vec<(String, String)>,
    tables: Vec<(String, String)>,
}

impl Names {
    pub(super) fn new(environment: &Environment) -> Self {
        let Environment {
            partition,
            region,
            account_id,
            ..
        } = environment;
        let engine = dynoxide::streams::table_arn("");
        let engine = engine.trim_end_matches("table/");
        let always = vec![
            (
                engine.to_owned(),
                format!("arn:{partition}:dynamodb:{region}:{account_id}:"),
            ),
            (
                format!("\"awsRegion\":\"{}\"", dynoxide::streams::LOCAL_REGION),
                format!("\"awsRegion\":\"{region}\""),
            ),
        ];
        let tables = Vec::new();
        Self(Arc::new(RwLock::new(Renamed { always, tables })))
    }

    /// Learns the labels that the engine gave the tables' streams.
    pub(super) fn learn<'a>(&self, database: &Database, tables: impl Iterator<Item = &'a Table>) {
        let labels = tables.filter_map(|table| {
            let label = table.stream.as_ref()?.arn.rsplit('/').next()?;
            let engine = engine_label(database, &table.name)?;
            Some((engine, label.to_owned()))
        });
        let labels = labels.collect();
        self.0.write().unwrap_or_else(PoisonError::into_inner).tables = labels;
    }

    fn rename(&self, body: &[u8]) -> Bytes {
        let mut text = String::from_utf8_lossy(body).into_owned();
        let renamed = self.0.read().unwrap_or_else(PoisonError::into_inner);
        for (engine, template) in renamed.always.iter().chain(&renamed.tables) {
            if text.contains(engine.as_str()) {
                text = text.replace(engine.as_str(), template);
            }
        }
        text.into()
    }
}

fn engine_label(database: &Database, table: &str) -> Option<String> {
    let request = serde_json::from_value(json!({ "TableName": table })).ok()?;
    let description = database.describe_table(request).ok()?;
    let description = serde_json::to_value(description).ok()?;
    let label = description["Table"]["LatestStreamLabel"].as_str()?;
    Some(label.to_owned())
}
