use std::{collections::BTreeMap, sync::Arc};

use bytes::Bytes;
use cfn::Environment;
use dynoxide::{Database, storage_backend::ManualClock};
use http_body_util::{BodyExt, Full};
use hyper::{Request, client::conn::http1};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::{net::TcpStream, sync::mpsc};

use super::{
    DynamoDb,
    records::{Reader, Record},
};
use crate::{
    Event,
    plan::{Index, Key, StartingPosition, Stream, StreamView, Table},
};

pub(crate) fn key(partition: &str, sort: Option<&str>) -> Key {
    Key {
        partition: partition.to_owned(),
        sort: sort.map(str::to_owned),
    }
}

/// A table of connections, with a stream and an index.
pub(crate) fn table() -> Table {
    let attributes = ["connectionId", "sk", "userId"].map(|name| (name.to_owned(), "S".to_owned()));
    let index = Index {
        key: key("userId", Some("connectionId")),
        projection: "INCLUDE".to_owned(),
        included: vec!["username".to_owned()],
    };
    let arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/chat-dev-Connections";
    Table {
        id: "Connections".to_owned(),
        name: "chat-dev-Connections".to_owned(),
        arn: arn.to_owned(),
        key: key("connectionId", Some("sk")),
        attributes: attributes.into(),
        global_indexes: BTreeMap::from([("UserIndex".to_owned(), index)]),
        local_indexes: BTreeMap::new(),
        stream: Some(Stream {
            arn: format!("{arn}/stream/2026-01-01T00:00:00.000"),
            view: StreamView::NewAndOldImages,
        }),
        time_to_live: Some("expiresAt".to_owned()),
    }
}

pub(crate) fn environment() -> Environment {
    Environment {
        account_id: "123456789012".to_owned(),
        region: "eu-central-1".to_owned(),
        ..Environment::default()
    }
}

impl DynamoDb {
    /// Writes an item as a function would, without the HTTP between them.
    pub(crate) fn put(&self, item: &Value) {
        let request = json!({ "TableName": "chat-dev-Connections", "Item": item });
        self.database
            .put_item(serde_json::from_value(request).unwrap())
            .unwrap();
        self.changes.send_replace(());
    }
}

pub(crate) fn item(connection: &str, more: Value) -> Value {
    let mut item = json!({ "connectionId": { "S": connection }, "sk": { "S": "C" } });
    item.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    item
}

async fn start(tables: Vec<Table>) -> (DynamoDb, mpsc::UnboundedReceiver<Event>) {
    let (sender, events) = mpsc::unbounded_channel();
    (
        DynamoDb::start(&environment(), tables, sender).await.unwrap(),
        events,
    )
}

/// Calls an operation over HTTP, as an SDK does.
async fn call(database: &DynamoDb, operation: &str, body: Value) -> Value {
    let address = database.endpoint().trim_start_matches("http://");
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let prefix = match operation {
        "DescribeStream" | "GetRecords" | "GetShardIterator" | "ListStreams" => "DynamoDBStreams",
        _ => "DynamoDB",
    };
    let authorization = "AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/dynamodb/aws4_request, \
                         SignedHeaders=host, Signature=0";
    let request = Request::post("/")
        .header("host", address)
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amz-target", format!("{prefix}_20120810.{operation}"))
        .header("x-amz-date", "20260101T000000Z")
        .header("authorization", authorization)
        .body(Full::new(Bytes::from(body.to_string())))
        .unwrap();
    let response = sender.send_request(request).await.unwrap();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    serde_json::from_slice(&body).unwrap()
}

/// The next records, once there are any.
async fn next(reader: &mut Reader) -> Vec<Record> {
    let mut position = reader.position(StartingPosition::Oldest).unwrap();
    loop {
        let (records, after) = reader.read(&position, 100).unwrap();
        if !records.is_empty() {
            return records;
        }
        position = after;
        reader.wait().await;
    }
}

fn notices(events: &mut mpsc::UnboundedReceiver<Event>) -> Vec<String> {
    std::iter::from_fn(|| events.try_recv().ok())
        .map(|event| event.to_string())
        .collect()
}

#[tokio::test]
async fn a_table_is_what_the_template_says_under_the_templates_arns() {
    let (database, mut events) = start(vec![table()]).await;
    let name = json!({ "TableName": "chat-dev-Connections" });
    let described = call(&database, "DescribeTable", name.clone()).await;
    let description = &described["Table"];
    assert_eq!(description["TableArn"], table().arn);
    assert_eq!(description["LatestStreamArn"], table().stream.unwrap().arn);
    assert_eq!(description["GlobalSecondaryIndexes"][0]["IndexName"], "UserIndex");
    assert!(!described.to_string().contains("dynoxide"), "{described}");
    let life = call(&database, "DescribeTimeToLive", name).await;
    assert_eq!(life["TimeToLiveDescription"]["AttributeName"], "expiresAt");
    assert_eq!(notices(&mut events), [""; 0]);
}

#[tokio::test]
async fn the_templates_arns_are_understood() {
    let (database, _events) = start(vec![table()]).await;
    let stream = json!({ "StreamArn": table().stream.unwrap().arn });
    let described = call(&database, "DescribeStream", stream.clone()).await;
    assert_eq!(described["StreamDescription"]["StreamArn"], stream["StreamArn"]);
    let tags = call(
        &database,
        "ListTagsOfResource",
        json!({ "ResourceArn": table().arn }),
    )
    .await;
    assert_eq!(tags["Tags"], json!([]));
}

#[tokio::test]
async fn a_write_over_http_wakes_the_reader_with_a_record_as_lambda_gets_it() {
    let (database, _events) = start(vec![table()]).await;
    let mut reader = database.stream("Connections").unwrap();
    let written = item("one", json!({ "room": { "S": "dynoxide" } }));
    let request = json!({ "TableName": "chat-dev-Connections", "Item": written });
    let (records, answer) = tokio::join!(next(&mut reader), call(&database, "PutItem", request));
    assert_eq!(answer, json!({}));
    let record = &*records[0].value;
    assert_eq!(record["eventName"], "INSERT");
    assert_eq!(record["eventSource"], "aws:dynamodb");
    assert_eq!(record["awsRegion"], "eu-central-1");
    assert_eq!(record["eventSourceARN"], table().stream.unwrap().arn);
    let change = &record["dynamodb"];
    assert_eq!(
        change["Keys"],
        json!({ "connectionId": { "S": "one" }, "sk": { "S": "C" } })
    );
    assert_eq!(change["NewImage"], written);
    assert_eq!(change["OldImage"], Value::Null);
    assert_eq!(change["SequenceNumber"], records[0].sequence);
    assert_eq!(change["StreamViewType"], "NEW_AND_OLD_IMAGES");
    for member in ["eventID", "eventVersion"] {
        assert!(record[member].is_string(), "{member}");
    }
    for member in ["ApproximateCreationDateTime", "SizeBytes"] {
        assert!(change[member].is_number(), "{member}");
    }
}

#[tokio::test]
async fn a_write_that_changes_nothing_has_no_record() {
    let (database, _events) = start(vec![table()]).await;
    let reader = database.stream("Connections").unwrap();
    for count in ["1", "1", "2"] {
        database.put(&item("one", json!({ "count": { "N": count } })));
    }
    let position = reader.position(StartingPosition::Oldest).unwrap();
    let (records, _) = reader.read(&position, 100).unwrap();
    let names: Vec<_> = records
        .iter()
        .map(|record| record.value["eventName"].as_str())
        .collect();
    assert_eq!(names, [Some("INSERT"), Some("MODIFY")]);
    assert!(records[0].sequence < records[1].sequence);
    assert_eq!(records[0].key, records[1].key);
}

#[tokio::test]
async fn a_record_holds_the_images_that_the_template_asks_for() {
    for (view, new, old) in [
        (StreamView::KeysOnly, false, false),
        (StreamView::NewImage, true, false),
        (StreamView::OldImage, false, true),
        (StreamView::NewAndOldImages, true, true),
    ] {
        let mut table = table();
        table.stream.as_mut().unwrap().view = view;
        let (database, _events) = start(vec![table]).await;
        let reader = database.stream("Connections").unwrap();
        database.put(&item("one", json!({ "count": { "N": "1" } })));
        let position = reader.position(StartingPosition::Newest).unwrap();
        database.put(&item("one", json!({ "count": { "N": "1" } })));
        database.put(&item("one", json!({ "count": { "N": "2" } })));
        let (records, _) = reader.read(&position, 100).unwrap();
        let change = &records[0].value["dynamodb"];
        let images = (change.get("NewImage").is_some(), change.get("OldImage").is_some());
        assert_eq!((records.len(), images), (1, (new, old)), "{view:?}");
        assert_eq!(change["StreamViewType"], view.as_str());
    }
}

#[tokio::test(start_paused = true)]
async fn an_item_whose_life_has_ended_is_removed_by_the_service() {
    let clock = Arc::new(ManualClock::new(2_000_000_000));
    let database = Database::memory_with_clock(clock).unwrap();
    let (sender, _events) = mpsc::unbounded_channel();
    let database = DynamoDb::open(database, &environment(), vec![table()], sender)
        .await
        .unwrap();
    let mut reader = database.stream("Connections").unwrap();
    database.put(&item("old", json!({ "expiresAt": { "N": "1999999999" } })));
    let mut position = reader.position(StartingPosition::Oldest).unwrap();
    let removed = loop {
        let (records, next) = reader.read(&position, 100).unwrap();
        let mut records = records.into_iter();
        if let Some(removed) = records.find(|record| record.value["eventName"] == "REMOVE") {
            break removed;
        }
        position = next;
        reader.wait().await;
    };
    let service = json!({ "type": "Service", "principalId": "dynamodb.amazonaws.com" });
    assert_eq!(removed.value["userIdentity"], service);
}

#[tokio::test]
async fn a_reload_keeps_items_unless_the_key_is_another() {
    let (database, mut events) = start(vec![table()]).await;
    database.put(&item("one", json!({ "room": { "S": "general" } })));
    let get = json!({
        "TableName": "chat-dev-Connections",
        "Key": { "connectionId": { "S": "one" }, "sk": { "S": "C" } },
    });

    database.reload(vec![table()]);
    assert_ne!(call(&database, "GetItem", get.clone()).await, json!({}));

    let mut other_indexes = table();
    let index = Index {
        key: key("room", None),
        projection: "ALL".to_owned(),
        included: Vec::new(),
    };
    other_indexes.global_indexes = BTreeMap::from([("RoomIndex".to_owned(), index)]);
    other_indexes.attributes.remove("userId");
    other_indexes.attributes.insert("room".to_owned(), "S".to_owned());
    other_indexes.time_to_live = Some("endsAt".to_owned());
    database.reload(vec![other_indexes]);
    let query = json!({
        "TableName": "chat-dev-Connections",
        "IndexName": "RoomIndex",
        "KeyConditionExpression": "room = :room",
        "ExpressionAttributeValues": { ":room": { "S": "general" } },
    });
    assert_eq!(call(&database, "Query", query).await["Count"], 1);
    assert_eq!(notices(&mut events), [""; 0]);

    database.reload(Vec::new());
    assert_ne!(call(&database, "GetItem", get.clone()).await, json!({}));
    assert!(notices(&mut events)[0].contains("gone from the template"));
    database.reload(Vec::new());
    assert_eq!(notices(&mut events), [""; 0], "once is enough");

    let mut other_key = table();
    other_key.key = key("connectionId", None);
    other_key.attributes.remove("sk");
    database.reload(vec![other_key]);
    let get = json!({ "TableName": "chat-dev-Connections", "Key": { "connectionId": { "S": "one" } } });
    assert_eq!(call(&database, "GetItem", get).await, json!({}));
    assert!(notices(&mut events)[0].contains("its items are dropped"));
}

#[tokio::test]
async fn what_the_engine_refuses_is_said_and_the_other_tables_work() {
    let mut refused = table();
    refused.id = "Short".to_owned();
    refused.name = "x".to_owned();
    let (database, mut events) = start(vec![refused, table()]).await;
    let notices = notices(&mut events);
    assert!(
        notices[0].contains("`Short` cannot be what the template says"),
        "{notices:?}"
    );
    let tables = call(&database, "ListTables", json!({})).await;
    assert_eq!(tables["TableNames"], json!(["chat-dev-Connections"]));
}
