//! A witness between the functions and DynamoDB: it writes down every operation, and refuses some as it is told.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex},
};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// An operation and what it is performed on: (`Query`, `Connections/RoomIndex`).
pub(crate) type Operation = (String, String);

/// What has been seen, and what is to be refused.
#[derive(Clone, Default)]
pub(crate) struct Witness {
    seen: Arc<Mutex<Vec<Operation>>>,
    conflicts: Arc<Mutex<HashMap<&'static str, usize>>>,
}

impl Witness {
    /// Stands in front of a server; returns the endpoint.
    pub(crate) async fn before(&self, server: String) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let witness = self.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(witness.clone().watch(client, server.clone()));
            }
        });
        endpoint
    }

    /// What has been seen since the last look.
    pub(crate) fn take(&self) -> BTreeSet<Operation> {
        std::mem::take(&mut *self.seen.lock().unwrap())
            .into_iter()
            .collect()
    }

    /// How often an operation has been seen since then.
    pub(crate) fn count(&self, operation: &str, subject: &str) -> usize {
        let seen = self.seen.lock().unwrap();
        let same = |seen: &&Operation| (seen.0.as_str(), seen.1.as_str()) == (operation, subject);
        seen.iter().filter(same).count()
    }

    /// Refuses an operation so often, as if a transaction were writing the same row: the embedded DynamoDB never does.
    pub(crate) fn conflict(&self, operation: &'static str, times: usize) {
        self.conflicts.lock().unwrap().insert(operation, times);
    }

    async fn watch(self, mut client: TcpStream, server: String) {
        let Ok(mut server) = TcpStream::connect(server.trim_start_matches("http://")).await else {
            return;
        };
        let _ = (client.set_nodelay(true), server.set_nodelay(true));
        let (mut seen, mut request, mut answer) = (Vec::new(), [0; 16 * 1024], [0; 16 * 1024]);
        loop {
            let written = tokio::select! {
                Ok(length @ 1..) = client.read(&mut request) => {
                    seen.extend_from_slice(&request[..length]);
                    match Request::take(&mut seen) {
                        Some(request) if self.refuses(&request) => client.write_all(CONFLICT.as_bytes()).await,
                        Some(request) => server.write_all(&request.bytes).await,
                        None => Ok(()),
                    }
                }
                Ok(length @ 1..) = server.read(&mut answer) => client.write_all(&answer[..length]).await,
                else => return,
            };
            if written.is_err() {
                return;
            }
        }
    }

    fn refuses(&self, request: &Request) -> bool {
        self.seen.lock().unwrap().extend(request.operations.clone());
        match self.conflicts.lock().unwrap().get_mut(&request.target[..]) {
            Some(left @ 1..) => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }
}

/// DynamoDB's answer to a write of a row that a transaction is writing.
const CONFLICT: &str = "HTTP/1.1 400 Bad Request\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: 74\r\n\r\n\
    {\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionConflictException\"}";

/// A request, and what it asks for.
struct Request {
    bytes: Vec<u8>,
    target: String,
    operations: Vec<Operation>,
}

impl Request {
    /// Takes a complete request off the front, if there is one. A client waits for the answer before the next.
    fn take(seen: &mut Vec<u8>) -> Option<Self> {
        let head_length = seen.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
        let head = String::from_utf8_lossy(&seen[..head_length]).into_owned();
        let header = |name: &str| {
            let mut lines = head.lines().filter_map(|line| line.split_once(": "));
            lines.find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value))
        };
        let end = head_length + header("content-length").unwrap().parse::<usize>().unwrap();
        let body = serde_json::from_slice(seen.get(head_length..end)?).unwrap();
        let target = header("x-amz-target")
            .unwrap()
            .trim_start_matches("DynamoDB_20120810.");
        Some(Self {
            bytes: seen.drain(..end).collect(),
            target: target.to_owned(),
            operations: operations(target, &body),
        })
    }
}

/// A transaction is what it is made of: there is no permission for it as such.
fn operations(target: &str, body: &Value) -> Vec<Operation> {
    if target != "TransactWriteItems" {
        return vec![(target.to_owned(), subject(body))];
    }
    let items = body["TransactItems"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|item| item.as_object().unwrap());
    items
        .map(|(verb, part)| (format!("{verb}Item"), subject(part)))
        .collect()
}

fn subject(part: &Value) -> String {
    let table = part["TableName"].as_str().unwrap().trim_start_matches("chat-");
    match part["IndexName"].as_str() {
        Some(index) => format!("{table}/{index}"),
        None => table.to_owned(),
    }
}
