//! A witness between the functions and DynamoDB: it writes down every operation.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy},
    net::{TcpListener, TcpStream},
};

/// An operation and what it is performed on: (`Query`, `Connections/RoomIndex`).
pub(crate) type Operation = (String, String);

/// What has been seen.
#[derive(Clone, Default)]
pub(crate) struct Witness(Arc<Mutex<BTreeSet<Operation>>>);

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
        std::mem::take(&mut self.0.lock().unwrap())
    }

    async fn watch(self, client: TcpStream, server: String) {
        let Ok(server) = TcpStream::connect(server.trim_start_matches("http://")).await else {
            return;
        };
        let _ = (client.set_nodelay(true), server.set_nodelay(true));
        let (mut requests, mut to_client) = client.into_split();
        let (mut answers, mut to_server) = server.into_split();
        tokio::spawn(async move { copy(&mut answers, &mut to_client).await });
        let (mut seen, mut part) = (Vec::new(), [0; 16 * 1024]);
        while let Ok(length @ 1..) = requests.read(&mut part).await {
            seen.extend_from_slice(&part[..length]);
            while let Some(request) = next_request(&mut seen) {
                self.0.lock().unwrap().extend(request);
            }
            if to_server.write_all(&part[..length]).await.is_err() {
                return;
            }
        }
    }
}

/// Takes a complete request off the front, if there is one.
fn next_request(seen: &mut Vec<u8>) -> Option<Vec<Operation>> {
    let head_length = seen.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&seen[..head_length]).into_owned();
    let header = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        lines.find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value))
    };
    let end = head_length + header("content-length").unwrap().parse::<usize>().unwrap();
    let body = serde_json::from_slice(seen.get(head_length..end)?).unwrap();
    seen.drain(..end);
    let target = header("x-amz-target")
        .unwrap()
        .trim_start_matches("DynamoDB_20120810.");
    Some(operations(target, &body))
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
