//! The tables, with the keys and indexes that the stack gives them.

use dynoxide::Database;
use protocol::tables::{SK, connections, messages, rooms};
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub(crate) const CONNECTIONS: &str = "chat-Connections";
pub(crate) const ROOMS: &str = "chat-Rooms";
pub(crate) const MESSAGES: &str = "chat-Messages";

/// A name and its type, as DynamoDB writes it.
type Attribute = (&'static str, &'static str);
/// A name, a hash key, a range key, and what is projected besides keys.
type Index = (&'static str, Attribute, Attribute, &'static [&'static str]);

pub(crate) fn create() -> Database {
    let database = Database::memory().unwrap();
    let id = (connections::CONNECTION_ID, "S");
    let by_user = (
        connections::USER_INDEX,
        (connections::USER_ID, "S"),
        id,
        connections::USER_INDEX_INCLUDES,
    );
    let by_room = (
        connections::ROOM_INDEX,
        (connections::ROOM_KEY, "S"),
        id,
        connections::ROOM_INDEX_INCLUDES,
    );
    table(&database, CONNECTIONS, id, (SK, "S"), &[by_user, by_room]);
    let by_owner: Index = (
        rooms::OWNER_INDEX,
        (rooms::OWNER_ID, "S"),
        (rooms::OWNER_SORT, "S"),
        &[],
    );
    let by_activity: Index = (
        rooms::DIRECTORY_INDEX,
        (rooms::DIRECTORY_KEY, "S"),
        (rooms::ACTIVITY_SORT, "S"),
        &[],
    );
    table(
        &database,
        ROOMS,
        (rooms::ROOM_ID, "S"),
        (SK, "S"),
        &[by_owner, by_activity],
    );
    let bucket = (messages::ROOM_BUCKET, "S");
    let by_time: Index = (
        messages::ROOM_TIMESTAMP_INDEX,
        bucket,
        (messages::TIME_SEQ, "S"),
        &[],
    );
    table(&database, MESSAGES, bucket, (messages::SEQ, "N"), &[by_time]);
    database
}

fn table(database: &Database, name: &str, hash: Attribute, range: Attribute, indexes: &[Index]) {
    let schema = |hash: Attribute, range: Attribute| json!([{ "AttributeName": hash.0, "KeyType": "HASH" }, { "AttributeName": range.0, "KeyType": "RANGE" }]);
    let mut attributes = vec![hash, range];
    attributes.extend(indexes.iter().flat_map(|(_, hash, range, _)| [*hash, *range]));
    attributes.sort_unstable();
    attributes.dedup();
    let attributes = attributes
        .iter()
        .map(|(name, kind)| json!({ "AttributeName": name, "AttributeType": kind }));
    let indexes = indexes.iter().map(|(name, hash, range, includes)| {
        let projection = if includes.is_empty() {
            json!({ "ProjectionType": "KEYS_ONLY" })
        } else {
            json!({ "ProjectionType": "INCLUDE", "NonKeyAttributes": includes })
        };
        json!({ "IndexName": name, "KeySchema": schema(*hash, *range), "Projection": projection })
    });
    let request = json!({
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": schema(hash, range),
        "AttributeDefinitions": attributes.collect::<Vec<_>>(),
        "GlobalSecondaryIndexes": indexes.collect::<Vec<_>>(),
    });
    database
        .create_table(serde_json::from_value(request).unwrap())
        .unwrap();
}

/// Serves the database until the test's runtime ends; returns the endpoint.
pub(crate) async fn serve(database: Database) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(dynoxide::server::serve_with_shutdown(
        listener,
        database,
        std::future::pending(),
    ));
    endpoint
}

pub(crate) fn rows(database: &Database, table: &str) -> Vec<Value> {
    let scan = serde_json::from_value(json!({ "TableName": table })).unwrap();
    let found = serde_json::to_value(database.scan(scan).unwrap()).unwrap();
    found["Items"].as_array().cloned().unwrap_or_default()
}
